"""Reports: the document, and its passages with their page and offsets."""

from datetime import date

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from kb.models.intervals import Interval
from kb.models.types import CanonicalText


class Document(Interval, table=True):
    """One report, named by its own address: an answer may hold many, and the same report may come in several answers.

    `published_by` holds the words of the publisher on who published it (null: the source where it writes what it publishes, else
    « non indiqué »), `published_evidence` where the date of publication was found. `unread_reason` says why there is no passage
    (« image, non lu »). Lists are JSON text.
    """

    __table_args__ = (
        Index("ix_document_line", "line_id"),
        Index("ix_document_address", "address_id"),
        Index("ix_document_interval", "original_id", "first_release", "last_release"),
    )

    document: str = Field(sa_type=CanonicalText)
    title: str | None = None
    published_by: str | None = None
    authors: str | None = None
    countries: str = "[]"
    lang: str | None = None
    published_on: date | None = None
    published_evidence: str | None = None
    media: str | None = None
    pages: int | None = None
    unread_reason: str | None = None


class Passage(Interval, table=True):
    """One passage: the characters `text` stand at `start`…`end` of the extracted text of `page`, to the letter."""

    __table_args__ = (
        Index("ix_passage_line", "line_id"),
        Index("ix_passage_address", "address_id"),
        Index("ix_passage_interval", "original_id", "first_release", "last_release"),
    )

    document: str = Field(sa_type=CanonicalText)
    page: int
    ordinal: int
    start: int
    end: int
    text: str | None = None
    heading: str | None = None
    lang: str | None = None
    private_person: bool = False
    person_cue: str | None = None
    countries: str = "[]"


class ReadingDocument(SQLModel, table=True):
    """The reading holds the document."""

    __tablename__ = "reading_document"
    __table_args__ = {"sqlite_with_rowid": False}

    reading_id: int = Field(foreign_key="reading.id", primary_key=True)
    statement_id: int = Field(primary_key=True)


class ReadingPassage(SQLModel, table=True):
    """The reading holds the passage."""

    __tablename__ = "reading_passage"
    __table_args__ = {"sqlite_with_rowid": False}

    reading_id: int = Field(foreign_key="reading.id", primary_key=True)
    statement_id: int = Field(primary_key=True)
