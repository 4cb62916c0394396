"""A fiche read for one population. The filter hides lines; it never changes a state, and says how many lines it hides.

A state always describes every line of the release: a component whose lines all speak of adults is « documenté », and says so,
when one filters on children. « non documenté » would be a silence that no source kept.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kb.errors import UnknownKey
from kb.lines import Line
from kb.vocabulary.populations import Group, load_populations
from kb.wording import counted
from scoring.evidence import ComponentEvidence
from scoring.fiche import Fiche


@dataclass(frozen=True)
class PopulationView:
    """What stays shown of a fiche, and how many lines are hidden: by component, never over all of them."""

    group: Group
    fiche: Fiche
    hidden: Mapping[str, int]
    hidden_in_context: int

    def as_dict(self) -> dict[str, Any]:
        """The JSON of `recoupe fiche --population`: that of the fiche, and what the filter hid."""
        told = {"key": self.group.key, "hidden": dict(self.hidden), "hidden_in_context": self.hidden_in_context}
        return self.fiche.as_dict() | {"population": told}


def population_of(key: str) -> Group:
    """A population by its key, or UnknownKey with the closed list."""
    groups = load_populations().groups
    if key not in groups:
        raise UnknownKey(f"No population has the key {key!r}. Keys: {', '.join(groups)}.")
    return groups[key]


def speaks_of(line: Line, group: Group) -> bool:
    """False only where the source states a population, and every one it states is another."""
    stated = load_populations().stated_by(line.population, line.dimensions.values())
    return not stated or bool(stated & set(group.shows))


def for_population(fiche: Fiche, group: Group) -> PopulationView:
    """The fiche without the lines of another population."""
    components = tuple(_filtered(evidence, group) for evidence in fiche.components)
    context = _kept(fiche.context, group)
    hidden = {
        whole.key: len(whole.lines) - len(left.lines) for whole, left in zip(fiche.components, components, strict=True)
    }
    shown = replace(fiche, components=components, context=context)
    return PopulationView(group, shown, hidden, len(fiche.context) - len(context))


def _kept(lines: Sequence[Line], group: Group) -> tuple[Line, ...]:
    return tuple(line for line in lines if speaks_of(line, group))


def _filtered(evidence: ComponentEvidence, group: Group) -> ComponentEvidence:
    kept = _kept(evidence.lines, group)
    hidden = len(evidence.lines) - len(kept)
    if not hidden:
        return evidence
    return replace(evidence, lines=kept, reason=f"{evidence.reason} ; {_told(hidden, whole=not kept)}")


def _told(hidden: int, *, whole: bool) -> str:
    if whole:
        return "toutes d’une autre population, masquées" if hidden > 1 else "d’une autre population, masquée"
    return hidden_lines(hidden)


def hidden_lines(number: int) -> str:
    """« 4 lignes d’une autre population masquées »."""
    return counted(number, "ligne d’une autre population masquée", "lignes d’une autre population masquées")


def population_note(view: PopulationView) -> str:
    """What the filter does, in three sentences, and what it hid of the context."""
    note = (
        f"Population : {view.group.label}, au sens de chaque source. Les lignes d’une autre population sont masquées et comptées "
        "par composante ; celles qui n’en disent aucune restent. L’état décrit toutes les lignes de la base."
    )
    return note + (f" Contexte : {hidden_lines(view.hidden_in_context)}." if view.hidden_in_context else "")
