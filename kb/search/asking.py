"""A question put to one release: its other names are those of the words of its day, as its lines are."""

from collections.abc import Collection

from sqlalchemy import Engine

from kb.frozen_vocabulary import words_of
from kb.releases import ReleaseInfo
from kb.search.expansions import all_of, synonyms
from kb.search.medicine_names import medicine_names
from kb.search.query import Query, parse

OTHER_NAMES = all_of(synonyms, medicine_names)
"""Every vocabulary that adds names to what was typed."""


def asked_of(
    engine: Engine, release: ReleaseInfo, text: str, *, other_names: bool = True, without: Collection[str] = ()
) -> Query:
    """Read what was typed. Raises BadQuery."""
    with words_of(engine, release):
        return parse(text, OTHER_NAMES if other_names else None, without)
