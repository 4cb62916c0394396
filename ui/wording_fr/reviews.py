"""Reviews: what a person thinks of an extraction. It speaks of the reading, never of a country nor of anyone."""

from ui.wording_fr.fixed import fr

REVIEWS = "Relectures de cette extraction"
REVIEWS_NOTE = fr(
    "Une relecture dit si le programme a bien lu le passage ; elle ne dit rien du pays, ni de personne. Elle porte le jour, sans nom "
    "ni texte libre, s’ajoute aux autres et n’en efface aucune. Elle n’entre dans aucune base et ne masque aucune ligne."
)
NO_REVIEW = "Aucune relecture."
REVIEW_MARK, REVIEW_REASON = "Marque", "Raison"
CHOOSE_MARK, CHOOSE_REASON = "choisir", "choisir"
ADD_REVIEW, REVIEW_ADDED = "Ajouter cette relecture", "Relecture ajoutée."
EARLIER_READING = "portait sur une lecture précédente"


def review(mark: str, reason: str, day: str, *, current: bool) -> str:
    """« relecture du 1er avril 2026 : écarté (polarité inversée) »."""
    said = f"relecture du {day} : {mark} ({reason})"
    return fr(said if current else f"{said}, {EARLIER_READING}")
