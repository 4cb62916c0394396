"""How each source is kept up: how its runs ended, what the last one counted against its range, when it is due."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, func, select

from kb.expectations import Outcome
from kb.judging import last_runs, next_due
from kb.releases import releases
from kb.sources.definition import SourceDefinition, all_sources
from kb.unread_documents import Documents, documents_of

_COUNTED = {Outcome.COMPLETE.value, Outcome.BELOW_EXPECTATION.value}
"""What breaks off before its end counts nothing: its zeros would be ours, not the publisher's."""


@dataclass(frozen=True)
class Measure:
    """What a run counted, beside what a healthy run counts, bounds included."""

    measure: str
    count: int
    min: int
    max: int

    @property
    def within(self) -> bool:
        """True where the count is within its range."""
        return self.min <= self.count <= self.max

    def as_dict(self) -> dict[str, Any]:
        """Plain values, for JSON."""
        return asdict(self) | {"within": self.within}


@dataclass(frozen=True)
class Upkeep:
    """A source, and what this installation did of it. Runs are plain values (kb.judging.last_runs)."""

    definition: SourceDefinition
    last_run: Mapping[str, Any] | None
    last_complete: Mapping[str, Any] | None
    measures: tuple[Measure, ...]
    """Of the last run, where it was judged on its counts."""
    next_due: datetime | None
    """None for a source that is not crawled by itself, and for one that was never tried: it is due now."""
    documents: Documents | None = None
    """What the last release holds of its reports; None for a source that has none."""

    @property
    def never_tried(self) -> bool:
        """True where no person saw the addresses answer, and no live run of this installation did either."""
        complete = self.last_complete
        return self.definition.checked == "never" and (complete is None or bool(complete["replay"]))

    def as_dict(self) -> dict[str, Any]:
        """The JSON of `recoupe sources`: the definition, then what was done of it."""
        definition = self.definition
        return {
            "key": definition.key,
            **definition.model_dump(mode="json"),
            "last_run": dict(self.last_run) if self.last_run else None,
            "last_complete_run": dict(self.last_complete) if self.last_complete else None,
            "measures": [measure.as_dict() for measure in self.measures],
            "kept_up": definition.is_kept_up,
            "next_due": self.next_due.isoformat() if self.next_due else None,
            "address_never_tried": self.never_tried,
            "documents": {"held": held.held, "unread": held.unread} if (held := self.documents) else None,
        }


def upkeep(engine: Engine) -> list[Upkeep]:
    """Every defined source, by key."""
    last, complete = last_runs(engine), last_runs(engine, complete=True)
    definitions = all_sources()
    due = next_due(engine, [one for one in definitions.values() if one.is_kept_up])
    with engine.connect() as connection:
        number = connection.scalar(select(func.max(releases.c.number)))
        documents = documents_of(connection, number) if number else {}
    return [
        Upkeep(one, last.get(key), complete.get(key), _measures(one, last.get(key)), due.get(key), documents.get(key))
        for key, one in definitions.items()
    ]


def _measures(definition: SourceDefinition, run: Mapping[str, Any] | None) -> tuple[Measure, ...]:
    if run is None or run["outcome"] not in _COUNTED:
        return ()
    counts = run["counts"]
    expected = definition.expected(replay=bool(run["replay"]))
    return tuple(Measure(name, int(counts.get(name, 0)), wanted.min, wanted.max) for name, wanted in expected.items())
