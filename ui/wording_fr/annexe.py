"""The page « Annexe »: formats, the basket file, what a code or a file says."""

from kb.wording import counted
from ui.wording_fr.fixed import fr

_FORMATS = {
    "pdf": "PDF",
    "odt": "ODT (LibreOffice)",
    "docx": "DOCX (Word)",
    "txt": "texte",
    "csl": "références CSL-JSON",
    "ris": "références RIS",
    "bibtex": "références BibTeX",
    "panier": "fichier du panier",
}


def download(output: str) -> str:
    """« Télécharger : PDF »."""
    return f"Télécharger : {_FORMATS[output]}"


def prepare(output: str) -> str:
    """« Préparer : PDF »."""
    return fr(f"Préparer : {_FORMATS[output]}")


def long_annexe(lines: int) -> str:
    """Above the buttons of an annexe that takes seconds to make."""
    told = "chaque fichier se prépare d’abord, en quelques secondes ; la page reste lisible pendant ce temps."
    return fr(f"{counted(lines, 'ligne')} : {told}")


def preparing(output: str, stage: str, share: float) -> str:
    """What is done meanwhile, and how far the whole is."""
    return fr(f"{_FORMATS[output]} : {share * 100:.0f}\u00a0%, {_STAGES[stage]}")


_STAGES = {"REFERENCES": "références", "LAYOUT": "mise en page"}
STOP_PREPARING = "Interrompre"
PREPARATION_STOPPED = "Préparation interrompue : rien n’en a été gardé."
LOAD_BASKET = "Reprendre un panier enregistré (panier-AAAAMMJJ-hhmm.json)\u00a0:"
KEPT_BASKET_LOST = (
    "Le panier que ce navigateur gardait ne peut pas être repris\u00a0: il vient d’une autre base, ou il est abîmé."
)


def loaded(number: int) -> str:
    """After a basket file was taken back."""
    return f"Panier repris : {counted(number, 'ligne')}."
