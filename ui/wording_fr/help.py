"""The page « Aide »: one screen, in the order a new reader needs it."""

from ui.wording_fr.fixed import fr

HELP = fr("""
## Lire le tableau

Chaque ligne est une composante du traitement. Son état décrit **la documentation**, jamais les soins.

* **● documenté** : au moins une ligne datée parle de cette composante, quoi qu’elle dise.
  Un « non » publié par un ministère la documente aussi.
* **◐ discordant** : deux sources datées ne disent pas la même chose ; les deux sont montrées.
* **○ non documenté** : les sources interrogées n’en disent rien. Le silence d’une source n’est pas une réponse.
* **– hors périmètre** : la composante est sans objet pour toute cette famille de pathologies.

Une source qui n’a pas pu être lue est nommée à part, « non consultées », avec la raison.

## Filtrer par population

Dans la colonne de gauche, **Population** masque les lignes dont la source dit qu’elles parlent d’une autre population ; leur nombre est dit
dans chaque composante. Adulte et enfant sont les mots de chaque source : l’âge limite varie. Les lignes qui ne disent aucune population
restent, et celles sur les adultes restent pour une femme enceinte. L’état décrit toujours toutes les lignes de la base.

## Lire les dates

* **Période du fait** : le moment dont parle le chiffre. L’âge affiché dessous va de la fin de cette période à la date de la base.
* **Publié** : la date que l’éditeur donne à sa publication.
* **Relevé** : le jour où Recoupe a pris les octets chez l’éditeur.
* **Vérifié** : la dernière fois que ces mêmes octets y ont été revus.

Une date que personne n’a notée est « non enregistrée ».

## Lire les mentions

* **⚑ plus de 24 mois** : le fait est ancien, qu’il soit heureux ou malheureux.
* **système de santé** : le chiffre vaut pour tout le pays, aucune pathologie ne le possède.
* **déclaration de l’État** : l’État parle de lui-même.
* **réponse enregistrée, rejouée** : la réponse de l’éditeur a été enregistrée à la date dite, puis relue ici.
* **chiffre de départ** : livré avec le programme, avant tout relevé de cette installation.
* **valeur non communiquée** : l’éditeur publie la ligne sans valeur. Ce n’est pas zéro.

## Ce qui a changé

Une base est figée et numérotée. La page compare deux bases :
**ligne ajoutée**, **valeur révisée**, **réécriture d’affichage**, **ligne retirée**.
La colonne de gauche mène à une autre base, par son numéro ou par une date ; « lire » montre une ligne de base en base.

## Ce que Recoupe ne dit jamais

Il ne dit pas si un traitement peut être obtenu, ni par qui, ni à quel prix pour une personne. Il ne note pas, ne classe pas, ne résume pas.
Un chiffre national ne dit rien d’un hôpital ; un hôpital ne dit rien d’un pays.

## L’annexe

« citer » ajoute une ligne ; la page Annexe en fait un fichier de texte, avec un code qui rouvre exactement les mêmes lignes.
L’annexe et son code révèlent la pathologie : même secret que le dossier. Recoupe ne garde ni recherche ni panier sur le serveur.

## Clavier

* **/** mène au champ du pays · **↓ ↑** parcourent les réponses · **Entrée** choisit · **Échap** ferme.
* **Tab** suit l’ordre de lecture : pays, pathologies, composantes, tableau, lignes.
""")
