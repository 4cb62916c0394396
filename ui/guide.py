"""The doctor's guide (docs/guide-medecin.md), read once and shown as the page « Aide »: its words are ours, its pictures too."""

import re
from base64 import b64encode
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ui.wording_fr import fr

# a wheel has no folder of documents: it keeps the guide among the files of this package (pyproject.toml)
_PLACES = (Path(__file__).parents[1] / "docs", Path(__file__).parent / "help")
GUIDE = next(folder for folder in _PLACES if (folder / "guide-medecin.md").exists()) / "guide-medecin.md"
_PICTURE = re.compile(r"^!\[(?P<said>[^\]]+)\]\((?P<file>images/[a-z-]+\.png)\)$", re.MULTILINE)


@dataclass(frozen=True)
class Picture:
    """A screenshot: what it shows, in words, and the picture itself as a data address (the page asks nobody for it)."""

    said: str
    source: str


@lru_cache
def parts() -> tuple[str | Picture, ...]:
    """The guide below its title, in order: texts (Markdown) and pictures."""
    body = GUIDE.read_text(encoding="utf-8").split("\n", 1)[1]
    found: list[str | Picture] = []
    place = 0
    for picture in _PICTURE.finditer(body):
        found += [fr(body[place : picture.start()]), _picture(picture["said"], GUIDE.parent / picture["file"])]
        place = picture.end()
    return (*found, fr(body[place:]))


def _picture(said: str, file: Path) -> Picture:
    return Picture(fr(said), f"data:image/png;base64,{b64encode(file.read_bytes()).decode()}")
