"""Lists of medicines: what a national list names, what a register holds. Neither says anything of supply."""

from datetime import date

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from kb.models.intervals import Interval
from kb.models.types import CanonicalText


class Listing(Interval, table=True):
    """One entry of one list of one area, as published and as recognised (kb.vocabulary.medicine_entries).

    `list_kind` is `national_list` or `register`; `medicine` is a key of the vocabulary, null where the entry was not
    recognised or is a combination without an entry of its own. `parts` holds the keys of such a combination (JSON list).
    """

    __table_args__ = (
        Index("ix_listing_fiche", "area", "medicine"),
        Index("ix_listing_line", "line_id"),
        Index("ix_listing_address", "address_id"),
        Index("ix_listing_interval", "original_id", "first_release", "last_release"),
    )

    list_kind: str
    area: str = Field(sa_type=CanonicalText)
    name: str
    reference: str | None = None
    period_as_stated: str | None = None
    period_start: date | None = None
    period_end: date | None = None
    medicine: str | None = Field(default=None, sa_type=CanonicalText)
    parts: str | None = None
    form: str | None = None
    strengths: str | None = None
    brand: str | None = None
    holder: str | None = None
    paediatric: bool = False
    level: str | None = None
    comments: str | None = None
    published_on: date | None = None


class ReadingListing(SQLModel, table=True):
    """The reading holds the entry."""

    __tablename__ = "reading_listing"
    __table_args__ = {"sqlite_with_rowid": False}

    reading_id: int = Field(foreign_key="reading.id", primary_key=True)
    statement_id: int = Field(primary_key=True)
