"""The page « Annexe »: formats, the basket file, what a code or a file says."""

from kb.wording import counted

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


LOAD_BASKET = "Reprendre un panier enregistré (panier-AAAAMMJJ-hhmm.json)\u00a0:"
KEPT_BASKET_LOST = (
    "Le panier que ce navigateur gardait ne peut pas être repris\u00a0: il vient d’une autre base, ou il est abîmé."
)


def loaded(number: int) -> str:
    """After a basket file was taken back."""
    return f"Panier repris : {counted(number, 'ligne')}."
