"""Continuity signals over time: what each source says of a start, of an end, or leaves unsaid. It orders statements and nothing else.

A period says when a problem was seen, not that it ended: « en 2021 » is no end. An end is what a source says: the sentence gives a last
day without a first one, tells the problem as past, or another sentence of the same source, later and on the same object, tells it
absent or past. A source never closes what another one opened: the two stand side by side (scoring/textual.py).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kb.lines import Line
from kb.signal_lines import NOT_STATED, is_general
from kb.vocabulary.signals_loader import load_signal_types


class Ending(StrEnum):
    """What is known of the end of one statement."""

    STATED = "stated"
    """The sentence itself gives the end, or tells the problem as past."""
    LATER = "later"
    """A later sentence of the same source tells the problem absent or past."""
    NOT_DOCUMENTED = "not_documented"
    SELF = "self"
    """The sentence tells no problem under way: absent, over, or only feared."""


@dataclass(frozen=True)
class Entry:
    """One signal, with the start and the end that its source documents. Days are ISO text; None: not documented."""

    line: Line
    start: str | None
    end: str | None
    ending: Ending
    closed_by: Line | None = None

    @property
    def first_day(self) -> str:
        """Where the entry begins on an axis; empty where nothing dates it."""
        return begins(self.line)

    @property
    def last_day(self) -> str:
        """Where what is documented of it ends on an axis."""
        return max(self.end or "", begins(self.line) if self.end else ends(self.line))


@dataclass(frozen=True)
class SourceEntries:
    """What one source says of one type, oldest first."""

    source: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class TypeEntries:
    """One type of signal, source by source: the one that speaks of the oldest day comes first."""

    type: str
    label: str
    sources: tuple[SourceEntries, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every statement, source after source."""
        return tuple(entry.line for source in self.sources for entry in source.entries)


@dataclass(frozen=True)
class Scope:
    """The signals of one family; None holds those that name no pathology (« général »)."""

    family: str | None
    types: tuple[TypeEntries, ...]


def source_name(line: Line) -> str:
    """Who speaks: the publisher of the report; the host where nobody is named."""
    return line.publisher if line.producer == NOT_STATED else line.producer


def begins(line: Line) -> str:
    """The first day that a signal tells of; its publication where it states no period."""
    return line.period_start or line.period_end or line.published_on or ""


def ends(line: Line) -> str:
    """The last day that a signal tells of: « depuis mars » runs to the publication."""
    return max(line.period_end or line.published_on or "", begins(line))


def timeline(lines: Iterable[Line], families: Sequence[str]) -> list[Scope]:
    """The signals of one country, by family in the order asked, then those that name none; a scope without signal is left out."""
    held = [line for line in lines if line.kind == "signal"]
    scopes = [
        Scope(family, _types([line for line in held if family in line.families])) for family in dict.fromkeys(families)
    ]
    scopes.append(Scope(None, _types([line for line in held if is_general(line)])))
    return [scope for scope in scopes if scope.types]


def _types(lines: Sequence[Line]) -> tuple[TypeEntries, ...]:
    by_type: dict[str, list[Line]] = {}
    for line in lines:
        by_type.setdefault(line.type or "", []).append(line)
    # the words of a line are those of its release; the vocabulary of today only orders
    ordered = [
        *(key for key in load_signal_types() if key in by_type),
        *sorted(by_type.keys() - load_signal_types().keys()),
    ]
    return tuple(TypeEntries(key, by_type[key][0].label, _sources(by_type[key])) for key in ordered)


def _sources(lines: Sequence[Line]) -> tuple[SourceEntries, ...]:
    by_source: dict[str, list[Line]] = {}
    for line in sorted(lines, key=order):
        by_source.setdefault(source_name(line), []).append(line)
    return tuple(SourceEntries(name, tuple(entries(said))) for name, said in by_source.items())


def order(line: Line) -> tuple[bool, str, str, str]:
    """Oldest first, what bears no date last; never by what is said."""
    return not begins(line), begins(line), ends(line), line.id


def entries(lines: Sequence[Line]) -> list[Entry]:
    """The statements of one source on one type, oldest first, each with what that source says of its end."""
    ordered = sorted(lines, key=order)
    return [_entry(line, ordered) for line in ordered]


def _entry(line: Line, of_source: Sequence[Line]) -> Entry:
    if line.polarity == "historical":
        return Entry(line, line.period_start, line.period_end, Ending.STATED)
    if line.polarity != "present":
        return Entry(line, None, None, Ending.SELF)
    if line.period_end and not line.period_start:
        return Entry(line, None, line.period_end, Ending.STATED)
    closing = next((one for one in of_source if closes(one, line)), None)
    if closing:
        return Entry(line, line.period_start, _end_of(closing), Ending.LATER, closing)
    return Entry(line, line.period_start, None, Ending.NOT_DOCUMENTED)


def _end_of(closing: Line) -> str | None:
    """« résolue depuis juin » ends it in June; « passé, jusqu’en 2016 » in 2016."""
    return (ends(closing) if closing.polarity == "historical" else begins(closing)) or None


def closes(later: Line, line: Line) -> bool:
    """`later`, of the same source, tells absent or past what `line` told."""
    if not same_object(later, line) or not begins(line) or not begins(later):
        return False
    if later.polarity == "negated":
        return begins(later) > begins(line) and ends(later) >= ends(line)
    if later.polarity == "historical":
        told_later = (later.published_on or "") > (line.published_on or "")
        return told_later and overlap(later, line)
    return False


def overlap(one: Line, other: Line) -> bool:
    """The two tell of a day in common; what bears no date meets nothing."""
    dated = bool(begins(one) and begins(other))
    return dated and begins(one) <= ends(other) and begins(other) <= ends(one)


def same_object(one: Line, other: Line) -> bool:
    """They name a product in common, or none at all; and the same place, or none at all."""
    named = bool(set(one.products) & set(other.products)) or not (one.products or other.products)
    return named and one.place == other.place and one.area == other.area
