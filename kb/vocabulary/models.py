from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictBool, StringConstraints, model_validator

from kb.vocabulary.icd10 import range_interval

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


def _icd10(text: str) -> str:
    range_interval(text)
    return text


class Entry(BaseModel):
    """An entry of a vocabulary file: closed, so a slip of the keyboard stops at the door; frozen, so it is shared."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Demonyms(Entry):
    """What the people of a country are called: masculine and feminine in French."""

    fr: tuple[Text, ...] = ()
    en: tuple[Text, ...] = ()


class Country(Entry):
    """A country or territory and the names that sources and readers give it."""

    iso3: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
    iso2: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
    fr: Text
    en: Text
    es: tuple[Text, ...] = Field(min_length=1)
    pt: tuple[Text, ...] = Field(min_length=1)
    un: tuple[Text, ...] = ()
    former: tuple[Text, ...] = ()
    also: tuple[Text, ...] = ()
    demonyms: Demonyms = Demonyms()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name in French and English, the French one first."""
        return (self.fr, self.en, *self.un, *self.former, *self.also)

    @property
    def words(self) -> tuple[str, ...]:
        """Every name in the four languages, and the demonyms."""
        return (*self.names, *self.es, *self.pt, *self.demonyms.fr, *self.demonyms.en)


class Component(Entry):
    """An element of the global treatment."""

    key: Text
    label: Text
    description: Text
    # the exams, devices, places and persons that lead to it, as a médecin types them
    words: tuple[Text, ...] = ()


class Places(Entry):
    """Places below the country: the key of the country that each name leads to."""

    cities: Mapping[str, tuple[Text, ...]]
    regions: Mapping[str, tuple[Text, ...]]


class Synonyms(Entry):
    """What a médecin may type for a family."""

    fr: tuple[Text, ...] = ()
    en: tuple[Text, ...] = ()
    abbreviations: tuple[Text, ...] = ()


class Family(Entry):
    """A pathology family: how it is named, and which ICD-10 codes it holds."""

    key: Text
    label: Text
    short: Annotated[Text, Field(max_length=24)]
    en: Text
    icd10: tuple[Annotated[str, AfterValidator(_icd10)], ...] = Field(min_length=1)
    synonyms: Synonyms
    # component -> reason: « hors périmètre » for the whole family, never for one patient
    components_without_object: dict[str, Text] = Field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """Every name, the French label first."""
        words = self.synonyms
        return (self.label, self.short, self.en, *words.fr, *words.en, *words.abbreviations)


Use = Literal["famille", "contexte", "non retenu"]
Population = Literal["adulte", "enfant", "femme enceinte"]


class Indicator(Entry):
    """A series of a publisher and the place it takes here: a component of some families, the context, or none."""

    code: Text
    use: Use
    families: tuple[str, ...] | None = None
    for_all_families: StrictBool = False
    component: str | None = None
    level: Literal["national", "regional", "facility"]
    population: Population | None = None
    # the State answered for itself: shown as such beside every value
    self_reported: StrictBool = False
    # who measured; left out where the series itself does not say
    producer: Text | None = None
    label: Text
    label_en: Text
    label_en_unverified: StrictBool = False
    label_who_fr: Text | None = None
    unit: Text | None = None
    reason: Text | None = None

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        owned = self.families is not None or self.for_all_families
        if self.use == "famille" and not (owned and self.component):
            raise ValueError("use: famille needs families and a component")
        if self.use != "famille" and (self.component or self.for_all_families):
            raise ValueError(f"use: {self.use} takes no component, and families by name only")
        if (self.use == "non retenu") != (self.reason is not None) or (self.use == "non retenu" and owned):
            raise ValueError("a reason goes with use: non retenu, and with it alone; such a series has no family")
        if self.self_reported and self.producer is None:
            raise ValueError("a self-reported series names its producer")
        return self
