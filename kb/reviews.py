"""Reviews of extractions: a mark and a reason of closed lists, on a signal, dated to the day. Nothing of who gave them is kept."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import Connection, Engine, Row, Select, Table, func, insert, select

from kb.archive import write_decision
from kb.clock import now, paris_day
from kb.engine import writing
from kb.errors import ArchiveError, KbError, UnknownKey
from kb.lines import Line
from kb.models import Review as ReviewRow
from kb.vocabulary.review_loader import load_review_words

DECISION = "review"
reviews: Table = ReviewRow.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Review:
    """One opinion. `rule`, `type` and `polarity` are those of the reading that was looked at."""

    id: int
    line_id: str
    source_key: str
    extractor: str
    rule: str
    type: str
    polarity: str
    lang: str | None
    mark: str
    reason: str
    reviewed_on: date

    def is_about(self, line: Line) -> bool:
        """False where the line was read again since, by another version or another rule."""
        return (self.extractor, self.rule, self.polarity) == (line.extractor, line.rule, line.polarity)

    def as_dict(self) -> dict[str, Any]:
        """The JSON of `recoupe review list`, and what the archive keeps."""
        return {**asdict(self), "reviewed_on": self.reviewed_on.isoformat()}


def add_review(engine: Engine, archive_url: str, line: Line, mark: str, reason: str) -> Review:
    """Add one opinion on a signal. The same opinion on the same reading is written once a day: a second one is given back as it is.

    Raises UnknownKey for a mark or a reason out of the lists, KbError where the line is no signal.
    """
    _require_words(mark, reason)
    if line.kind != "signal":
        raise KbError(f"The line {line.id} is no signal: only what was extracted from a report is reviewed.")
    told = Review(
        0, line.id, line.source, line.extractor, line.rule or "", line.type or "", line.polarity or "", line.lang, mark, reason,
        paris_day(now()),
    )  # fmt: skip
    with writing(engine) as connection:
        known = connection.execute(_same(told)).first()
        if known:
            return _review(known)
        number = 1 + (connection.scalar(select(func.max(reviews.c.id))) or 0)
        added = replace(told, id=number)
        connection.execute(insert(reviews).values(asdict(added)))
        # midnight: the record says the day, as the table does
        at = datetime.combine(added.reviewed_on, time(), UTC)
        write_decision(archive_url, f"review-{number:07d}", {"decision": DECISION, **added.as_dict()}, at)
    return added


def _same(told: Review) -> Select[Any]:
    named = {key: value for key, value in asdict(told).items() if key != "id"}
    return select(reviews).where(*(reviews.c[key].is_not_distinct_from(value) for key, value in named.items()))


def _require_words(mark: str, reason: str) -> None:
    words = load_review_words()
    if mark not in words.marks:
        raise UnknownKey(f"No mark has the key {mark!r}. Keys: {', '.join(words.marks)}.")
    given = [one.key for one in words.reasons_for(mark)]
    if reason not in given:
        raise UnknownKey(f"The mark {mark} is not given for the reason {reason!r}. Reasons: {', '.join(given)}.")


def reviews_of(engine: Engine, line_ids: Collection[str]) -> dict[str, list[Review]]:
    """Line id → its reviews, oldest first; a line without one is absent."""
    found: dict[str, list[Review]] = {}
    statement = select(reviews).where(reviews.c.line_id.in_(line_ids)).order_by(reviews.c.id)
    with engine.connect() as connection:
        for row in connection.execute(statement):
            found.setdefault(row.line_id, []).append(_review(row))
    return found


def list_reviews(engine: Engine) -> list[Review]:
    """Every review, oldest first."""
    with engine.connect() as connection:
        return [_review(row) for row in connection.execute(select(reviews).order_by(reviews.c.id))]


def restore_reviews(connection: Connection, decisions: Sequence[Mapping[str, Any]]) -> int:
    """Add the reviews that an archive keeps, under their own numbers."""
    rows = [{key: one[key] for key in _COLUMNS} for one in decisions if one["decision"] == DECISION]
    for row in rows:
        row["reviewed_on"] = date.fromisoformat(row["reviewed_on"])
    if len({row["id"] for row in rows}) != len(rows):
        raise ArchiveError("The archive holds two reviews under one number: nothing of them was rebuilt.")
    if rows:
        connection.execute(insert(reviews), rows)
    return len(rows)


_COLUMNS = tuple(reviews.columns.keys())


def _review(row: Row[Any]) -> Review:
    return Review(**row._mapping)
