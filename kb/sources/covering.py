"""What a source of series says it covers is what its series speak of: a cell is never called searched for nothing."""

from collections.abc import Mapping
from pathlib import Path

from kb.errors import BadDefinition
from kb.sources.definition import SourceDefinition, load
from kb.vocabulary.files import FOLDER as VOCABULARY
from kb.vocabulary.files import read_entries
from kb.vocabulary.indicators_loader import load_indicators
from kb.vocabulary.loader import load_components, load_families
from kb.vocabulary.models import Indicator


def check_covers(path: Path, vocabulary: Path = VOCABULARY) -> None:
    """Raise BadDefinition at the first component or family that a definition covers and no series of its list speaks of.

    A definition without a list of series (documents) is checked on the keys alone.
    """
    definition = load(path)
    known = {**load_components(vocabulary), **load_families(vocabulary)}
    for field, key in _covered(definition):
        if key not in known:
            raise BadDefinition(f"{_place(path, field, key)}: covers.{field}: {key!r} is no key of the vocabulary.")
    for field, key in _covered(definition):
        if definition.indicators and not _spoken_of(
            definition, load_indicators(definition.indicators, vocabulary), key
        ):
            raise BadDefinition(
                f"{_place(path, field, key)}: covers.{field}: no series of indicators/{definition.indicators} "
                f"speaks of {key!r}; name one there, or leave it out here."
            )


def _covered(definition: SourceDefinition) -> list[tuple[str, str]]:
    return [
        *(("components", key) for key in definition.covers.components),
        *(("families", key) for key in _families(definition)),
    ]


def _families(definition: SourceDefinition) -> list[str]:
    """The families named one by one; « all » promises nothing of any of them."""
    return [] if definition.covers.families == "all" else definition.covers.families


def _spoken_of(definition: SourceDefinition, series: Mapping[str, Indicator], key: str) -> bool:
    """True where a series of a covered family stands in this component, or where this family has a series."""
    named = _families(definition)
    placed = [one for one in series.values() if one.use == "famille"]
    if key in named:
        return any(one.for_all_families or key in (one.families or ()) for one in placed)
    mine = [one for one in placed if not named or one.for_all_families or set(named) & set(one.families or ())]
    return any(one.component == key for one in mine)


def _place(path: Path, field: str, key: str) -> str:
    written = read_entries(path)
    keys = written["covers"][field]
    return written.place(path.name, "covers", field, keys.index(key))
