"""What a signal or an answer to a survey asserts: a problem of one type, there or not there, about something, over some days."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from kb.flag_words import POLARITIES
from kb.lines import Line
from kb.vocabulary.oppositions_loader import Answer, load_oppositions
from kb.vocabulary.signals_loader import load_signal_types
from scoring.witnesses import producer_of, same_producer


class Asserts(StrEnum):
    """What is said of the problem."""

    PRESENT = "present"
    DENIED = "denied"
    ENDED = "ended"


@dataclass(frozen=True)
class Statement:
    """One assertion and the days it speaks of (ISO text, bounds included)."""

    line: Line
    type: str
    asserts: Asserts
    products: frozenset[str]
    start: str
    end: str

    @property
    def says(self) -> str:
        """« signalé », « signalé absent ou résolu », « réponse « Yes » »."""
        if self.line.kind == "signal":
            return POLARITIES[self.line.polarity or ""]
        return f"réponse «\u00a0{self.line.value_as_published}\u00a0»"


_ASSERTED = {"present": Asserts.PRESENT, "negated": Asserts.DENIED, "historical": Asserts.ENDED}


def statements_of(lines: Iterable[Line]) -> Iterator[Statement]:
    """The statements among some lines. A risk or a condition asserts nothing; what bears no date cannot be placed."""
    declared = load_oppositions()
    answers, products = declared.answers, declared.products
    for line in lines if declared.unstated_days else ():
        if line.withdrawn_on is not None:
            continue
        if line.kind == "signal" and line.polarity in _ASSERTED:
            days = _days_of_signal(line)
            if line.type and days:
                yield Statement(line, line.type, _ASSERTED[line.polarity], frozenset(line.products), *days)
        elif line.indicator and line.indicator in answers:
            answer = answers[line.indicator]
            if (asserts := _of_answer(answer, line)) and line.period_start and line.period_end:
                held = products[line.indicator]
                yield Statement(line, answer.type, asserts, held, line.period_start, line.period_end)


def _of_answer(answer: Answer, line: Line) -> Asserts | None:
    if line.value_as_published in answer.denies:
        return Asserts.DENIED
    return Asserts.PRESENT if line.value_as_published in answer.affirms else None


def _days_of_signal(line: Line) -> tuple[str, str] | None:
    """The period that the sentence states; else the last months before the report came out.

    What has ended is over from the day after its period to the day of the report.
    """
    start, end, published = line.period_start, line.period_end, line.published_on
    if line.polarity == "historical" and end and published and end < published:
        return _after(end), published
    if start and end:
        return start, end
    days = load_oppositions().unstated_days
    return (_before(published, days), published) if published and days else None


@lru_cache(maxsize=4096)
def _before(day: str, days: int) -> str:
    return (date.fromisoformat(day) - timedelta(days=days - 1)).isoformat()


@lru_cache(maxsize=4096)
def _after(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def same_matter(problem: Statement, denial: Statement) -> bool:
    """The same type and product, of the same disease and people, at a place that the denial covers."""
    a, b = problem.line, denial.line
    return (
        problem.type == denial.type
        and (bool(problem.products & denial.products) or not (problem.products or denial.products))
        and _shared(a.families, b.families)
        and (a.population is None or b.population is None or a.population == b.population)
        and _covers(denial.line, problem.line)
    )


def _shared(one: list[str], other: list[str]) -> bool:
    """A statement that names no disease speaks of each."""
    return not one or not other or "all" in {*one, *other} or bool(set(one) & set(other))


def _covers(denial: Line, problem: Line) -> bool:
    """A denial for the whole country covers every place; one at a place, that place only."""
    if denial.place is None:
        return denial.level in {None, "national"}
    return denial.place == problem.place


def overlap(one: Statement, other: Statement) -> bool:
    """Both speak of one day at least."""
    return one.start <= other.end and other.start <= one.end


def one_document(one: Line, other: Line) -> bool:
    """Both stand in one report of one producer, which then holds both sides itself."""
    return one.kind == other.kind == "signal" and one.url == other.url and one.source == other.source


def one_voice(one: Line, other: Line) -> bool:
    """One producer, or one report: later words replace earlier ones, and contradict nobody."""
    return one_document(one, other) or same_producer(producer_of(one), producer_of(other))


def type_label(key: str) -> str:
    """The French name of a type of signal."""
    return load_signal_types()[key].label
