from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from kb.vocabulary.entries_loader import load_components, load_families, require_known
from kb.vocabulary.errors import VocabularyError
from kb.vocabulary.files import FOLDER, build, fields_of, read_entries
from kb.vocabulary.located import Entries
from kb.vocabulary.models import Indicator
from kb.vocabulary.standing import of_the_standing, read_once

ALL = "all"
FILE_KEYS = {"about", "defaults", "indicators"}
# what a whole file may say once for all its entries; the rest belongs to one series
DEFAULT_KEYS = {"level", "self_reported", "producer"}


@read_once
def load_indicators(source_key: str, folder: Path = FOLDER) -> Mapping[str, Indicator]:
    """Read every file of indicators/<source_key>/ by code; a code has one place only.

    A file whose name begins with _ names no series (_prefixes.yml).
    """
    files = sorted((folder / "indicators" / source_key).glob("[!_]*.yml"))
    if not files:
        raise VocabularyError(f'indicators/: no file for the source "{source_key}".')
    found: dict[str, Indicator] = {}
    places: dict[str, str] = {}
    for path in files:
        series, written = _read_file(path, folder)
        for code, indicator in series.items():
            if code in places:
                raise VocabularyError(f'{written.place(path.name, code)}: entry "{code}" stands in {places[code]} too.')
            places[code], found[code] = path.name, indicator
    return MappingProxyType(found)


@of_the_standing
def indicators_for(source_key: str, family_key: str, folder: Path = FOLDER) -> dict[str, list[Indicator]]:
    """Group the series of one family by component, in the components' order; what it shares most comes last.

    A component that the family declares without object is left out, health-system series included.
    """
    families = load_families(folder)
    require_known("indicators", source_key, "family", [family_key], families)
    without_object = families[family_key].components_without_object
    grouped: dict[str, list[Indicator]] = {key: [] for key in load_components(folder) if key not in without_object}
    for indicator in sorted(load_indicators(source_key, folder).values(), key=_shared_by):
        mine = indicator.for_all_families or family_key in (indicator.families or ())
        if mine and indicator.component in grouped:
            grouped[indicator.component].append(indicator)
    return {component: listed for component, listed in grouped.items() if listed}


def _shared_by(indicator: Indicator) -> tuple[bool, int]:
    return indicator.for_all_families, len(indicator.families or ())


def _read_file(path: Path, folder: Path) -> tuple[dict[str, Indicator], Entries]:
    content = read_entries(path)
    entries, defaults = content.get("indicators"), content.get("defaults", {})
    if set(content) - FILE_KEYS or not isinstance(entries, dict) or not isinstance(content.get("about"), str):
        raise VocabularyError(f"{path.name}: a file of indicators holds about, defaults and indicators, nothing else.")
    if not isinstance(defaults, dict) or set(defaults) - DEFAULT_KEYS:
        raise VocabularyError(f"{path.name}: defaults may hold {', '.join(sorted(DEFAULT_KEYS))}, nothing else.")
    written = content.part("indicators")
    return {code: _read_entry(path.name, code, defaults, written, folder) for code in written}, written


def _read_entry(file: str, code: str, defaults: Mapping[str, object], written: Entries, folder: Path) -> Indicator:
    merged = {"code": code, **defaults, **fields_of(file, code, written)}
    if merged.get("families") == ALL:
        merged |= {"families": None, "for_all_families": True}
    indicator = build(Indicator, file, code, merged, written)
    place = written.place(file, code, "families")
    require_known(place, code, "family", indicator.families or (), load_families(folder))
    place = written.place(file, code, "component")
    require_known(place, code, "component", filter(None, [indicator.component]), load_components(folder))
    return indicator
