"""Column types that mean the same thing on SQLite and on PostgreSQL."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, DateTime, Integer, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator


class UtcDateTime(TypeDecorator[datetime]):
    """Aware datetimes only, kept as UTC. SQLite would otherwise drop the zone in silence."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive date-time: nobody knows which hour it means."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive datetime {value!r}: use kb.clock.now()")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """SQLite gives back a naive value that is UTC by construction; PostgreSQL an aware one."""
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


# 64-bit row numbers on PostgreSQL; on SQLite only INTEGER PRIMARY KEY is the rowid itself.
RowId = BigInteger().with_variant(Integer(), "sqlite")

# Byte order, whatever the locale of the server: canonical order must be one on every machine.
CanonicalText = Text().with_variant(Text(collation="C"), "postgresql")
