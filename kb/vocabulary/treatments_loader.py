"""The words of the global treatment of each family: treatments/<family>.yml, read strictly."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from kb.vocabulary.entries_loader import load_components, load_families, require_known
from kb.vocabulary.errors import VocabularyError
from kb.vocabulary.files import FOLDER, build, build_all, read_entries
from kb.vocabulary.folding import fold
from kb.vocabulary.located import Entries, place_of_text
from kb.vocabulary.models import Family
from kb.vocabulary.standing import read_once
from kb.vocabulary.treatment_models import Components, Origin, Treatment

TREATMENTS = "treatments"
ORIGINS = "_origins.yml"


@read_once
def load_origins(folder: Path = FOLDER) -> Mapping[str, Origin]:
    """Read where the lists come from, by key."""
    return MappingProxyType(build_all(Origin, "key", ORIGINS, read_entries(folder / TREATMENTS / ORIGINS)))


@read_once
def load_treatments(folder: Path = FOLDER) -> Mapping[str, Treatment]:
    """Read one file per family, in the families' order; each names every component that is not without object."""
    families = load_families(folder)
    for path in sorted((folder / TREATMENTS).glob("[!_]*.yml")):
        require_known(f"{TREATMENTS}/{path.name}", path.stem, "family", [path.stem], families)
    return MappingProxyType({key: _read(family, folder) for key, family in families.items()})


def _read(family: Family, folder: Path) -> Treatment:
    file = f"{TREATMENTS}/{family.key}.yml"
    written = read_entries(folder / file).under(family.key)
    treatment = build(Treatment, file, family.key, {"family": family.key, **written[family.key]}, written)
    _refuse_silence(family, treatment, written, file, folder)
    _refuse_repeated(treatment, written, file)
    _refuse_strangers(treatment, written, file)
    _require_keys(treatment, written, file, folder)
    return treatment


def _refuse_silence(family: Family, treatment: Treatment, written: Entries, file: str, folder: Path) -> None:
    """A component left out by mistake would read as one that the family does not have."""
    for component in load_components(folder):
        if not treatment.components.lists(component) and component not in family.components_without_object:
            place = written.place(file, family.key, "components")
            raise VocabularyError(f'{place}: entry "{family.key}": the component "{component}" has no list; write one.')


def _refuse_repeated(treatment: Treatment, written: Entries, file: str) -> None:
    seen: set[tuple[str, str]] = set()
    for component, word in treatment.words():
        if (component, fold(word)) in seen:
            place = place_of_text(written, file, treatment.family, word)
            raise VocabularyError(f'{place}: entry "{treatment.family}": "{word}" is written twice under {component}.')
        seen.add((component, fold(word)))


def _refuse_strangers(treatment: Treatment, written: Entries, file: str) -> None:
    """A combination is made of substances that the family's lists name."""
    known = {fold(medicine.inn_fr) for medicine in treatment.medicines}
    names = (name for group in treatment.components.medicament for made_of in group.combinations for name in made_of)
    for name in names:
        if fold(name) not in known:
            place = place_of_text(written, file, treatment.family, name)
            raise VocabularyError(
                f'{place}: entry "{treatment.family}": "{name}" stands in a combination and in no list of medicines.'
            )


def _require_keys(treatment: Treatment, written: Entries, file: str, folder: Path) -> None:
    for origin in _origins_of(treatment):
        place = place_of_text(written, file, treatment.family, origin)
        require_known(place, treatment.family, "origin", [origin], load_origins(folder))
    for risk in (risk for group in treatment.continuity_risks for risk in group.risks):
        place = place_of_text(written, file, treatment.family, risk.text)
        require_known(place, treatment.family, "component", [risk.component], load_components(folder))


def _origins_of(treatment: Treatment) -> Iterator[str]:
    for component in Components.model_fields:
        yield from (group.origin for group in treatment.components.lists(component))
    yield from (group.origin for group in treatment.continuity_risks)
