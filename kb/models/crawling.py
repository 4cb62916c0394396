"""What a crawl leaves: addresses, runs, snapshots (bytes once) and sightings (each time they were seen)."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, UniqueConstraint
from sqlmodel import Field, SQLModel

from kb.models.types import CanonicalText, RowId, UtcDateTime


class Run(SQLModel, table=True):
    """One execution of one source. `outcome` is null until the run was judged."""

    id: int | None = Field(default=None, sa_column=Column(RowId, primary_key=True))
    uid: str = Field(unique=True)
    source_key: str = Field(index=True)
    started_at: datetime = Field(sa_type=UtcDateTime)
    finished_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    replay: bool = False
    outcome: str | None = None
    reason: str | None = None
    counts: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    findings: list[dict[str, Any]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))


class Address(SQLModel, table=True):
    """One address of one source: the unit whose content is replaced as a whole from release to release.

    `origin` keeps the starter figures apart from what this installation crawled itself.
    """

    __table_args__ = (UniqueConstraint("source_key", "url", "origin"),)

    id: int | None = Field(default=None, sa_column=Column(RowId, primary_key=True))
    source_key: str
    url: str = Field(sa_type=CanonicalText)
    origin: str = "crawl"


class Snapshot(SQLModel, table=True):
    """Bytes a publisher served at an address, once, with their hash and their place in the archive.

    `fetched_from` is the very address that answered, where the address of the source stands for a yearly one; `told` is what
    a listing said of it before anyone opened it: title, published (ISO day), language, listing and part_of (addresses).
    Under replay `captured_on` is what is known of the day of capture (« 2018-10 », « 2022..2025 »), never completed.
    """

    __table_args__ = (UniqueConstraint("address_id", "sha256"),)

    id: int | None = Field(default=None, sa_column=Column(RowId, primary_key=True))
    address_id: int = Field(foreign_key="address.id")
    sha256: str = Field(index=True)
    size: int
    media_type: str | None = None
    retrieved_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    captured_on: str | None = None
    replay_kind: str | None = None
    replay_note: str | None = None
    fetched_from: str | None = None
    told: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    warc_file: str | None = None
    warc_offset: int | None = None
    warc_record_id: str | None = None


class Sighting(SQLModel, table=True):
    """A run met these bytes at this moment. New bytes are added, known bytes are seen again; there is no third verb."""

    run_id: int = Field(foreign_key="run.id", primary_key=True)
    snapshot_id: int = Field(foreign_key="snapshot.id", primary_key=True, index=True)
    seen_at: datetime = Field(sa_type=UtcDateTime)
