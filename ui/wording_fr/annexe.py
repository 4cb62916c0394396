"""The page « Annexe »: formats, the basket file, what a code or a file says."""

_FORMATS = {
    "pdf": "PDF",
    "odt": "ODT (LibreOffice)",
    "docx": "DOCX (Word)",
    "txt": "texte",
    "csl": "références CSL-JSON",
    "ris": "références RIS",
    "bibtex": "références BibTeX",
}


def download(output: str) -> str:
    """« Télécharger : PDF »."""
    return f"Télécharger : {_FORMATS[output]}"
