"""What readers hand over. The order of the fields is the order in which kb.readings writes them (kb.kinds)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import msgspec


class ObservationItem(msgspec.Struct, frozen=True):
    """One published figure or category of one area, period and set of dimensions.

    Days are ISO text (`2015-12-31`): the base writes millions of them, and text is what both engines take.
    The first eleven fields are its identity inside a source.
    """

    indicator: str
    area_type: str
    area: str
    period_as_stated: str
    dim1_type: str | None
    dim1: str | None
    dim2_type: str | None
    dim2: str | None
    dim3_type: str | None
    dim3: str | None
    data_source: str | None
    period_start: str
    period_end: str
    value_as_published: str | None
    value: float | None
    low: float | None
    high: float | None
    comments: str | None
    published_on: str | None
    reported: bool


class ListingItem(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of a list of medicines. The first five fields are its identity; `parts` is a JSON list of keys."""

    list_kind: str
    area: str
    name: str
    reference: str | None = None
    period_as_stated: str | None = None
    period_start: str | None = None
    period_end: str | None = None
    medicine: str | None = None
    parts: str | None = None
    form: str | None = None
    strengths: str | None = None
    brand: str | None = None
    holder: str | None = None
    paediatric: bool = False
    level: str | None = None
    comments: str | None = None
    published_on: str | None = None


class ReportItem(msgspec.Struct, frozen=True, kw_only=True):
    """One report, named by its own address. `countries` is a JSON list of ISO alpha-3 keys."""

    document: str
    title: str | None = None
    published_by: str | None = None
    authors: str | None = None
    countries: str = "[]"
    lang: str | None = None
    published_on: str | None = None
    published_evidence: str | None = None
    media: str | None = None
    pages: int | None = None
    unread_reason: str | None = None


class ReportPassageItem(msgspec.Struct, frozen=True, kw_only=True):
    """One passage of a report: `text` stands at `start`…`end` of the extracted text of `page`, to the letter."""

    document: str
    page: int
    ordinal: int
    start: int
    end: int
    text: str
    heading: str | None = None
    lang: str | None = None
    private_person: bool = False
    person_cue: str | None = None
    countries: str = "[]"


class SignalItem(msgspec.Struct, frozen=True, kw_only=True):
    """One continuity signal about one area, as the extractor saw it. Lists are JSON text."""

    document: str
    area: str
    type: str
    page: int
    start: int
    end: int
    polarity: str
    quote: str
    cue: str
    rule: str
    lang: str | None = None
    component: str
    families: str = "[]"
    products: str = "[]"
    amounts: str = "[]"
    place: str | None = None
    level: str | None = None
    population: str | None = None
    period_as_stated: str | None = None
    period_start: str | None = None
    period_end: str | None = None
    published_on: str | None = None
    private_person: bool = False


Item = ObservationItem | ListingItem | ReportItem | ReportPassageItem | SignalItem
KIND_OF: Mapping[type, str] = {
    ObservationItem: "observation",
    ListingItem: "listing",
    ReportItem: "document",
    ReportPassageItem: "passage",
    SignalItem: "signal",
}


@dataclass(frozen=True)
class Payload:
    """Archived bytes, with what a reader may need to know of where they come from."""

    url: str
    body: bytes
    dates_are_ours: bool = False
    """The recording's note says that the row dates were put there by us: they date nothing (design §7)."""
    media_type: str | None = None
    told: Mapping[str, Any] = field(default_factory=dict)
    """What a listing said of this address before it was opened (title, date, publisher)."""
    retrieved_on: date | None = None
    """The last day on which these bytes can have been served: the day of capture or of retrieval, the end of a month or year of
    which no day is recorded. None where nothing is recorded."""


class UnreadablePayload(Exception):
    """Raised by a reader when the bytes do not have the shape it knows. The message is one sentence."""
