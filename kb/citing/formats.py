"""The formats an annexe is written in. Each writer is loaded when it is asked for: a command that reads needs none of them."""

import json
from datetime import datetime
from enum import StrEnum

from kb.citing.annexe import Cited, annexe_of
from kb.citing.references import STYLE


class AnnexeFormat(StrEnum):
    """What `recoupe cite --format` takes; the value is also the extension of the file."""

    TXT = "txt"
    CSL = "csl"
    RIS = "ris"
    BIBTEX = "bibtex"


EXTENSIONS = {AnnexeFormat.CSL: "json", AnnexeFormat.BIBTEX: "bib"}


def extension(output: AnnexeFormat) -> str:
    """What reference managers and word processors expect a file of this format to end with."""
    return EXTENSIONS.get(output, output.value)


def written(what: Cited, output: AnnexeFormat, at: datetime, style: str = STYLE) -> bytes:
    """The whole file, in memory: an annexe leaves no temporary file behind."""
    match output:
        case AnnexeFormat.CSL:
            return (json.dumps(what.items, ensure_ascii=False, indent=2) + "\n").encode()
        case AnnexeFormat.RIS:
            from kb.citing.ris import ris

            return ris(what.items).encode()
        case AnnexeFormat.BIBTEX:
            from kb.citing.bibtex import bibtex

            return bibtex(what.items).encode()
        case _:
            from kb.citing.text import annexe_text

            return annexe_text(annexe_of(what, at, style)).encode()
