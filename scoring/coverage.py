"""Where the base is thin: the components of a country × family without a line of their own. For the operator, never a ranking.

A line « of its own » speaks of the family: figures of the whole health system and general signals are in every fiche of the
country, and hide that nothing was found on the disease.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, select

from kb.frozen_vocabulary import words_of
from kb.kinds import LISTING, SIGNAL
from kb.readings import observations
from kb.releases import ReleaseInfo, in_release
from kb.sources.definition import all_sources
from kb.vocabulary.folding import fold
from kb.vocabulary.indicators_loader import load_indicators
from kb.vocabulary.loader import load_components, load_medicines
from kb.vocabulary.models import Country, Family, Indicator
from scoring.fiche import Fiche
from scoring.states import State

Cell = tuple[str, str]
"""A family and a component."""


@dataclass(frozen=True)
class Gap:
    """One country × family, and its components without a line of their own, in the order of the vocabulary."""

    country: Country
    family: Family
    silent: tuple[str, ...]
    thin: bool
    """True where no component at all has a line of its own."""

    def as_dict(self) -> dict[str, Any]:
        """JSON of one country × family."""
        return {
            "country": self.country.iso3, "country_label": self.country.fr, "family": self.family.key,
            "without_line": list(self.silent), "thin": self.thin,
        }  # fmt: skip


def gaps(engine: Engine, release: ReleaseInfo, countries: Iterable[Country], families: Iterable[Family]) -> list[Gap]:
    """Every country × family asked for, countries by their French names, families as in the vocabulary."""
    held = spoken_cells(engine, release)
    asked = list(families)
    return [
        _gap(country, family, held.get(country.iso3, frozenset()))
        for country in sorted(countries, key=lambda one: fold(one.fr))
        for family in asked
    ]


def _gap(country: Country, family: Family, cells: frozenset[Cell]) -> Gap:
    expected = [key for key in load_components() if key not in family.components_without_object]
    silent = tuple(key for key in expected if (family.key, key) not in cells)
    return Gap(country, family, silent, len(silent) == len(expected))


def without_line(fiche: Fiche) -> list[str]:
    """The labels of the ticked components that no line speaks of."""
    return [evidence.label for evidence in fiche.components if evidence.state is State.NOT_DOCUMENTED]


def spoken_cells(engine: Engine, release: ReleaseInfo) -> Mapping[str, frozenset[Cell]]:
    """Country → the cells that a line of their own speaks of."""
    cells: dict[str, set[Cell]] = defaultdict(set)
    with words_of(engine, release), engine.connect() as connection:
        for area, cell in (
            *_of_figures(connection, release.number),
            *_of_lists(connection, release.number),
            *_of_signals(connection, release.number),
        ):
            cells[area].add(cell)
    return {area: frozenset(held) for area, held in cells.items()}


def _of_figures(connection: Connection, release: int) -> Iterable[tuple[str, Cell]]:
    o, known = observations.c, _own_series()
    statement = (
        select(o.area, o.indicator)
        .distinct()
        .where(o.area_type == "COUNTRY", o.indicator.in_(known), in_release(release))
    )
    for area, code in connection.execute(statement):
        series = known[code]
        for family in series.families or ():
            yield area, (family, series.component or "")


def _own_series() -> dict[str, Indicator]:
    """The series that some families own and that stand in a component, by code."""
    lists = [definition.indicators for definition in all_sources().values() if definition.indicators]
    every = [one for name in lists for one in load_indicators(name).values()]
    return {one.code: one for one in every if one.component and one.families}


def _of_lists(connection: Connection, release: int) -> Iterable[tuple[str, Cell]]:
    c, medicines = LISTING.table.c, load_medicines()
    statement = select(c.area, c.medicine).distinct().where(c.medicine.is_not(None), in_release(release, LISTING.table))
    for area, medicine in connection.execute(statement):
        if known := medicines.get(medicine):
            for family in known.families:
                yield area, (family, "medicament")


def _of_signals(connection: Connection, release: int) -> Iterable[tuple[str, Cell]]:
    c = SIGNAL.table.c
    statement = select(c.area, c.component, c.families).distinct().where(in_release(release, SIGNAL.table))
    for area, component, families in connection.execute(statement):
        for family in json.loads(families):
            yield area, (family, component)
