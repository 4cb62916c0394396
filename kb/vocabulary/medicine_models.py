from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from kb.vocabulary.models import Entry, Synonyms, Text
from kb.vocabulary.strengths import Strength

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:_[a-z0-9]+)*$")]
Kind = Literal["substance", "association", "intitulé"]


class DoseForm(Entry):
    """A dose form and the words that lists use for it; the first French word is its name."""

    key: Slug
    fr: tuple[Text, ...] = Field(min_length=1)
    en: tuple[Text, ...] = ()

    @property
    def label(self) -> str:
        """The form's name."""
        return self.fr[0]


class MedicineClass(Entry):
    """Words that mean several medicines at once; it may lie within a wider class."""

    key: Slug
    fr: tuple[Text, ...] = Field(min_length=1)
    en: tuple[Text, ...] = ()
    abbreviations: tuple[Text, ...] = ()
    within: Slug | None = None

    @property
    def label(self) -> str:
        """The class's name."""
        return self.fr[0]

    @property
    def names(self) -> tuple[str, ...]:
        """Every word that asks for it."""
        return (*self.fr, *self.en, *self.abbreviations)


class Origin(Entry):
    """Where the link between a brand and its INN was read, and when."""

    key: Slug
    title: Text
    dated: Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]


class NameWords(Entry):
    """What lists write around a name without changing it, kind by kind."""

    pharmacopoeias: tuple[Text, ...]
    trailing_salts: tuple[Text, ...]
    leading_salts: tuple[Text, ...]
    equivalences: tuple[Text, ...]
    packaging: tuple[Text, ...]
    paediatric: tuple[Text, ...]
    combined: tuple[Text, ...]
    joining: tuple[Text, ...]
    alternatives: tuple[Text, ...]


class ListedName(Entry):
    """How published lists write a medicine where no rule reads it, and why it means this one."""

    name: Text
    medicine: Slug
    reason: Text


class UsualForm(Entry):
    """A usual presentation, as written in the vocabulary and as read."""

    text: Text
    form: Slug
    strengths: tuple[Strength, ...] = Field(min_length=1)
    paediatric: bool


class Brand(Entry):
    """A brand, the origin of its link to the INN, and the date of that origin."""

    name: Text
    origin: Origin


class Medicine(Entry):
    """A substance, a fixed combination, or the heading under which lists put several substances without saying which.

    A combination is never its parts, nor a heading one of the medicines it may stand for.
    """

    key: Slug
    fr: Text
    en: Text
    synonyms: Synonyms = Synonyms()
    salts: tuple[Text, ...] = ()
    combination_of: tuple[Slug, ...] = ()
    any_of: tuple[Slug, ...] = ()
    classes: tuple[Slug, ...] = ()
    families: tuple[Slug, ...] = ()
    brands: tuple[Brand, ...] = ()
    forms: tuple[UsualForm, ...] = ()

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        for field, keys in (("combination_of", self.combination_of), ("any_of", self.any_of)):
            if keys and len(set(keys)) != len(keys):
                raise ValueError(f"{field} names one medicine twice")
            if len(keys) == 1:
                raise ValueError(f"{field} needs two medicines at least")
        if self.combination_of and self.any_of:
            raise ValueError("an entry is a combination or a heading, not both")
        return self

    @property
    def kind(self) -> Kind:
        """What the entry is."""
        if self.combination_of:
            return "association"
        return "intitulé" if self.any_of else "substance"

    @property
    def names(self) -> tuple[str, ...]:
        """Every name but the abbreviations and the brands, the French INN first."""
        return (self.fr, self.en, *self.synonyms.fr, *self.synonyms.en, *self.salts)


Medicines = Mapping[str, Medicine]
