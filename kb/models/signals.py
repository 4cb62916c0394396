"""Continuity signals: quoted passages on stock-outs, reagents, maintenance, staff, cost and the rest, as an extractor saw them."""

from datetime import date

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from kb.models.intervals import Interval
from kb.models.types import CanonicalText


class Signal(Interval, table=True):
    """One signal about one area: type, polarity, the words and the rule that decided. Lists are JSON text.

    `quote` stands at `start`…`end` of the extracted text of `page`, to the letter. `general` is true where the passage names
    no pathology. Its period is null where the sentence gives none: the date of publication is another date.
    """

    __table_args__ = (
        Index("ix_signal_area", "area", "component"),
        Index("ix_signal_line", "line_id"),
        Index("ix_signal_address", "address_id"),
    )

    document: str = Field(sa_type=CanonicalText)
    area: str = Field(sa_type=CanonicalText)
    type: str
    page: int
    start: int
    end: int
    polarity: str
    quote: str | None = None
    cue: str | None = None
    rule: str
    lang: str | None = None
    component: str
    families: str = "[]"
    products: str = "[]"
    amounts: str = "[]"
    place: str | None = None
    level: str | None = None
    population: str | None = None
    period_as_stated: str | None = None
    period_start: date | None = None
    period_end: date | None = None
    published_on: date | None = None
    private_person: bool = False


class ReadingSignal(SQLModel, table=True):
    """The reading holds the signal."""

    __tablename__ = "reading_signal"
    __table_args__ = {"sqlite_with_rowid": False}

    reading_id: int = Field(foreign_key="reading.id", primary_key=True)
    statement_id: int = Field(primary_key=True)
