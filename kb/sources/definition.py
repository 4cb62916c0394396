"""A source introduces itself in a YAML file; it is read strictly, so a slip of the keyboard stops at the door."""

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, ValidationError, field_validator, model_validator

from kb.errors import BadDefinition, UnknownKey
from kb.sources.listing import Listing
from kb.sources.sites import site_of
from kb.sources.strict import Strict
from kb.vocabulary.errors import VocabularyError
from kb.vocabulary.files import read_entries
from kb.vocabulary.standing import SOURCES, words_then

FOLDER = Path(__file__).parent

Tier = Literal["official", "multilateral", "ngo", "press"]
Redistribution = Literal["full", "figures", "quote", "reference"]


class Expectation(Strict):
    """What a healthy run brings of one measure, bounds included."""

    min: int
    max: int

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.min > self.max:
            raise ValueError(f"min {self.min} is above max {self.max}")
        return self


class Covers(Strict):
    """What the source could speak of. Silence is only reported inside this."""

    since: int
    countries: Literal["world"] | list[str]
    families: Literal["all"] | list[str]
    components: list[str]
    """Empty for a source whose series all stand in the context: it is interrogated on no component."""
    languages: list[str] = Field(min_length=1)


class Licence(Strict):
    """The name of the terms and where the publisher states them."""

    name: str
    stated_at: str


class Republication(Strict):
    """Series that another source published first: a figure republished is the same witness, and not a second one."""

    of: str
    """Key of the source that published first."""
    series: dict[str, str] = Field(min_length=1)
    """Code here → code there."""
    because: str = Field(min_length=10)


class Pace(Strict):
    """The publisher's own pace, where he states one; without it a crawl waits two seconds between requests."""

    seconds: float = Field(ge=0, le=300)
    because: str = Field(min_length=10)


class Retired(Strict):
    """A source that is no longer asked, since a day and for a reason; what it said stays, and is cited."""

    on: date
    reason: str = Field(min_length=10)


class SourceDefinition(Strict):
    """One file of kb/sources/. An unknown or missing key fails at load, with the file named."""

    key: str
    title: str
    short: str
    publisher: str
    producer: str
    tier: Tier
    status: Literal["active", "jamais vue en vrai"]
    retired: Retired | None = None
    checked: date | Literal["never"] = "never"
    """The last day on which a person saw the addresses below answer."""
    home: str
    data_url: str
    hosts: list[Annotated[str, Field(pattern=r"^[a-z0-9.-]+(:\d+)?$")]] = Field(default_factory=list)
    """Other hosts that the source is served from: a crawl asks no host that is named neither here nor in an address."""
    pace: Pace | None = None
    republishes: list[Republication] = Field(default_factory=list)
    interest: str | None = Field(default=None, min_length=10)
    """What this publisher has at stake in what it says, in French; kb/vocabulary/source_types.yml says it for its type."""
    listing: Listing | None = None
    """How to walk a site of reports; a source that has it needs no spider of its own."""
    covers: Covers
    indicators: str | None = None
    cadence_days: int = Field(gt=0)
    licence: Licence
    redistribution: Redistribution = "reference"
    cite_as: str
    limits: str
    expect: dict[str, Expectation] = Field(min_length=1)
    expect_replay: dict[str, Expectation] = Field(default_factory=dict)

    @field_validator("data_url")
    @classmethod
    def _a_plain_address(cls, url: str) -> str:
        site_of(url)
        return url

    @property
    def is_kept_up(self) -> bool:
        """True for a source that `--due` and `--all` crawl; any other is crawled by name only."""
        return self.status == "active" and self.retired is None

    @property
    def own_producer(self) -> str | None:
        """Who wrote a report that names nobody: the publisher, where the definition says that it writes what it publishes."""
        return self.producer if self.producer == self.publisher else None

    def expected(self, *, replay: bool) -> dict[str, Expectation]:
        """The ranges a run is judged on: under replay, what the recording can hold."""
        return self.expect_replay if replay and self.expect_replay else self.expect

    @property
    def sites(self) -> frozenset[str]:
        """The hosts that a crawl of this source may ask."""
        start = self.listing.start if self.listing else []
        return frozenset({*map(site_of, (self.data_url, *start)), *self.hosts})


def load(path: Path) -> SourceDefinition:
    """Read one definition, or say in one sentence which key of which file is wrong."""
    try:
        return SourceDefinition.model_validate({"key": path.stem, **read_entries(path)})
    except (VocabularyError, UnicodeDecodeError, OSError) as error:
        raise BadDefinition(f"{path.name} is not readable: {error}") from None
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise BadDefinition(
            f"{path.name}: {where}: {first['msg']}. Compare with the model in kb/sources/definition.py."
        ) from None


def all_sources() -> dict[str, SourceDefinition]:
    """Every definition by key: today's, or those of the release that is read (kb.vocabulary.standing).

    What may be shown of a source is always said by today's licence: terms may have been narrowed since.
    """
    today, then = read_all(FOLDER), words_then()
    return _as_then(then / SOURCES, FOLDER) if then else today


@lru_cache
def read_all(folder: Path) -> dict[str, SourceDefinition]:
    """Every definition of a folder, by key."""
    return {path.stem: load(path) for path in sorted(folder.glob("*.yml"))}


@lru_cache
def _as_then(then: Path, now: Path) -> dict[str, SourceDefinition]:
    today = read_all(now)
    return {
        key: one.model_copy(update={"redistribution": today[key].redistribution if key in today else "reference"})
        for key, one in read_all(then).items()
    }


def source(key: str) -> SourceDefinition:
    """The definition of one source."""
    try:
        return all_sources()[key]
    except KeyError:
        raise UnknownKey(f"No source is called {key!r}. Known sources: {', '.join(all_sources())}.") from None
