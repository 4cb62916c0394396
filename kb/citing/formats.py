"""The formats an annexe is written in. Each writer is loaded when it is asked for: a command that reads needs none of them."""

import json
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Engine

from kb.citing.annexe import Cited, annexe_of
from kb.citing.basket_file import write_baskets
from kb.citing.references import STYLE
from kb.citing.wording import annexe_name, basket_name
from kb.frozen_vocabulary import words_of


class AnnexeFormat(StrEnum):
    """What `recoupe cite --format` takes; the value is also the extension of the file."""

    PDF = "pdf"
    ODT = "odt"
    DOCX = "docx"
    TXT = "txt"
    CSL = "csl"
    RIS = "ris"
    BIBTEX = "bibtex"
    BASKET = "panier"


# what reference managers expect a file of this format to end with, where its name is another word
EXTENSIONS = {AnnexeFormat.CSL: "json", AnnexeFormat.BIBTEX: "bib", AnnexeFormat.BASKET: "json"}


def file_name(output: AnnexeFormat, at: datetime) -> str:
    """The neutral name of a file of this format."""
    return basket_name(at) if output is AnnexeFormat.BASKET else annexe_name(at, EXTENSIONS.get(output, output.value))


def made(engine: Engine, what: Cited, output: AnnexeFormat, at: datetime, style: str = STYLE) -> bytes:
    """The whole file under the words of its release: what was cited then reads today as it read then."""
    with words_of(engine, what.release):
        return written(what, output, at, style)


def written(what: Cited, output: AnnexeFormat, at: datetime, style: str = STYLE) -> bytes:
    """The whole file, in memory: an annexe leaves no temporary file behind."""
    match output:
        case AnnexeFormat.CSL:
            return (json.dumps(what.items, ensure_ascii=False, indent=2) + "\n").encode()
        case AnnexeFormat.BASKET:
            return write_baskets([what.basket]).encode()
        case AnnexeFormat.RIS:
            from kb.citing.ris import ris

            return ris(what.items).encode()
        case AnnexeFormat.BIBTEX:
            from kb.citing.bibtex import bibtex

            return bibtex(what.items).encode()
        case AnnexeFormat.PDF:
            from kb.citing.pdf import annexe_pdf

            return annexe_pdf(annexe_of(what, at, style))
        case AnnexeFormat.ODT:
            from kb.citing.odt import annexe_odt

            return annexe_odt(annexe_of(what, at, style))
        case AnnexeFormat.DOCX:
            from kb.citing.docx import annexe_docx

            return annexe_docx(annexe_of(what, at, style))
        case AnnexeFormat.TXT:
            from kb.citing.text import annexe_text

            return annexe_text(annexe_of(what, at, style)).encode()
