"""A fiche: what a release holds on one country × one or more families. The médecin concludes."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Engine

from kb.clock import paris_day
from kb.errors import UnknownKey
from kb.frozen_vocabulary import words_of
from kb.lines import Line
from kb.listing_lines import listing_lines
from kb.queries import newest_lines
from kb.releases import ReleaseInfo
from kb.signal_lines import country_signals, is_general
from kb.sources.definition import all_sources
from kb.vocabulary.indicators_loader import load_indicators
from kb.vocabulary.loader import load_components, load_countries, load_families
from kb.vocabulary.medicines_loader import load_medicines
from kb.vocabulary.models import Country, Family, Indicator
from scoring.contradictions import Contradiction, discordant
from scoring.crossing import cross
from scoring.evidence import ComponentEvidence, describe
from scoring.freshness import bands_of
from scoring.searching import covering, source_states


@dataclass(frozen=True)
class Fiche:
    """The whole answer. No field aggregates across components: the guard's test holds the list closed."""

    country: Country
    families: tuple[Family, ...]
    release: ReleaseInfo
    components: tuple[ComponentEvidence, ...]
    context: tuple[Line, ...]
    contradictions: tuple[Contradiction, ...]
    """Both sides of what disagrees, newest first. Those between general signals, or of one producer, move no state."""
    signals: tuple[Line, ...]
    """Signals of the country that name one of the families, and those that name none (« général »), oldest first."""

    @property
    def day(self) -> str:
        """The day of the release in France (ISO text), to which every age counts."""
        return paris_day(self.release.created_at).isoformat()

    def as_dict(self) -> dict[str, Any]:
        """The JSON of `recoupe fiche` (design §6)."""
        day = self.day
        return {
            "country": self.country.iso3,
            "country_label": self.country.fr,
            "families": [family.key for family in self.families],
            "release": {
                "number": self.release.number,
                "label": self.release.label,
                "created_at": f"{self.release.created_at:%Y-%m-%dT%H:%M:%SZ}",
                "sha256": self.release.sha256,
            },
            "components": [_component_dict(evidence, day) for evidence in self.components],
            "context": [msgspec.structs.asdict(line) for line in self.context],
            "contradictions": [contradiction.as_dict() for contradiction in self.contradictions],
            "signals": [msgspec.structs.asdict(line) for line in self.signals],
        }


def _component_dict(evidence: ComponentEvidence, day: str) -> dict[str, Any]:
    return {
        "key": evidence.key,
        "label": evidence.label,
        "state": evidence.state.value,
        "reason": evidence.reason,
        "lines": [msgspec.structs.asdict(line) for line in evidence.lines],
        "searched": [dict(vars(search)) for search in evidence.searched],
        "not_consulted": [dict(vars(missed)) for missed in evidence.not_consulted],
        "producers": [witness.as_dict() for witness in evidence.witnesses],
        "comparisons": [comparison.as_dict() for comparison in evidence.comparisons],
        "freshness": bands_of(evidence.lines, day),
    }


def country_of(key: str) -> Country:
    """A country by its ISO alpha-3 key, or UnknownKey saying what to do."""
    try:
        return load_countries()[key.upper()]
    except KeyError:
        raise UnknownKey(
            f"No country has the key {key!r}. Keys are ISO 3166-1 alpha-3 (CIV, COD, XKX); `recoupe find {key}` looks for a name."
        ) from None


def families_of(keys: Sequence[str]) -> tuple[Family, ...]:
    """Families by key, in the order asked, each once; or UnknownKey."""
    known = load_families()
    for key in keys:
        if key not in known:
            raise UnknownKey(
                f"No family has the key {key!r}. `recoupe find {key}` looks for a name. Keys: {', '.join(known)}."
            )
    return tuple(known[key] for key in dict.fromkeys(keys))


def components_of(keys: Iterable[str]) -> list[str]:
    """Component keys in the order of the vocabulary; all of them when none is named."""
    known, asked = load_components(), list(keys)
    for key in asked:
        if key not in known:
            raise UnknownKey(f"No component has the key {key!r}. Keys: {', '.join(known)}.")
    return [key for key in known if not asked or key in asked]


def build_fiche(
    engine: Engine, release: ReleaseInfo, country: Country, families: Sequence[Family], components: Iterable[str] = ()
) -> Fiche:
    """Lay out what the release holds, in the words of its day. An unticked component is hidden, never « hors périmètre »."""
    with words_of(engine, release):
        then = families_of([family.key for family in families])
        return _build(engine, release, country_of(country.iso3), then, components_of(components))


def _build(
    engine: Engine, release: ReleaseInfo, country: Country, families: Sequence[Family], wanted: Sequence[str]
) -> Fiche:
    keys = {family.key for family in families}
    lines = newest_lines(engine, release, country.iso3, [i.code for i in indicators_of(families)])
    lines += listing_lines(engine, release, country.iso3, medicines_of(keys))
    signals = [
        line for line in country_signals(engine, release, country.iso3) if is_general(line) or keys & {*line.families}
    ]
    by_component: dict[str | None, list[Line]] = {}
    # a signal that names no pathology speaks of every family, and makes no component « documenté » by itself
    for line in (*lines, *(signal for signal in signals if not is_general(signal))):
        by_component.setdefault(line.component, []).append(line)
    states = source_states(engine, release, country.iso3)
    labels = load_components()
    placed = [line for line in lines if line.component in wanted]
    crossing = cross(engine, release, country.iso3, [*placed, *signals], wanted)
    evidence = []
    for key in wanted:
        cells = [covering(states, country.iso3, family.key, key) for family in families]
        searched = {search.source: search for cell in cells for search in cell[0]}
        missed = {missed.source: missed for cell in cells for missed in cell[1]}
        without = [family.components_without_object.get(key) for family in families]
        evidence.append(
            describe(
                key, labels[key].label, by_component.get(key, []), list(searched.values()), list(missed.values()),
                without[0] if all(without) else None,
                crossing.comparisons_of(key), len(discordant(crossing.contradictions, key)),
            )
        )  # fmt: skip
    context = sorted(by_component.get(None, []), key=lambda line: (line.label, line.series, line.id))
    return Fiche(
        country, tuple(families), release, tuple(evidence), tuple(context), crossing.contradictions, tuple(signals)
    )


def medicines_of(families: Collection[str]) -> list[str]:
    """The medicines that these families usually use (kb/vocabulary/medicines)."""
    return [key for key, medicine in load_medicines().items() if set(medicine.families) & set(families)]


def indicators_of(families: Sequence[Family]) -> list[Indicator]:
    """Every series that speaks of these families, those of the whole health system, and those of the context block."""
    keys = {family.key for family in families}
    lists = [definition.indicators for definition in all_sources().values() if definition.indicators]
    every = [indicator for name in lists for indicator in load_indicators(name).values()]
    return [i for i in every if i.use != "non retenu" and (i.families is None or keys & set(i.families))]
