"""The kinds of statement that releases hold as intervals: one table each, one way of writing, freezing, hashing them all."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import Column, MetaData, Table

from kb.identity import line_id
from kb.models import (
    Document,
    Listing,
    Observation,
    Passage,
    ReadingDocument,
    ReadingListing,
    ReadingObservation,
    ReadingPassage,
    ReadingSignal,
    Signal,
)

Row = tuple[Any, ...]


@dataclass(frozen=True, eq=False)
class Kind:
    """A table of statements: the columns that name the place of a statement, and those that tell what it says."""

    name: str
    table: Table
    members: Table
    identity: tuple[str, ...]
    facts: tuple[str, ...]
    kept: frozenset[str]
    """Facts that a withdrawal leaves: what they say of the answer is no text of it."""
    hashed: tuple[str, ...]
    """The columns of the canonical line (design §5), after id and source."""
    said: frozenset[str]
    """Those of `hashed` that hold what the answer says: blank once it was withdrawn."""
    by_document: bool = False
    """A later answer that brings the same document takes the place of what an earlier one said of it."""

    @cached_property
    def written(self) -> tuple[str, ...]:
        """The columns that a reading writes, in their order."""
        return ("id", "original_id", "line_id", "address_id", "rank", *self.identity, *self.facts)

    @property
    def width(self) -> int:
        """How many values a reader hands over for one row."""
        return len(self.identity) + len(self.facts)

    @cached_property
    def member(self) -> Column[Any]:
        """The column of `members` that holds the number of a statement."""
        return list(self.members.columns)[1]

    @cached_property
    def stage(self) -> Table:
        """Its temporary twin, in a metadata of its own: a temporary table of a connection is no part of the base."""
        return self.table.to_metadata(MetaData(), name=f"stage_{self.name}")

    def key(self, row: Row) -> Row:
        """The identity in a row of identity + facts."""
        return row[: len(self.identity)]

    def line_id(self, source_key: str, row: Row, rank: int) -> str:
        """The id of a line. Figures came first: their ids carry no kind."""
        named = () if self.name == OBSERVATION.name else (self.name,)
        return line_id(source_key, *named, *self.key(row), rank)


def _table(model: Any) -> Table:
    table: Table = model.__table__
    return table


_SERIES = (
    "indicator",
    "area_type",
    "area",
    "dim1_type",
    "dim1",
    "dim2_type",
    "dim2",
    "dim3_type",
    "dim3",
    "data_source",
)
_FIGURE = ("value_as_published", "value", "low", "high")

OBSERVATION = Kind(
    name="observation",
    table=_table(Observation),
    members=_table(ReadingObservation),
    identity=(
        "indicator", "area_type", "area", "period_as_stated",
        "dim1_type", "dim1", "dim2_type", "dim2", "dim3_type", "dim3", "data_source",
    ),
    facts=(
        "period_start", "period_end", *_FIGURE, "comments", "published_on", "reported",
    ),
    kept=frozenset({"period_start", "period_end", "reported"}),
    hashed=(*_SERIES, "period_as_stated", *_FIGURE),
    said=frozenset(_FIGURE),
)  # fmt: skip

_LISTED = ("medicine", "parts", "form", "strengths", "brand", "holder", "paediatric", "level", "comments")
LISTING = Kind(
    name="listing",
    table=_table(Listing),
    members=_table(ReadingListing),
    identity=("list_kind", "area", "name", "reference", "period_as_stated"),
    facts=("period_start", "period_end", *_LISTED, "published_on"),
    kept=frozenset({"period_start", "period_end", "paediatric"}),
    hashed=("list_kind", "area", "name", "reference", "period_as_stated", *_LISTED),
    said=frozenset(_LISTED) - {"paediatric"},
)

_TOLD = ("title", "published_by", "authors", "lang", "media", "pages", "unread_reason")
DOCUMENT = Kind(
    name="document",
    table=_table(Document),
    members=_table(ReadingDocument),
    identity=("document",),
    facts=("title", "published_by", "authors", "countries", "lang", "published_on", "published_evidence", "media",
           "pages", "unread_reason"),
    kept=frozenset({"countries", "lang", "media", "pages", "published_on"}),
    hashed=("document", *_TOLD),
    said=frozenset({"title", "published_by", "authors", "unread_reason"}),
    by_document=True,
)  # fmt: skip

PASSAGE = Kind(
    name="passage",
    table=_table(Passage),
    members=_table(ReadingPassage),
    identity=("document", "page", "ordinal"),
    facts=("start", "end", "text", "heading", "lang", "private_person", "person_cue", "countries"),
    kept=frozenset({"start", "end", "lang", "private_person", "countries"}),
    hashed=("document", "page", "ordinal", "start", "end", "text"),
    said=frozenset({"text"}),
    by_document=True,
)

_SIGNALLED = ("type", "polarity", "quote", "page", "start", "end", "rule", "component", "families", "products")
SIGNAL = Kind(
    name="signal",
    table=_table(Signal),
    members=_table(ReadingSignal),
    identity=("document", "area", "type", "page", "start", "end"),
    facts=("polarity", "quote", "cue", "rule", "lang", "component", "families", "products", "amounts", "place", "level",
           "population", "period_as_stated", "period_start", "period_end", "published_on", "private_person"),
    kept=frozenset({"polarity", "rule", "lang", "component", "families", "products", "amounts", "period_start",
                    "period_end", "published_on", "private_person"}),
    hashed=("document", "area", *_SIGNALLED, "period_as_stated"),
    said=frozenset({"quote", "period_as_stated"}),
    by_document=True,
)  # fmt: skip

KINDS: dict[str, Kind] = {one.name: one for one in (OBSERVATION, LISTING, DOCUMENT, PASSAGE, SIGNAL)}
