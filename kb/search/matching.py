"""Which entries hold the words: the one place where the two engines are asked differently. Both answer with the same set."""

from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, cast, literal_column, select
from sqlalchemy.dialects.postgresql import TSQUERY

from kb.search.expressions import NAMED, fts5, in_order, tsquery
from kb.search.query import Query
from kb.search.tables import fts5 as words_index
from kb.search.tables import texts

SQLITE = "sqlite"
# to the letter the expression of the index of migration 0005
_VECTOR: ColumnElement[Any] = literal_column("array_to_tsvector(string_to_array(search_text.words, ' '))")


def matching(dialect: str, parameter: str, ordered: ColumnElement[bool] | None = None) -> Select[Any]:
    """The numbers of the entries that answer the expression bound to `parameter`.

    `ordered` is the check of the phrases, where the engine was asked for their words only.
    """
    if dialect == SQLITE:
        return select(words_index.c.rowid.label("id")).where(
            words_index.c.search_words.op("MATCH")(bindparam(parameter))
        )
    found = select(texts.c.id).where(_VECTOR.op("@@")(cast(bindparam(parameter), TSQUERY)))
    return found if ordered is None else found.where(ordered)


def phrases(dialect: str, query: Query, tag: str = "") -> ColumnElement[bool] | None:
    """The check that `matching` needs beside the words: FTS5 sees to the order of words by itself."""
    return in_order(query, texts.c.words, tag) if dialect != SQLITE and query.has_phrases else None


def expressions(dialect: str, query: Query) -> dict[str, str]:
    """The question, and the same asked of names only, as the engine reads them."""
    said = fts5 if dialect == SQLITE else tsquery
    wanted = Query(query.clauses)
    return {"words": said(query), "names": said(wanted, NAMED)}
