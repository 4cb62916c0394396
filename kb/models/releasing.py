"""Releases: frozen, numbered states of the base."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Index
from sqlmodel import Field, SQLModel

from kb.models.types import CanonicalText, RowId, UtcDateTime


class Release(SQLModel, table=True):
    """A frozen list. Number 0 is the starter: no runs, nobody's parent."""

    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    label: str
    created_at: datetime = Field(sa_type=UtcDateTime)
    sha256: str
    parent: int | None = None
    vocabulary: str | None = Field(default=None, foreign_key="frozen_vocabulary.sha256")
    """The words it was frozen with; None for the starter and for releases made before words were kept."""
    counts: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))


class FrozenVocabulary(SQLModel, table=True):
    """The vocabulary and the source definitions that stood on the day of a release, under the hash of their files."""

    __tablename__ = "frozen_vocabulary"

    sha256: str = Field(primary_key=True)
    packed: str
    """A zip archive in base 64."""


class ReleaseRun(SQLModel, table=True):
    """The release took this run; `reason` is what the operator wrote when accepting a run that was held."""

    __tablename__ = "release_run"

    release_number: int = Field(foreign_key="release.number", primary_key=True)
    run_id: int = Field(foreign_key="run.id", primary_key=True)
    reason: str | None = None


class ReleaseChange(SQLModel, table=True):
    """How much a release changed of one country × family, counted when it was made. Untouched pairs have no row."""

    __tablename__ = "release_change"

    release_number: int = Field(foreign_key="release.number", primary_key=True)
    area: str = Field(sa_column=Column(CanonicalText, primary_key=True))
    family: str = Field(primary_key=True)
    added: int
    changed: int
    gone: int
    presentation_only: int


class Holding(SQLModel, table=True):
    """Which reading a release shows for an address: an interval of releases, closed when another takes its place."""

    __table_args__ = (Index("ix_holding_address", "address_id", "first_release"),)

    id: int | None = Field(default=None, sa_column=Column(RowId, primary_key=True))
    address_id: int = Field(foreign_key="address.id")
    reading_id: int = Field(foreign_key="reading.id")
    first_release: int
    last_release: int | None = None
