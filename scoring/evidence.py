"""What the base holds on one component of one fiche. It describes the documentation; the doctor concludes."""

from collections.abc import Sequence
from dataclasses import dataclass

from kb.lines import Line
from kb.wording import counted
from scoring.numeric import Comparison, republished
from scoring.states import State
from scoring.witnesses import Witness, name_of, voices, witnesses_of


@dataclass(frozen=True)
class Search:
    """A source that covers this cell, with its last complete run in the release. Dates are ISO text."""

    source: str
    title: str
    last_complete_run: str | None
    replay: bool
    captured_on: str | None = None
    """Under replay, what is known of the days of capture: « 2018-10 », « 2018-10..2026-04 »."""


@dataclass(frozen=True)
class NotConsulted:
    """A source that covers this cell and was not read, with the reason; or those of its documents that were not."""

    source: str
    title: str
    reason: str
    documents: int | None = None
    """How many documents, where the source itself was asked; None where it was not."""


@dataclass(frozen=True)
class ComponentEvidence:
    """One row of the matrix: a state, its reason in one French sentence, and the lines behind it."""

    key: str
    label: str
    state: State
    reason: str
    lines: tuple[Line, ...]
    searched: tuple[Search, ...]
    not_consulted: tuple[NotConsulted, ...]
    comparisons: tuple[Comparison, ...] = ()
    """Figures of one quantity that do not contradict each other: one witness twice, two vintages, two producers."""

    @property
    def newest(self) -> Line | None:
        """The line of the newest fact; the first one by identity where several share the day."""
        return min(self.lines, key=lambda line: (-_day_number(line.dated), line.id), default=None)

    @property
    def witnesses(self) -> tuple[Witness, ...]:
        """Who measured, each once, with the sources that carry it."""
        return witnesses_of(self.lines, republished(self.comparisons))

    @property
    def producers(self) -> tuple[str, ...]:
        """The names of the witnesses."""
        return tuple(sorted({witness.producer for witness in self.witnesses}))


def describe(
    key: str,
    label: str,
    lines: Sequence[Line],
    searched: Sequence[Search],
    not_consulted: Sequence[NotConsulted],
    without_object: str | None,
    comparisons: Sequence[Comparison] = (),
    discordances: int = 0,
) -> ComponentEvidence:
    """State and reason of a component. `discordances`: how many contradictions oppose two producers in it."""
    ordered = tuple(sorted(lines, key=lambda line: (-_day_number(line.dated), line.label, line.series, line.id)))
    if without_object and not ordered:
        return ComponentEvidence(key, label, State.OUT_OF_SCOPE, without_object, (), (), ())
    if ordered:
        state = State.DISCORDANT if discordances else State.DOCUMENTED
        reason = _what_it_counts(ordered, comparisons) + (
            f" ; {counted(discordances, 'discordance')}" if discordances else ""
        )
        asked = tuple(searched), tuple(not_consulted)
        return ComponentEvidence(key, label, state, reason, ordered, *asked, tuple(comparisons))
    return ComponentEvidence(
        key, label, State.NOT_DOCUMENTED, _silence(searched, not_consulted), (), tuple(searched), tuple(not_consulted)
    )


def _what_it_counts(lines: Sequence[Line], comparisons: Sequence[Comparison]) -> str:
    producers = len({name_of(voice) for voice in voices(lines, republished(comparisons))})
    parts = [counted(len(lines), "ligne"), counted(producers, "producteur")]
    # hospital beds of the whole country say nothing of this disease: the doctor must see it without opening a line
    general = sum("systeme_de_sante" in line.flags for line in lines)
    if general:
        parts.append("système de santé" if general == len(lines) else f"dont {general} du système de santé")
    listed = sum(line.kind == "listing" for line in lines)
    if listed:
        parts.append("inscriptions sur des listes" if listed == len(lines) else f"dont {listed} sur des listes")
    quoted = sum(line.kind == "signal" for line in lines)
    if quoted:
        parts.append(
            "signaux de rapports"
            if quoted == len(lines)
            else f"dont {counted(quoted, 'signal', 'signaux')} de rapports"
        )
    declared = sum(line.self_reported for line in lines)
    if declared:
        parts.append(
            "déclaration de l’État" if declared == len(lines) else f"dont {declared} par déclaration de l’État"
        )
    gone = sum(line.withdrawn_on is not None for line in lines)
    if gone:
        parts.append(
            counted(gone, "ligne retirée", "lignes retirées") if gone == len(lines) else f"dont {gone} retirée(s)"
        )
    empty = sum(not line.has_value and line.withdrawn_on is None for line in lines)
    if empty:
        parts.append("sans valeur communiquée" if empty == len(lines) else f"dont {empty} sans valeur communiquée")
    return ", ".join(parts)


def _silence(searched: Sequence[Search], not_consulted: Sequence[NotConsulted]) -> str:
    if searched:
        asked = counted(len(searched), "source interrogée", "sources interrogées")
        text = f"{asked}, aucune ligne"
    else:
        text = "aucune source interrogée"
    if missed := sum(one.documents is None for one in not_consulted):
        text += f" ; {counted(missed, 'source non consultée', 'sources non consultées')}"
    if unread := sum(one.documents or 0 for one in not_consulted):
        text += f" ; {counted(unread, 'document non lu', 'documents non lus')}"
    return text


def _day_number(iso: str) -> int:
    """Days in their order; what bears no date comes last."""
    return int(iso.replace("-", "")) if iso else 0
