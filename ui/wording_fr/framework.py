"""Words that the framework writes in English; a script of the page turns them French where it meets them whole."""

from ui.wording_fr.fixed import fr

TOAST_NAME = "Confirmation"
# names read aloud (aria-label) or shown on hover (title); one that ends with « : » goes before a text of ours
FRAMEWORK_NAMES = {
    "Close": "Fermer",
    "Open": "Ouvrir la liste",
    "App pages": "Pages",
    "Sidebar": "Colonne de gauche",
    "Expand sidebar": "Montrer la colonne de gauche",
    "Collapse sidebar": "Cacher la colonne de gauche",
    "Main menu": "Menu",
    "Clear value": "Effacer",
    "Clear all": "Tout effacer",
    "Running...": "En cours",
    "Stop": "Arrêter",
    "Stopping...": "Arrêt en cours",
    "Copy to clipboard": "Copier",
    "Copied": "Copié",
    "Show data": "Montrer les valeurs",
    "Show data:": fr("Montrer les valeurs :"),
    "Show chart:": fr("Montrer la courbe :"),
    "Download as CSV:": fr("Télécharger en CSV :"),
    "Download as PNG:": fr("Télécharger l’image :"),
    "Copy Vega-Lite spec:": fr("Copier la description du graphique :"),
    "Fullscreen:": fr("Plein écran :"),
    "Close fullscreen:": fr("Quitter le plein écran :"),
}
# whole texts of the framework's own windows
FRAMEWORK_TEXTS = {
    "Skip to main content": "Aller au contenu",
    "Page not found": "Page inconnue",
    "The page that you have requested does not seem to exist. Running the app's main page.": fr(
        "Aucune page ne porte cette adresse ; voici la page Recoupement. L’adresse entière est peut-être à recopier."
    ),
    "Connection error": "La connexion est coupée",
    "Connecting": "Connexion au serveur",
    "No results": "Aucune réponse",
    "Close": "Fermer",
    "Stop": "Arrêter",
}
CONNECTION_LOST = fr(
    "Le serveur de Recoupe ne répond plus. Rien n’est perdu de la base : rechargez la page dans un instant ; si cela dure, "
    "prévenez l’opérateur."
)
