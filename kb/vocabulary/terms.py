"""French renderings of a publisher's codes and set answers: a help to read, always beside the original."""

from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from kb.vocabulary.files import FOLDER, build, read_entries
from kb.vocabulary.standing import read_once

FILE = "who_terms.yml"


class Terms(BaseModel):
    """The whole file, read strictly."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    dimensions: Mapping[str, str]
    totals: frozenset[str]
    answers: Mapping[str, str]


@read_once
def load_terms(folder: Path = FOLDER) -> Terms:
    """The renderings, read once."""
    return build(Terms, FILE, "terms", read_entries(folder / FILE))


def dimension_label(code: str) -> str:
    """« femmes » for SEX_FMLE; a code nobody named yet stays itself."""
    return load_terms().dimensions.get(code, code)


def is_total(codes: Mapping[str, str]) -> bool:
    """True where every dimension of a line stands for everybody: such a line heads its breakdowns."""
    return all(code in load_terms().totals for kind, code in codes.items() if kind != "DATASOURCE")


def rendering(published: str | None) -> str | None:
    """« oui » for « Yes »; None where there is nothing to render."""
    return load_terms().answers.get((published or "").strip())
