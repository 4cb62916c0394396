"""Withdrawals: the sole exception to « append only » (design §2.8)."""

from datetime import datetime

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from kb.models.types import RowId, UtcDateTime


class Withdrawal(SQLModel, table=True):
    """Bytes and text of a snapshot were removed on this day, for this reason; their hash stays."""

    id: int | None = Field(default=None, sa_column=Column(RowId, primary_key=True))
    snapshot_id: int = Field(foreign_key="snapshot.id", unique=True)
    withdrawn_at: datetime = Field(sa_type=UtcDateTime)
    reason: str


class ReleaseResidue(SQLModel, table=True):
    """What a release hashes to since a withdrawal took some of its text: what `verify` compares with from then on."""

    __tablename__ = "release_residue"

    release_number: int = Field(foreign_key="release.number", primary_key=True)
    withdrawal_id: int = Field(foreign_key="withdrawal.id", primary_key=True)
    sha256: str
