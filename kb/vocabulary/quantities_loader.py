"""Which series of which publishers say the same quantity, and how far apart two figures of it may lie (quantities.yml)."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Self

from pydantic import Field, model_validator

from kb.vocabulary.entries_loader import require_known
from kb.vocabulary.errors import VocabularyError
from kb.vocabulary.files import FOLDER, build, build_all, read_entries
from kb.vocabulary.indicators_loader import load_indicators
from kb.vocabulary.located import Entries
from kb.vocabulary.models import Entry, Text
from kb.vocabulary.standing import read_once, said_then

FILE = "quantities.yml"
FILE_KEYS = {"everyone", "quantities"}
Positive = Annotated[float, Field(gt=0, allow_inf_nan=False)]


class Tolerance(Entry):
    """How far two figures without bounds may lie apart: `points` of the unit, or `percent` of the larger."""

    points: Positive | None = None
    percent: Positive | None = None

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        if (self.points is None) == (self.percent is None):
            raise ValueError("a tolerance is given in points or in percent, one of them")
        return self

    def allows(self, one: float, other: float) -> bool:
        """True where two figures, in the unit of the quantity, lie close enough."""
        if self.points is not None:
            return abs(one - other) <= self.points
        return abs(one - other) * 100 <= (self.percent or 0) * max(abs(one), abs(other))


class Quantity(Entry):
    """Series that measure the same thing. `series`: source → code → factor to the unit of the quantity."""

    key: Text
    label: Text
    unit: Text
    tolerance: Tolerance
    series: Mapping[str, Mapping[str, Positive]]
    reason: Text
    source: Text

    @property
    def factors(self) -> dict[str, float]:
        """Code → factor. A code belongs to one source only."""
        return {code: factor for held in self.series.values() for code, factor in held.items()}

    @model_validator(mode="after")
    def _has_two(self) -> Self:
        if len(self.factors) < 2:
            raise ValueError("a quantity needs two series at least: one alone is compared with nothing")
        return self


@read_once
def load_quantities(folder: Path = FOLDER) -> Mapping[str, Quantity]:
    """Read the quantities by key; a code stands in one of them only, and is a series that the vocabulary shows."""
    if not said_then(folder, FILE):
        return MappingProxyType({})
    content = read_entries(folder / FILE)
    if set(content) != FILE_KEYS:
        raise VocabularyError(f"{FILE}: the file holds {' and '.join(sorted(FILE_KEYS))}, nothing else.")
    everyone_codes(folder)
    written = content.part("quantities")
    quantities = build_all(Quantity, "key", FILE, written)
    owners: dict[str, str] = {}
    for key, quantity in quantities.items():
        _require_series(quantity, written, folder)
        for code in quantity.factors:
            if owners.setdefault(code, key) != key:
                raise VocabularyError(
                    f'{written.place(FILE, key)}: entry "{key}": the code "{code}" stands in "{owners[code]}" too.'
                )
    return MappingProxyType(quantities)


def _require_series(quantity: Quantity, written: Entries, folder: Path) -> None:
    for source, codes in quantity.series.items():
        place = written.place(FILE, quantity.key, "series", source)
        require_known(place, quantity.key, "code", codes, load_indicators(source, folder))


@read_once
def quantity_of_code(folder: Path = FOLDER) -> Mapping[str, Quantity]:
    """Code of a series → the quantity it measures."""
    return MappingProxyType({code: one for one in load_quantities(folder).values() for code in one.factors})


class _Everyone(Entry):
    codes: Mapping[str, Text]


@read_once
def everyone_codes(folder: Path = FOLDER) -> frozenset[str]:
    """The codes of a dimension that restrict nothing."""
    content = read_entries(folder / FILE)
    return frozenset(build(_Everyone, FILE, "everyone", {"codes": content.get("everyone")}, content).codes)
