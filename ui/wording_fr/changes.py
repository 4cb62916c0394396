"""What changed between two releases, and which base is read. A publisher's rewriting is never called a revision."""

from collections.abc import Mapping

from kb.wording import counted
from ui.wording_fr.fixed import fr

PAGE_CHANGES = "Ce qui a changé"
FROM_RELEASE = "De la base"
KINDS_SHOWN = "Montrer"
KIND = {
    "added": "ligne ajoutée",
    "revised": "valeur révisée",
    "rewritten": "réécriture d’affichage",
    "gone": "ligne retirée",
}
_KINDS = {
    "added": "lignes ajoutées",
    "revised": "valeurs révisées",
    "rewritten": "réécritures d’affichage",
    "gone": "lignes retirées",
}
BY = {"publisher": "par le producteur", "reader": "par notre lecture"}
CHANGES_LEGEND = fr(
    "« par le producteur » : d’autres octets ont été reçus. « par notre lecture » : les mêmes octets, lus par une autre version "
    "de Recoupe. « réécriture d’affichage » : le même nombre, écrit autrement. Toutes les périodes de chaque série sont comparées."
)
NO_BEFORE, NO_AFTER = "pas de ligne", "n’est plus publiée"
BLANK = "champ vide"
SAME_NUMBER = "même nombre, autres bornes"
ARROW = "→"
CHANGE_PAGE = "Page"
ALL_KINDS_HIDDEN = "Aucune nature de changement n’est cochée."
SINGLE_RELEASE = fr("Une seule base existe ici : il n’y a encore rien à comparer.")

# « lire »: the history of a value
HISTORY = "Cette ligne, de base en base"
HISTORY_CAPTION = "Ce que l’éditeur publiait et ce qu’il publie, de la base la plus récente à la plus ancienne"
HISTORY_COLUMNS = ("Base", "Ce qui est publié", "Publié", "Relevé", "Changement")
NOT_IN_BASE, READ_BASE = "pas de ligne dans cette base", "base lue"

# another date
AS_OF = "ou la base à la date du"
AS_OF_HINT = "jj/mm/aaaa, puis Entrée"
AS_OF_UNREADABLE = fr("Cette date ne se lit pas : écrivez-la jj/mm/aaaa, par exemple 12/03/2026.")


def change_columns(old: int, new: int) -> tuple[str, ...]:
    """The head of a table of changes."""
    return (
        "Période du fait",
        "Ventilation",
        f"Base n°\u00a0{old}",
        f"Base n°\u00a0{new}",
        "Nature du changement",
        "Constaté",
        "Actions",
    )


def kind_counted(kind: str, number: int) -> str:
    """« 3 valeurs révisées »."""
    return counted(number, KIND[kind], _KINDS[kind])


def kinds_counted(counts: Mapping[str, int]) -> str:
    """« 163 lignes ajoutées, 2 lignes retirées »."""
    return ", ".join(kind_counted(kind, counts[kind]) for kind in KIND if counts.get(kind))


def base_named(number: int, day: str) -> str:
    """One base, with its date."""
    return f"base n°\u00a0{number} du {day}"


def changes_title(title: str) -> str:
    """Heading of the page."""
    return f"{PAGE_CHANGES}\u00a0: {title}"


def changes_told(counts: Mapping[str, int]) -> str:
    """The counts, in words; nothing is said so."""
    return fr(f"{kinds_counted(counts) or 'Aucun changement'}.")


def to_release(named: str) -> str:
    """The base compared to: the one the reader reads."""
    return fr(f"à la {named}, celle que vous lisez : elle se choisit dans la colonne de gauche.")


def first_release(number: int) -> str:
    """The oldest base has nothing before it."""
    return fr(
        f"La base n°\u00a0{number} est la première : aucune base plus ancienne à laquelle la comparer. "
        "Choisissez une base plus récente dans la colonne de gauche."
    )


def no_change(old: str, new: str) -> str:
    """Two bases that say the same of this choice."""
    return fr(f"Entre la {old} et la {new}, aucune ligne de ce pays et de ces pathologies n’a changé.")


def changes_since(counts: Mapping[str, int], number: int) -> str:
    """The link under the title of a fiche. A rewriting is counted apart: it changes no value."""
    changed = sum(counts.get(kind, 0) for kind in ("added", "revised", "gone"))
    said = [counted(changed, "changement")] if changed else ["aucun changement"]
    if rewritten := counts.get("rewritten", 0):
        said.append(kind_counted("rewritten", rewritten))
    return f"{', '.join(said)} depuis la base n°\u00a0{number}"


def comment(published: str | None) -> str:
    """The publisher's comment, where it is what differs."""
    return fr(f"commentaire : « {published} »") if published else fr("commentaire : aucun")


def bounds(low: str, high: str) -> str:
    """Bounds that the published text does not show."""
    return f"bornes {low} à {high}"


def read_as(number: str) -> str:
    """The number that we read in a text that did not change."""
    return fr(f"nombre lu : {number}")


def part_of_group(shown: int) -> str:
    """A series cut by the end of a page."""
    return fr(f"ici : {counted(shown, 'ligne')}, la suite sur une autre page")


def page_option(number: int, pages: int) -> str:
    """« 1 sur 3 »."""
    return f"{number} sur {pages}"


def changes_of(label: str) -> str:
    """Caption of the changes of one series."""
    return fr(f"Changements : {label}")


def older_base(read: str, last: str) -> str:
    """Said on every page while an older base is read."""
    return fr(f"Vous lisez la {read} ; la dernière est la {last}.")


def base_short(number: int, day: str) -> str:
    """« n° 2 du 22 novembre 2026 »."""
    return f"n°\u00a0{number} du {day}"


def bases_range(first: int, day: str, last: int, last_day: str) -> str:
    """Bases in a row that say the same."""
    return f"n°\u00a0{first} à n°\u00a0{last}, du {day} au {last_day}"


def no_base_at(day: str, first: str | None) -> str:
    """A date before every base."""
    said = f"Aucune base à cette date ({day})."
    return fr(f"{said} La première est la {first}." if first else said)


LINE_CHANGES = {"listing": "Listes nationales et registres", "signal": "Signaux de rapports"}


def line_change_columns(old: int, new: int) -> tuple[str, ...]:
    """The head of a table of lines that changed."""
    before, after = f"Base n°\u00a0{old}", f"Base n°\u00a0{new}"
    return ("Ce qui est dit", "Période du fait", before, after, "Nature du changement", "Actions")


def changes_hidden(number: int, population: str) -> str:
    """What the filter by population hides of the changes; said before what it leaves."""
    told = counted(number, "changement d’une autre population masqué", "changements d’une autre population masqués")
    return fr(f"Population : {population}, au sens de chaque source. {told}.")
