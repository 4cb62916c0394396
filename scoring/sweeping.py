"""Every country of a release at once: what contradicts, what was revised, for the operator. No country is weighed against another."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, select

from kb.figures import figures_of
from kb.frozen_vocabulary import words_of
from kb.lines import Line
from kb.queries import newest_lines
from kb.readings import snapshots
from kb.releases import ReleaseInfo
from kb.signal_lines import country_signals
from kb.vocabulary.folding import fold
from kb.vocabulary.loader import load_countries
from kb.vocabulary.models import Country
from kb.vocabulary.oppositions_loader import load_oppositions
from kb.vocabulary.quantities_loader import load_quantities, quantity_of_code
from scoring.comparing import Relation, compared
from scoring.contradictions import Contradiction, Kind, sorted_contradictions
from scoring.numeric import judged, lines_of_pairs
from scoring.textual import textual_contradictions

RECONSTRUCTED = "reconstructed"


@dataclass(frozen=True)
class Found:
    """One contradiction, where it is, and whether figures of it were put back together rather than received.

    Texts stand to the letter in their reports, whatever layout carries them.
    """

    country: Country
    contradiction: Contradiction
    reconstructed: bool

    def as_dict(self) -> dict[str, Any]:
        """JSON of one entry."""
        return {"country": self.country.iso3, "country_label": self.country.fr, **self.contradiction.as_dict()}


@dataclass(frozen=True)
class Sweep:
    """What cross-referencing finds in some countries of a release, in the order of their French names."""

    countries: int
    kept: tuple[Found, ...]
    left_out: tuple[Found, ...]
    """Those with a reconstructed answer on one side: a difference may come from the putting together."""
    relations: dict[str, Counter[Relation]]
    """Label of a quantity → in how many countries its newest shared figures are what to each other."""
    rebuilt: dict[str, int]
    """Label of a quantity → of those, how many rest on a reconstructed answer."""

    def as_dict(self) -> dict[str, Any]:
        """JSON of the whole."""
        return {
            "countries": self.countries,
            "contradictions": [found.as_dict() for found in self.kept],
            "left_out": [found.as_dict() for found in self.left_out],
            "compared": [
                {"about": label, **{kind.value: told[kind] for kind in Relation}, "reconstructed": self.rebuilt[label]}
                for label, told in self.relations.items()
            ],
        }


def sweep(engine: Engine, release: ReleaseInfo, countries: Iterable[Country]) -> Sweep:
    """Cross-reference countries one by one: of each, every quantity, every signal and every answer that a signal may contradict."""
    with words_of(engine, release):
        return _swept(engine, release, countries)


def _swept(engine: Engine, release: ReleaseInfo, countries: Iterable[Country]) -> Sweep:
    rebuilt = reconstructed_answers(engine)
    found: list[Found] = []
    labels = [quantity.label for quantity in load_quantities().values()]
    relations: dict[str, Counter[Relation]] = {label: Counter() for label in labels}
    doubtful = dict.fromkeys(labels, 0)
    asked = sorted(countries, key=lambda one: fold(one.fr))
    for country in asked:
        contradictions, met, doubts = _of_country(engine, release, country, rebuilt)
        for label, relation in met:
            relations[label][relation] += 1
        for label in doubts:
            doubtful[label] += 1
        found += [Found(country, one, one.kind is Kind.FIGURES and _rests_on(one, rebuilt)) for one in contradictions]
    kept = tuple(one for one in found if not one.reconstructed)
    return Sweep(len(asked), kept, tuple(one for one in found if one.reconstructed), relations, doubtful)


def _of_country(
    engine: Engine, release: ReleaseInfo, country: Country, rebuilt: frozenset[str]
) -> tuple[Sequence[Contradiction], set[tuple[str, Relation]], set[str]]:
    pairs = compared(figures_of(engine, release, country.iso3, list(quantity_of_code())))
    whole = lines_of_pairs(engine, release, pairs, ())
    numeric = judged(pairs, whole)[1]
    met = {(pair.quantity.label, pair.relation) for pair in pairs}
    doubts = {
        pair.quantity.label for pair in pairs if {whole[pair.one.id].sha256, whole[pair.other.id].sha256} & rebuilt
    }
    textual = textual_contradictions(_spoken(engine, release, country.iso3))
    return sorted_contradictions([*numeric, *textual]), met, doubts


def _rests_on(found: Contradiction, answers: frozenset[str]) -> bool:
    return any(line.sha256 in answers for side in found.sides for line in side.lines)


def _spoken(engine: Engine, release: ReleaseInfo, country: str) -> list[Line]:
    signals = country_signals(engine, release, country)
    return [*signals, *newest_lines(engine, release, country, load_oppositions().answers)] if signals else []


def reconstructed_answers(engine: Engine) -> frozenset[str]:
    """The SHA-256 of the replayed answers that were put back into a publisher's layout, rather than kept as served."""
    with engine.connect() as connection:
        statement = select(snapshots.c.sha256).where(snapshots.c.replay_kind == RECONSTRUCTED)
        return frozenset(connection.execute(statement).scalars())


def every_country() -> Iterable[Country]:
    """The countries of the vocabulary."""
    return load_countries().values()
