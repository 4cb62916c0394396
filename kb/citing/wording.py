"""The fixed sentences of an annexe, and its neutral file names."""

from datetime import datetime

from kb.clock import PARIS
from kb.wording import counted

TITLE = "Annexe documentaire"
MOTTO = "Recoupe ne conclut pas. Il montre ce que des sources datées disent, contredisent ou taisent."
ASKED, LINES, OMITTED, SILENT = (
    "Ce qui a été choisi",
    "Lignes citées",
    "Sources discordantes",
    "Composantes sans source",
)
REFERENCES, REOPEN, NOTES = "Références", "Code de réouverture", "Observations du médecin (hors outil)"
NOTHING_ASKED = (
    "Les lignes ont été nommées une à une : ni pays, ni pathologie, ni composante n’ont été choisis. "
    "Cette annexe ne dit donc pas ce qui est sans source."
)
NO_SILENCE = "Chaque composante choisie a au moins une ligne dans cette base, quoi qu’elle dise."
NOTHING_OMITTED = (
    "Aucune discordance relevée par ces règles n’est citée d’un seul côté. Cela ne dit pas que les sources s’accordent."
)
WITHOUT_COMPONENT = "Sans composante (contexte du pays, rapports)"
NOT_CONSULTED = "Non consultées pour au moins une de ces composantes"
HOW_TO = (
    "Pour rouvrir exactement ces lignes : recoupe cite --open CODE, ou la page Annexe de l’application, sur toute "
    "installation qui tient cette base."
)
QR_ONLY = "Ce code est trop long pour être tapé : lisez le ou les codes QR, et collez leur texte à la suite."
BY_FILE = (
    "Cette annexe cite trop de lignes pour un code : gardez le fichier du panier (panier-AAAAMMJJ-hhmm.json), à "
    "télécharger avec elle. Il révèle la pathologie : même secret que l’annexe."
)
HOW_TO_CHECK = (
    "Pour vérifier : chaque référence porte l’empreinte SHA-256 des octets lus ; l’archive de l’installation les retrouve "
    "par cette empreinte. recoupe cite --check dit si l’adresse répond encore et si ses octets ont changé."
)
PERIOD, PUBLISHED, RETRIEVED, CHECKED, AGE = (
    "Période du fait",
    "Publié",
    "Relevé",
    "Vérifié",
    "Âge à la date de la base",
)


def annexe_name(at: datetime, extension: str = "txt") -> str:
    """A neutral file name: no country, no disease (design §2.7)."""
    return f"annexe-{at.astimezone(PARIS):%Y%m%d-%H%M}.{extension}"


def basket_name(at: datetime) -> str:
    """The neutral name of a basket file."""
    return f"panier-{at.astimezone(PARIS):%Y%m%d-%H%M}.json"


def cites(number: int) -> str:
    """How many lines, which is no measure of anything."""
    return f"{MOTTO} Cette annexe cite {counted(number, 'ligne')}."
