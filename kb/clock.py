"""The one clock. Everything that needs « now » asks here, so that a test can set it."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from kb.errors import KbError
from kb.settings import settings

PARIS = ZoneInfo("Europe/Paris")  # as-of dates end at midnight in Paris: that is where the readers are


def now() -> datetime:
    """Aware UTC date-time, to the second: sub-second noise would only make releases differ."""
    stated = settings().clock
    if stated is None:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        moment = datetime.fromisoformat(stated)
    except ValueError:
        raise KbError(
            f"RECOUPE_CLOCK={stated!r} is not an ISO date-time. Write it like 2026-11-22T10:00:00+00:00."
        ) from None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def paris_day(moment: datetime) -> date:
    """The calendar day in France of an aware date-time."""
    return moment.astimezone(PARIS).date()
