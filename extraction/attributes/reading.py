"""All that is read around one signal, in one go."""

from typing import NamedTuple

from extraction.attributes.amounts import amounts_of
from extraction.attributes.component import component_of
from extraction.attributes.countries import countries_of
from extraction.attributes.families import families_of
from extraction.attributes.people import population_of
from extraction.attributes.periods import Period, period_of
from extraction.attributes.places import level_of, place_of
from extraction.attributes.products import products_of
from extraction.attributes.scene import Scene

VERSION = "attributes/2"


class Attributes(NamedTuple):
    """What a signal speaks of; keys are those of the vocabulary, words those of the report."""

    countries: tuple[str, ...]
    """Those whose problem it is; none where nothing says whose."""
    component: str
    families: tuple[str, ...]
    products: tuple[str, ...]
    population: str | None
    place: str | None
    level: str | None
    period: Period | None
    amounts: tuple[str, ...]


def attributes_of(scene: Scene, type_: str) -> Attributes:
    """The attributes of a signal of a type."""
    place = place_of(scene)
    return Attributes(
        countries=countries_of(scene),
        component=component_of(scene, type_),
        families=families_of(scene),
        products=products_of(scene, type_),
        population=population_of(scene),
        place=place,
        level=level_of(scene, place),
        period=period_of(scene),
        amounts=amounts_of(scene),
    )
