"""The page « Signaux »: a start and an end are those that a source tells; nothing is deduced from a silence."""

from kb.flag_words import POLARITIES
from ui.wording_fr.fixed import fr

PAGE_SIGNALS = "Signaux"
SIGNALS_PAGE_NOTE = fr(
    "Chaque ligne est un passage daté d’un rapport. Une période dit quand le fait a été vu, non qu’il a cessé : sans fin dite par la "
    "source, la fin est « non documentée ». Une source ne clôt jamais ce qu’une autre a signalé. Le relevé est automatique : il manque "
    "des passages et en prend d’autres à tort. Lire la citation ; l’absence d’un signal ne dit rien."
)
SIGNAL_GLYPHS = {"present": "■", "negated": "□", "hypothetical": "◇", "historical": "▭"}
SIGNAL_LEGEND = fr(
    "Formes : "
    + " · ".join(f"{SIGNAL_GLYPHS[key]} {said}" for key, said in POLARITIES.items())
    + " · ■▶ fin non documentée · ■┃ fin dite par la source. Sans période dite, le repère est à la date de publication."
)
GENERAL_SCOPE = fr("Général : aucune pathologie nommée")
GENERAL_SCOPE_NOTE = fr(
    "Ces passages parlent du pays sans nommer de pathologie : ils sont montrés pour toutes, et ne documentent aucune composante "
    "à eux seuls."
)
SIGNAL_COLUMNS = ("Polarité", "Ce qui est dit", "Début", "Fin", "Publié", "Relevé", "Vérifié", "Actions")
END_NOT_DOCUMENTED, START_NOT_DOCUMENTED = "fin non documentée", "début non documenté"
STILL_TOLD = "encore signalé à la publication"
TOLD_PAST, TOLD_PAST_UNDATED = "la source le dit passé", "dit passé, sans date"
TOLD_OVER_LATER = fr("la même source le dit absent ou résolu ensuite")
TOLD_ABSENT_AT_PUBLICATION = "dit absent ou résolu à la publication"
ONLY_FEARED = "ni début ni fin"
END_TOLD = "fin dite"
NO_PERIOD = "période non précisée"

# « lire »
PASSAGE, REPORT_TITLE, NO_TITLE, OBJECTS = "Passage et règle", "Rapport", "titre non publié", "Objets et lieu nommés"
CONTEXT_FIELD, CUE, RULE, PLACE_IN_PAGE = "Passage dans son contexte", "Mots qui ont décidé", "Règle", "Place"
NO_CONTEXT = fr("contexte non montré : la licence de la source ne le permet pas, ou il n’est pas tenu")
CUE_NOT_SHOWN = "non montrés avec le texte"

# filters
FILTERS_ACTIVE = fr("Un filtre est actif : il masque des signaux. Les débuts et les fins sont lus avant lui.")
ALL_SIGNALS_HIDDEN = fr(
    "Les filtres masquent tous les signaux de ce pays et de ces pathologies : remettez-en un à « tous »."
)
FILTER_TYPE, FILTER_POLARITY, FILTER_SINCE = "Type", "Polarité", "De"
FILTER_UNTIL, FILTER_SOURCE, FILTER_LANGUAGE = "À", "Source", "Langue"
ALL_TYPES, ALL_POLARITIES, ALL_SOURCES, ALL_LANGUAGES, ANY_YEAR = "tous", "toutes", "toutes", "toutes", "toute date"

# sources that oppose one another
FACING = "Sources face à face"
FACING_NOTE = fr(
    "Sur un même sujet et les mêmes mois, l’un signale, l’autre dit absent ou résolu ; ou ce qui était dit clos est signalé de nouveau. "
    "Le plus ancien d’abord ; aucun côté n’est préféré, et un filtre n’en montre jamais un seul."
)

# the chart
CHART_ALT = fr(
    "Chronologie des signaux, une ligne par type et par source. Les tableaux qui suivent donnent le même contenu, ligne par ligne."
)

TOO_MANY_ROWS = fr(
    "Trop de sources pour un dessin lisible : choisissez un type ou une source ci-dessus. Les tableaux qui suivent les montrent toutes."
)

# nothing to show
NO_SIGNAL = fr(
    "Aucun signal dans cette base pour ce pays et ces pathologies. Le relevé est automatique et manque des passages : la page "
    "Recherche lit les rapports eux-mêmes."
)
NO_SIGNAL_NO_REPORT = fr("Aucune source de rapports n’y a été lue pour ce pays : ce n’est pas un silence.")
HOW_TO_READ_MORE = fr("Pour les relever, sur le serveur : recoupe crawl --all puis recoupe release create.")
COMPONENTS_HIDE = fr("Les composantes décochées masquent tous les signaux de ce pays et de ces pathologies.")


def signals_title(title: str) -> str:
    """Heading of the page."""
    return fr(f"Signaux de continuité : {title}")


def years(told: list[str]) -> str:
    """« 2019 à 2023 », from the first to the last year."""
    return " à ".join(dict.fromkeys((told[0], told[-1]))) if told else NO_PERIOD


def signals_of(scope: str, label: str) -> str:
    """Caption of the table of one type."""
    return fr(f"{scope}, {label} : débuts et fins, source par source")


def facing_of(label: str) -> str:
    """Caption of a table of opposed sources."""
    return fr(f"{FACING} : {label}")


def place_in_page(page: int | None, start: int | None, end: int | None) -> str:
    """Where the quotation stands in the extracted text."""
    where = f"page {page}" if page else "page non précisée"
    return where if start is None else f"{where}, caractères {start} à {end} du texte extrait"


def rule_of(rule: str, extractor: str) -> str:
    """What decided, and which version of the extractor."""
    return fr(f"{rule} ; extracteur : {extractor}")


def dated(name: str, day: str) -> str:
    """« publié : 15 juin 2022 »."""
    return fr(f"{name.lower()} : {day}")


def last_told(day: str) -> str:
    """The last day that the stated period covers."""
    return fr(f"dernier fait dit : {day}")


def at_the_latest(day: str) -> str:
    """An end that is dated by the publication only."""
    return f"au plus tard le {day}"


def told_absent_for(period: str) -> str:
    """A denial, with its period."""
    return fr(f"dit absent ou résolu : {period}")


def started_before(day: str) -> str:
    """No start is told; the publication bounds it."""
    return f"signalé au plus tard le {day}"


def span(start: str | None, end: str | None) -> str:
    """« de mars 2022 à juin 2022 », « du 3 mars 2022 au 5 mai 2022 », « depuis avril 2022 », « jusqu’en 2016 »."""
    if not start:
        return f"jusqu’au {end}" if _is_day(end) else f"jusqu’en {end}"
    if not end:
        return f"depuis le {start}" if _is_day(start) else f"depuis {start}"
    since = f"du {start}" if _is_day(start) else f"d’{start}" if start[0] in "ao" else f"de {start}"
    return f"{since} au {end}" if _is_day(end) else f"{since} à {end}"


def _is_day(told: str | None) -> bool:
    """« 3 mars 2022 », not « mars 2022 » nor « 2022 »."""
    return bool(told) and len(str(told).split()) == 3


def withdrawn(day: str, reason: str) -> str:
    """What is left of a withdrawn passage."""
    return fr(f"retiré le {day} : {reason}")


def reports_read(names: list[str]) -> str:
    """Which report sources of the country were read, whatever they say."""
    return fr(f"Sources de rapports lues : {' ; '.join(names)}.")


def not_read_because(reason: str, names: list[str]) -> str:
    """One reason, and the sources it holds for."""
    return fr(f"{' ; '.join(names)} ({reason})")


def reports_not_read(names: list[str]) -> str:
    """And those that were not, with the reason."""
    return fr(f"Non consultées : {' ; '.join(names)}.")
