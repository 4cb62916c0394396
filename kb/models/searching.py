"""The index of the search: which statements have words, and which words. Derived from the statements, never hashed."""

from sqlalchemy import Column, Index
from sqlmodel import Field, SQLModel

from kb.models.types import CanonicalText, RowId


class SearchEntry(SQLModel, table=True):
    """One statement that has words (kb.kinds: passage, document, listing), with what orders it among the results.

    `document_id` is the document whose title is among the words: the entry stands in the releases that hold both, which
    `first_release` and `last_release` tell as they do of a statement (kb.search.showing). `day` is the day of publication, or
    the end of the period of a listing, as a number (20180131); 0 where nobody recorded it. `sheaf` keeps the entries of one
    report together, `place` puts them in its order, `tie` tells the rest apart; all three come from names that are the same on
    every engine and after a rebuild.
    """

    __tablename__ = "search_entry"
    __table_args__ = (
        Index("ix_search_entry_address", "address_id"),
        Index("ix_search_entry_statement", "statement_id", "kind"),
    )

    id: int = Field(sa_column=Column(RowId, primary_key=True, autoincrement=False))
    kind: str
    statement_id: int
    document_id: int | None = None
    address_id: int
    first_release: int | None = None
    last_release: int | None = None
    lang: str | None = None
    day: int
    sheaf: int = Field(sa_column=Column(RowId, nullable=False))
    place: int = Field(sa_column=Column(RowId, nullable=False))
    tie: int = Field(sa_column=Column(RowId, nullable=False))


class SearchText(SQLModel, table=True):
    """The stems of an entry, in order (kb.search.entries): apart from it, so that filtering reads short rows."""

    __tablename__ = "search_text"

    id: int = Field(sa_column=Column(RowId, primary_key=True, autoincrement=False))
    words: str


class SearchArea(SQLModel, table=True):
    """A country that an entry speaks of."""

    __tablename__ = "search_area"
    __table_args__ = {"sqlite_with_rowid": False}

    entry_id: int = Field(sa_column=Column(RowId, primary_key=True, autoincrement=False))
    area: str = Field(sa_column=Column(CanonicalText, primary_key=True))


class SearchSeries(SQLModel, table=True):
    """A reading holds figures of an indicator for a country, the newest of this day: the words are those of the vocabulary."""

    __tablename__ = "search_series"
    __table_args__ = {"sqlite_with_rowid": False}

    indicator: str = Field(sa_column=Column(CanonicalText, primary_key=True))
    area: str = Field(sa_column=Column(CanonicalText, primary_key=True))
    reading_id: int = Field(primary_key=True)
    day: int
