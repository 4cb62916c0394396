"""A run is judged on what it brought, not on having finished."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from kb.sources.definition import Expectation


class Outcome(StrEnum):
    """How a run ended (design §3)."""

    COMPLETE = "complete"
    BELOW_EXPECTATION = "below_expectation"
    BLOCKED = "blocked"
    FAILED = "failed"


@dataclass(frozen=True)
class Finding:
    """Something a person may have to look at: what, where, and how bad it is for the run."""

    what: str
    where: str
    detail: str

    def as_dict(self) -> dict[str, Any]:
        """Plain values, for the base and for JSON."""
        return asdict(self)


UNKNOWN_ADDRESS = "unknown_address"
"""What the finding is called of a secondary address that the publisher says he does not have."""
INTERRUPTED = "interrupted"
"""What the finding is called of a run that was stopped before its end and could still be judged."""


_CREDENTIAL = "credential : "


def waits_for_credential(reason: str | None) -> bool:
    """True for the reason of a run that the publisher would have answered, had somebody given what he asks for."""
    return (reason or "").startswith(_CREDENTIAL)


def reason_in_french(reason: str | None) -> str | None:
    """The reason of a run as a doctor reads it: without the word that a monitor looks for."""
    return reason.removeprefix(_CREDENTIAL) if reason else None


def was_cut_off(findings: Iterable[Mapping[str, Any]]) -> bool:
    """True for the findings of a run that something else than the publisher ended: the next run takes it up."""
    return any(finding["what"] == INTERRUPTED for finding in findings)


MEASURES = {
    "answers": ("réponse", "réponses"),
    "countries": ("pays", "pays"),
    "documents": ("document", "documents"),
    "indicators": ("série", "séries"),
    "listed": ("document nommé par la liste", "documents nommés par la liste"),
    "listings": ("inscription", "inscriptions"),
    "observations": ("valeur", "valeurs"),
}
"""What a run counts, in the words that a doctor reads: one, several."""


def measure_label(measure: str, number: int = 2) -> str:
    """« séries » for `indicators`; a measure of one source alone keeps its own name."""
    one, several = MEASURES.get(measure, (measure, measure))
    return several if number > 1 else one


def compare(counts: Mapping[str, int], expect: Mapping[str, Expectation]) -> list[Finding]:
    """One finding per measure outside its range; a measure that was not counted is zero."""
    findings = []
    for measure, wanted in expect.items():
        got = counts.get(measure, 0)
        if not wanted.min <= got <= wanted.max:
            findings.append(Finding("outside_range", measure, f"{got}, pour {wanted.min} à {wanted.max} attendus"))
    return findings
