"""The fixed sentences. Short, exact, present tense; no sentence says what a doctor must think."""

import re

from scoring.states import State

_BEFORE = re.compile(r" (?=[:;?!»])")
_AFTER = re.compile(r"(?<=«) ")


def fr(sentence: str) -> str:
    """French typography: no-break spaces inside « » and before : ; ? !"""
    return _AFTER.sub("\u00a0", _BEFORE.sub("\u00a0", sentence))


APP = "Recoupe"
PAGE_RECOUPEMENT, PAGE_SOURCES, PAGE_AIDE = "Recoupement", "Sources", "Aide"
CREED = fr("Recoupe ne conclut pas. Il montre ce que des sources datées disent, contredisent ou taisent.")
READING_BASE = fr("Lecture de la base…")
WAITING = {
    "recherche": fr("La recherche parcourt les textes de la base…"),
    "annexe": fr("L’annexe se prépare : chaque ligne citée est relue dans sa base…"),
    "changements": fr("Les deux bases sont comparées…"),
}
LEGEND = fr("« documenté » ne veut pas dire existant : l’état décrit la documentation, pas les soins.")

# choosing
COUNTRY, COUNTRY_HINT = "Pays", "cote d, RDC, zaire…"
FAMILIES, FAMILIES_HINT = "Pathologies", "nom, synonyme ou code CIM-10"
SEVERAL = fr("Plusieurs réponses : flèche bas, puis Entrée.")
NO_SUCH_COUNTRY = "Aucun pays ne ressemble à cette saisie."
NO_SUCH_FAMILY = "Aucune pathologie ne ressemble à cette saisie."
REMOVE = "Retirer"
COMPONENTS = "Composantes utiles"
RELEASE, CHOOSE_RELEASE = "Base", "Choisir une base"
CHOOSE_FIRST = fr(
    "Choisissez un pays, puis une ou plusieurs pathologies, dans la colonne de gauche. "
    "La touche / mène au champ du pays. Les accents sont facultatifs : « cote d » trouve Côte d’Ivoire."
)
TICK_ONE = "Aucune composante n’est cochée. Cochez au moins une composante dans la colonne de gauche."
CHOOSE_COUNTRY = "Choisissez un pays dans la colonne de gauche."
CHOOSE_FAMILY = fr("Choisissez au moins une pathologie dans la colonne de gauche : nom, synonyme ou code CIM-10.")

# the matrix
GLYPHS = {State.DOCUMENTED: "●", State.DISCORDANT: "◐", State.NOT_DOCUMENTED: "○", State.OUT_OF_SCOPE: "–"}
MATRIX_CAPTION = "Composantes du traitement et ce que la base en documente"
MATRIX_COLUMNS = ("Composante", "État", "Ce qui est compté", "Fait le plus récent", "Âge", "Producteurs")
NO_LINE = "—"
NO_FACT, NO_AGE, NO_PRODUCER = (
    "aucun fait",
    "aucun âge",
    "aucun producteur",
)  # for who listens, where the eye sees a dash
UNFOLD_ALL, FOLD_ALL, BACK_TO_MATRIX = "tout déplier", "tout replier", "retour au tableau"
SEARCHED = fr("Sources interrogées :")
NOT_CONSULTED = fr("Non consultées :")
NO_SOURCE_COVERS = fr(
    "Aucune source de cette base ne couvre cette composante pour cette pathologie : elle n’a été cherchée nulle part."
)
CONTEXT = "Contexte du pays"
CONTEXT_NOTE = fr("hors composantes : ces chiffres n’entrent dans aucun état")
OLD = "⚑\u00a0plus\u00a0de\u00a024\u00a0mois"

# a line
REPEATED = "ligne répétée par l’éditeur"
LINE_COLUMNS = (
    "Ce qui est dit",
    "Valeur",
    "Période du fait",
    "Publié",
    "Relevé",
    "Vérifié",
    "Producteur, éditeur",
    "Actions",
)
SERIES_COLUMNS = ("Période du fait", "Valeur", "Publié", "Relevé", "Vérifié")
READ, CITE, CITED = "lire", "citer", "citée (retirer)"
CITED_TOAST = fr("Ligne ajoutée à l’annexe. « citée (retirer) » l’en ôte.")
REMOVED_TOAST = "Ligne retirée de l’annexe."
BREAKDOWN = "ventilation"
LEVELS = {"national": "national", "regional": "régional", "facility": "un établissement"}
FLAGS = {
    "systeme_de_sante": "système de santé",
    "figures_de_depart": "chiffre de départ",
    "sans_valeur": "valeur non communiquée",
}
STARTER_REFERENCE = "référence de départ"
SELF_REPORTED = "déclaration de l’État"
DIMENSION_KINDS = {"SEX": "sexe", "AGEGROUP": "âge", "RESIDENCEAREATYPE": "lieu de vie"}

# « lire »
EVIDENCE = "La ligne et sa preuve"
DATES, ORIGIN, REFERENCE = "Dates", "Origine", "Référence"
PERIOD, AGE, PUBLISHED, RETRIEVED, CHECKED = "Période du fait", "Âge du fait", "Publié", "Relevé", "Vérifié"
AS_PUBLISHED, NOTHING_PUBLISHED = "Texte publié", "aucun"
DIMENSIONS_FIELD, MENTIONS, NONE = "Ventilation", "Mentions", "aucune"
COMMENTS, NO_COMMENT = "Commentaire de l’éditeur", "aucun"
PRODUCER, PUBLISHER, ADDRESS = "Producteur (qui a mesuré)", "Éditeur (qui publie)", "Adresse"
HASH, ARCHIVED, NOT_ARCHIVED = "SHA-256 des octets", "copie archivée", "copie non jointe"
LICENCE, LIMITS, BASE = "Licence", "Limites de la source", "Base"
SERIES = "La même série au fil des ans"
SERIES_CAPTION = "Valeurs de la série, de la plus récente à la plus ancienne"
SERIES_ALT = fr(
    "Courbe de la série ; les bornes publiées forment une bande. Le tableau qui suit donne les mêmes valeurs."
)
NO_UNIT = "nombre"
THIS_LINE = "cette ligne"
ADD_TO_ANNEXE, REMOVE_FROM_ANNEXE = "Citer dans l’annexe", "Retirer de l’annexe"
LINE_NOT_FOUND = "Cette base ne tient plus cette ligne. Rechargez la page."

# the annexe
ANNEXE, ANNEXE_EMPTY = "Annexe", fr("Aucune ligne citée. Sur la page Recoupement, « citer » ajoute une ligne ici.")
ANNEXE_NOTE = fr(
    "Le panier reste dans cette fenêtre : rien n’en est écrit sur le serveur, et fermer la fenêtre le vide."
)
EMPTY_BASKET, PREVIEW = "Vider le panier", "Aperçu du texte"
REOPEN, REOPEN_LABEL, REOPEN_BUTTON = "Rouvrir une annexe", "Code de réouverture", "Rouvrir"
CITE_ALL = "Mettre ces lignes dans le panier"

TO_REFRESH = fr("pour les rafraîchir : recoupe crawl who_gho puis recoupe release create")

PROBLEMS = {
    name: fr(said)
    for name, said in {
        "NO_BASE": "La base n’est pas prête. Sur le serveur, lancez recoupe init, puis rechargez cette page.",
        "NEWER_BASE": "La base a été faite par une version plus récente de Recoupe. Sur le serveur, installez cette version.",
        "UNREACHABLE": "La base de données ne répond pas. Rien n’est perdu : réessayez dans un instant ; "
        "si cela dure, l’opérateur vérifie RECOUPE_DATABASE_URL.",
        "NO_RELEASE": "La base est vide : aucun relevé n’y est encore publié. Sur le serveur, lancez recoupe crawl who_gho "
        "puis recoupe release create.",
        "UNKNOWN_RELEASE": "Cette adresse demande la base n° {number}, que cette installation ne tient pas. "
        "Choisissez une autre base dans la colonne de gauche, ou ouvrez l’adresse sur l’installation d’où elle vient.",
        "BROKEN_ADDRESS": "Le code de cette adresse est incomplet ou altéré : rien n’a pu en être lu. "
        "Recopiez l’adresse entière, ou choisissez un pays et une pathologie dans la colonne de gauche.",
        "OTHER": "Cette page ne peut pas être montrée. L’opérateur trouvera la raison avec recoupe sources.",
    }.items()
}

# reading comfort
DENSITY, DENSITIES = "Densité", ("confort", "compact")
