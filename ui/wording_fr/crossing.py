"""What disagrees, what was revised, how far the last check lies: both sides in the same words and of the same size."""

from kb.wording import counted
from ui.wording_fr.fixed import fr

WHY = fr("Pourquoi ces côtés sont dits discordants :")
SIDES_ORDER = fr(
    "Deux côtés, de même taille, dans l’ordre des dates. Recoupe ne conclut pas : il ne pèse aucun des deux."
)
COMPARED_FIGURES = "Chiffres rapprochés"
COMPARED_NOTE = "une grandeur, plusieurs publications"
COMPARED_COLUMNS = ("Grandeur", "Période commune", "Premier chiffre", "Second chiffre", "Ce qui est constaté")
NO_LIVE_CHECK = "aucune vérification en direct"
STAKE = fr("Ce que la source a en jeu :")


def silent_components(labels: list[str]) -> str:
    """The ticked components that no line speaks of."""
    return fr(f"Aucune ligne sur : {', '.join(labels)}.") if labels else ""


def discordant_sources(number: int) -> str:
    """Heading of the block."""
    return f"Sources discordantes ({number})"


def sides_of(about: str) -> str:
    """Caption of one contradiction, for a screen reader."""
    return fr(f"Les deux côtés : {about}")


def side_named(number: int, says: str) -> str:
    """« 1er côté : signalé »."""
    return fr(f"{'1er' if number == 1 else '2e'} côté : {says}")


def compared_counted(number: int) -> str:
    """« 5 rapprochements »."""
    return counted(number, "rapprochement")


def old_lines(old: int, lines: int) -> str:
    """How many lines of one component are old; empty where none is."""
    return fr(f"{old} des {lines} lignes : plus de 24 mois") if old else ""


def pace(days: int, said: str) -> str:
    """A source's own pace, and what its last reading is to it."""
    return fr(f"cadence de {counted(days, 'jour')} : {said}")
