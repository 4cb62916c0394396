from collections.abc import Iterator
from datetime import date
from typing import Annotated

from pydantic import Field, StrictBool, StringConstraints

from kb.vocabulary.models import Entry, Text


class Origin(Entry):
    """Where a list of words comes from."""

    key: Text
    name: Text
    # of the source, or of the day the list was drawn up: a year, a month or a day
    date: Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2}){0,2}$")]
    # True once someone read the list against the source's own text
    checked: StrictBool

    @property
    def label(self) -> str:
        """How the origin is named beside a list."""
        return self.name if self.checked else f"{self.name} (non vérifié)"


class Medicine(Entry):
    """A substance, by its French international name, and the forms a child can take."""

    inn_fr: Text
    child_forms: tuple[Text, ...] = ()


class MedicineList(Entry):
    """Substances that one origin names together, and the fixed combinations they come in."""

    title: Text
    origin: Text
    medicines: tuple[Medicine, ...] = Field(min_length=1)
    combinations: tuple[Annotated[tuple[Text, ...], Field(min_length=2)], ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """The names of the substances."""
        return tuple(medicine.inn_fr for medicine in self.medicines)


class TermList(Entry):
    """Acts, exams, devices, places, people… that one origin names together."""

    title: Text | None = None
    origin: Text
    terms: tuple[Text, ...] = Field(min_length=1)

    @property
    def words(self) -> tuple[str, ...]:
        """The terms themselves."""
        return self.terms


class Risk(Entry):
    """What may break the continuity of care, and the component it bears on."""

    component: Text
    text: Text


class RiskList(Entry):
    """Risks that one origin names together."""

    origin: Text
    risks: tuple[Risk, ...] = Field(min_length=1)


class Components(Entry):
    """The lists of each component, in the order of components.yml. A list of medicines stands under medicament alone."""

    medicament: tuple[MedicineList, ...] = ()
    soin_technique: tuple[TermList, ...] = ()
    examen_biologie: tuple[TermList, ...] = ()
    examen_imagerie: tuple[TermList, ...] = ()
    dispositif: tuple[TermList, ...] = ()
    structure: tuple[TermList, ...] = ()
    personnel: tuple[TermList, ...] = ()
    urgence_transport: tuple[TermList, ...] = ()
    couverture_cout: tuple[TermList, ...] = ()
    suivi_rythme: tuple[TermList, ...] = ()
    environnement: tuple[TermList, ...] = ()

    def lists(self, component: str) -> tuple[MedicineList | TermList, ...]:
        """The lists of one component."""
        found: tuple[MedicineList | TermList, ...] = getattr(self, component)
        return found


class Treatment(Entry):
    """The words of the global treatment of a family: to read and to search with. It says what no patient needs."""

    family: Text
    drawn_up_on: date
    components: Components
    continuity_risks: tuple[RiskList, ...] = Field(min_length=1)

    @property
    def medicines(self) -> tuple[Medicine, ...]:
        """Every substance of the family, list after list."""
        return tuple(medicine for group in self.components.medicament for medicine in group.medicines)

    def words(self) -> Iterator[tuple[str, str]]:
        """Every word with its component."""
        for component in Components.model_fields:
            for group in self.components.lists(component):
                yield from ((component, word) for word in group.words)
