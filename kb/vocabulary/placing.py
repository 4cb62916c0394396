"""Where every series of a publisher's catalogue stands: named by its code, placed by a rule, or not mapped yet."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from kb.vocabulary.entries_loader import load_components, load_families, require_known
from kb.vocabulary.errors import VocabularyError
from kb.vocabulary.files import FOLDER, build, fields_of, read_entries
from kb.vocabulary.indicators_loader import ALL, load_indicators
from kb.vocabulary.located import Entries
from kb.vocabulary.models import PrefixRule, Use
from kb.vocabulary.standing import of_the_standing, read_once

PREFIXES = "_prefixes.yml"


@dataclass(frozen=True)
class Place:
    """The place of one series. Placed by a prefix, it is not fetched: that takes an entry with a label of ours."""

    code: str
    by: Literal["code", "prefix"]
    use: Use
    families: tuple[str, ...] | None
    for_all_families: bool
    component: str | None
    reason: str | None


@dataclass(frozen=True)
class MappingReport:
    """How much of a catalogue has a place, and the codes that have none."""

    source: str
    by_code: int
    by_prefix: int
    unmapped: tuple[str, ...]

    @property
    def total(self) -> int:
        """The codes asked about, each counted once."""
        return self.by_code + self.by_prefix + len(self.unmapped)

    @property
    def mapped_share(self) -> float:
        """From 0 to 1; 1 for an empty catalogue, which leaves nothing to place."""
        return (self.by_code + self.by_prefix) / self.total if self.total else 1.0


@of_the_standing
def place_of_series(source_key: str, code: str, folder: Path = FOLDER) -> Place | None:
    """The place of a code of a source; None when neither a file nor a rule gives one."""
    named = load_indicators(source_key, folder).get(code)
    if named:
        return Place(code, "code", named.use, named.families, named.for_all_families, named.component, named.reason)
    rules = load_prefix_rules(source_key, folder)
    sizes = range(len(code), 0, -1)
    rule = next((rules[code[:size]] for size in sizes if code[:size] in rules), None)
    if rule is None:
        return None
    return Place(code, "prefix", rule.use, rule.families, rule.for_all_families, rule.component, rule.reason)


def unmapped(source_key: str, catalogue: Iterable[str], folder: Path = FOLDER) -> list[str]:
    """The codes of a publisher's catalogue that have no place yet, sorted."""
    return sorted(code for code in set(catalogue) if place_of_series(source_key, code, folder) is None)


def mapping_report(source_key: str, catalogue: Iterable[str], folder: Path = FOLDER) -> MappingReport:
    """Count the codes of a catalogue by the way they have a place."""
    places = {code: place_of_series(source_key, code, folder) for code in set(catalogue)}
    ways = [place.by for place in places.values() if place]
    left = sorted(code for code, place in places.items() if place is None)
    return MappingReport(source_key, ways.count("code"), ways.count("prefix"), tuple(left))


@read_once
def load_prefix_rules(source_key: str, folder: Path = FOLDER) -> Mapping[str, PrefixRule]:
    """Read the rules of a source, each under every prefix it holds; a source without the file has no rule."""
    path = folder / "indicators" / source_key / PREFIXES
    if not path.exists():
        return MappingProxyType({})
    content = read_entries(path)
    if set(content) != {"about", "rules"} or not isinstance(content["rules"], dict):
        raise VocabularyError(f"{PREFIXES}: the file holds about and rules, nothing else.")
    written = content.part("rules")
    rules: dict[str, PrefixRule] = {}
    for key in written:
        rule = _read_rule(key, written, folder)
        for index, prefix in enumerate(rule.prefixes):
            if prefix in rules:
                place = written.place(PREFIXES, key, "prefixes", index)
                raise VocabularyError(
                    f'{place}: entry "{key}": the prefix "{prefix}" stands in "{rules[prefix].key}" too.'
                )
            rules[prefix] = rule
    return MappingProxyType(rules)


def _read_rule(key: str, written: Entries, folder: Path) -> PrefixRule:
    fields = {"key": key, **fields_of(PREFIXES, key, written)}
    if fields.get("families") == ALL:
        fields |= {"families": None, "for_all_families": True}
    rule = build(PrefixRule, PREFIXES, key, fields, written)
    place = written.place(PREFIXES, key, "families")
    require_known(place, key, "family", rule.families or (), load_families(folder))
    place = written.place(PREFIXES, key, "component")
    require_known(place, key, "component", filter(None, [rule.component]), load_components(folder))
    return rule
