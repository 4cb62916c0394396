"""What readers drew from snapshots: readings, observations, and which reading holds which observation."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from kb.models.intervals import Interval
from kb.models.types import CanonicalText, RowId, UtcDateTime


class Reading(SQLModel, table=True):
    """One extractor version read one snapshot to the end. Its absence means: still to be read.

    `rows` counts everything it drew, `counts` each kind of it (kb.kinds).
    """

    __table_args__ = (UniqueConstraint("snapshot_id", "extractor"),)

    id: int | None = Field(default=None, sa_column=Column(RowId, primary_key=True))
    snapshot_id: int = Field(foreign_key="snapshot.id")
    extractor: str
    read_at: datetime = Field(sa_type=UtcDateTime)
    rows: int
    counts: dict[str, int] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False, server_default="{}"))
    areas: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    findings: list[dict[str, Any]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))


class Observation(Interval, table=True):
    """One published figure or category: indicator × area × period × dimensions, as published and as read.

    `line_id` names the place of the statement (source, series, period, rank among equal keys), so that it stays the same
    when the publisher revises the value. `reported` is false where the publisher says that nothing was reported.
    `first_release`/`last_release` are null until a release opens or closes the row. A row that comes back after it was
    closed is written once more; `original_id` is the number of its first writing.
    """

    __table_args__ = (
        Index("ix_observation_fiche", "area", "indicator", "period_end"),
        Index("ix_observation_line", "line_id"),
        Index("ix_observation_address", "address_id"),
    )

    indicator: str = Field(sa_type=CanonicalText)
    area_type: str
    area: str = Field(sa_type=CanonicalText)
    period_as_stated: str
    period_start: date
    period_end: date
    dim1_type: str | None = None
    dim1: str | None = None
    dim2_type: str | None = None
    dim2: str | None = None
    dim3_type: str | None = None
    dim3: str | None = None
    data_source: str | None = None
    value_as_published: str | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    comments: str | None = None
    published_on: date | None = None
    reported: bool = True


class ReadingObservation(SQLModel, table=True):
    """The reading holds the observation. An unchanged row is kept once, and listed under every reading that met it."""

    __tablename__ = "reading_observation"
    __table_args__ = {"sqlite_with_rowid": False}

    reading_id: int = Field(foreign_key="reading.id", primary_key=True)
    observation_id: int = Field(primary_key=True)
