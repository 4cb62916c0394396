"""What readers hand over. The order of the fields is the order in which kb.readings writes them."""

from dataclasses import dataclass

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


@dataclass(frozen=True)
class Payload:
    """Archived bytes, with what a reader may need to know of where they come from."""

    url: str
    body: bytes
    dates_are_ours: bool = False
    """The recording's note says that the row dates were put there by us: they date nothing (design §7)."""


class UnreadablePayload(Exception):
    """Raised by a reader when the bytes do not have the shape it knows. The message is one sentence."""
