"""What an annexe says around its lines: the choices in words, the components without a line, and where they were looked for."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Engine

from kb.citing.annexe import Cited, cited
from kb.citing.basket import Asked, Basket
from kb.citing.surroundings import Silence, Surroundings, View
from kb.frozen_vocabulary import words_of
from kb.lines import Line
from kb.releases import ReleaseInfo
from kb.reopening import code_of
from kb.wording import french_day
from scoring.evidence import ComponentEvidence, NotConsulted, Search
from scoring.fiche import build_fiche, country_of, families_of
from scoring.omitted_sides import contradictions_about, omission_notes, omitted
from scoring.states import State


def prepared(engine: Engine, release: ReleaseInfo, basket: Basket, lines: Sequence[Line]) -> Cited:
    """What every format of an annexe is made from: the lines of a basket, their code, and what stands around them."""
    around = surroundings(engine, release, basket.asked, lines)
    with words_of(engine, release):
        return cited(lines, release, around, code_of(engine, release, lines, basket), basket)


def surroundings(engine: Engine, release: ReleaseInfo, asked: Iterable[Asked], lines: Sequence[Line]) -> Surroundings:
    """What stands around the lines that these choices led to. Raises UnknownKey for a key that no vocabulary holds."""
    views = tuple(_view(engine, release, one) for one in asked)
    other_sides = omitted(lines, contradictions_about(engine, release, lines))
    return Surroundings(views, tuple(omission_notes(other_sides)))


def _view(engine: Engine, release: ReleaseInfo, asked: Asked) -> View:
    fiche = build_fiche(engine, release, country_of(asked.country), families_of(asked.families), asked.components)
    return View(
        title=f"{fiche.country.fr} × {', '.join(family.label for family in fiche.families)}",
        families=tuple(family.label for family in fiche.families),
        country=fiche.country.fr,
        components=tuple(evidence.label for evidence in fiche.components),
        all_components=not asked.components,
        silences=tuple(_silence(one) for one in fiche.components if one.state is State.NOT_DOCUMENTED),
    )


def _silence(evidence: ComponentEvidence) -> Silence:
    return Silence(
        evidence.label,
        f"{evidence.state.value}, {evidence.reason}",
        tuple(_searched(one) for one in evidence.searched),
        _missed(evidence.not_consulted),
    )


def _searched(search: Search) -> str:
    if search.replay:
        return f"{search.title} (réponses enregistrées, {french_day(search.captured_on)}, rejouées)"
    return f"{search.title} (dernier passage complet : {french_day(search.last_complete_run)})"


def _missed(every: Iterable[NotConsulted]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    by_reason: dict[str, list[str]] = {}
    for missed in every:
        by_reason.setdefault(missed.reason, []).append(missed.title)
    return tuple((reason, tuple(titles)) for reason, titles in by_reason.items())
