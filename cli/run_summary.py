"""What is said of a run: on the terminal, in JSON, and in the log that a monitor follows."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kb.errors import KbError
from kb.expectations import Finding, Outcome, waits_for_credential
from kb.store import RunRef


@dataclass
class RunSummary:
    """One line of `recoupe crawl` (keys of the contract, design §6)."""

    source: str
    outcome: Outcome
    reason: str | None
    requests: int
    snapshots_new: int
    snapshots_seen: int
    observations_new: int
    documents_new: int
    listings_new: int
    signals_new: int
    findings: list[Finding]

    def as_dict(self) -> dict[str, Any]:
        """Plain values."""
        return vars(self) | {
            "outcome": self.outcome.value,
            "findings": [finding.as_dict() for finding in self.findings],
        }

    def as_text(self) -> str:
        """One sentence."""
        kinds = {"listings": self.listings_new, "documents": self.documents_new, "signals": self.signals_new}
        others = "".join(f", {count} new {kind}" for kind, count in kinds.items() if count)
        told = (
            f"{self.source}: {self.outcome.value} · {self.requests} requests · {self.snapshots_new} new snapshots, "
            f"{self.snapshots_seen} seen again · {self.observations_new} new observations{others} · "
            f"{len(self.findings)} findings"
        )
        return f"{told} · {self.reason}" if self.reason else told

    @property
    def well_ended(self) -> bool:
        """True for a run that nobody has to look at: complete, or waiting for a credential that nobody gave."""
        return self.outcome is Outcome.COMPLETE or (
            self.outcome is Outcome.BLOCKED and waits_for_credential(self.reason)
        )


def append_to_run_log(log_dir: Path, run: RunRef, finished_at: str, summary: RunSummary) -> None:
    """One line of JSON per run in `runs.jsonl`, for whatever watches over the crawls."""
    line = {
        "run": run.id,
        "started_at": run.started_at.isoformat(),
        "finished_at": finished_at,
        "replay": run.replay,
        **summary.as_dict(),
    }
    path = log_dir / "runs.jsonl"
    try:
        with path.open("a", encoding="utf-8") as log:
            log.write(json.dumps(line, ensure_ascii=False) + "\n")
    except OSError as error:
        raise KbError(f"The log of runs {path} cannot be written ({error.strerror}). Set RECOUPE_LOG_DIR.") from None
