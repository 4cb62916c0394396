from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictBool, StringConstraints, model_validator

from kb.vocabulary.icd10 import range_interval

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


def _icd10(text: str) -> str:
    range_interval(text)
    return text


IcdRange = Annotated[str, AfterValidator(_icd10)]


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
    icd10: tuple[IcdRange, ...] = Field(min_length=1)
    synonyms: Synonyms
    # component -> reason: « hors périmètre » for the whole family, never for one patient
    components_without_object: dict[str, Text] = Field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """Every name, the French label first."""
        words = self.synonyms
        return (self.label, self.short, self.en, *words.fr, *words.en, *words.abbreviations)


class SharedCodes(Entry):
    """ICD-10 codes that several families hold on purpose: proposed under each, never picked."""

    codes: IcdRange
    families: tuple[Text, ...] = Field(min_length=2)
    reason: Text


class OutsideCodes(Entry):
    """ICD-10 codes that no family holds, and why."""

    key: Text
    codes: tuple[IcdRange, ...] = Field(min_length=1)
    reason: Text


Use = Literal["famille", "contexte", "non retenu"]
Population = Literal["adulte", "enfant", "femme enceinte"]


class _Placed(Entry):
    """What takes a place here: a component of some families or of all, the context, or none."""

    use: Use
    families: tuple[str, ...] | None = None
    for_all_families: StrictBool = False
    component: str | None = None

    @property
    def owned(self) -> bool:
        """True where one family at least has it for its own."""
        return self.families is not None or self.for_all_families

    @model_validator(mode="after")
    def _has_one_place(self) -> Self:
        if self.use == "famille" and not (self.owned and self.component):
            raise ValueError("use: famille needs families and a component")
        if self.use != "famille" and (self.component or self.for_all_families):
            raise ValueError(f"use: {self.use} takes no component, and families by name only")
        return self


class Indicator(_Placed):
    """A series of a publisher and the place it takes here."""

    code: Text
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
        left_out = self.use == "non retenu"
        if left_out != (self.reason is not None) or (left_out and self.owned):
            raise ValueError("a reason goes with use: non retenu, and with it alone; such a series has no family")
        if self.self_reported and self.producer is None:
            raise ValueError("a self-reported series names its producer")
        return self


class PrefixRule(_Placed):
    """The place of the series that no file names, by the beginnings of their codes."""

    key: Text
    prefixes: tuple[Text, ...] = Field(min_length=1)
    reason: Text

    @model_validator(mode="after")
    def _leaves_out_for_all(self) -> Self:
        if self.use == "non retenu" and self.owned:
            raise ValueError("use: non retenu takes no family")
        return self
