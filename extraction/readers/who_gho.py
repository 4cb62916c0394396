"""WHO, Global Health Observatory, OData: one answer of `/api/<CODE>` → observations."""

import html
import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

import msgspec

from extraction.items import ObservationItem, Payload, UnreadablePayload

EXTRACTOR = "who_gho/1"

# « Not reported » is a value with a name; the words the publisher used stay in value_as_published.
NOT_REPORTED = {"", ".", "...", "…", "no data", "no data received", "no response", "nr", "documentation not received"}

# Before 2023 the service wrote BTSX where it now writes SEX_BTSX: one code for both.
_PREFIXED = {"SEX", "AGEGROUP", "RESIDENCEAREATYPE", "WEALTHQUINTILE", "EDUCATIONLEVEL"}
_PLAIN_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_PATH = re.compile(r"/api/(?P<code>[^/?]+)(?:\?.*)?$")


class _Row(msgspec.Struct, forbid_unknown_fields=True):
    """One row, every field named: a missing or an extra field is an error, never a guess (fields seen 2026-10)."""

    Id: int
    IndicatorCode: str
    SpatialDimType: str
    SpatialDim: str
    TimeDimType: str
    ParentLocationCode: str | None
    ParentLocation: str | None
    Dim1Type: str | None
    Dim1: str | None
    TimeDim: int
    Dim2Type: str | None
    Dim2: str | None
    Dim3Type: str | None
    Dim3: str | None
    DataSourceDimType: str | None
    DataSourceDim: str | None
    Value: str | None
    NumericValue: float | None
    Low: float | None
    High: float | None
    Comments: str | None
    Date: str | None
    TimeDimensionValue: str
    TimeDimensionBegin: str
    TimeDimensionEnd: str


class _Answer(msgspec.Struct, forbid_unknown_fields=True):
    context: str = msgspec.field(name="@odata.context")
    value: list[_Row]
    next_link: str | None = msgspec.field(name="@odata.nextLink", default=None)


_decoder = msgspec.json.Decoder(_Answer)


def read(payload: Payload) -> Iterator[ObservationItem]:
    """Every row of one answer, all area types kept. Raises UnreadablePayload on any shape not known here."""
    code = indicator_of(payload.url)
    if code is None:
        return  # a list of codes or of countries: kept in the archive, holds no observation
    try:
        answer = _decoder.decode(payload.body)
    except msgspec.ValidationError as error:
        raise UnreadablePayload(
            f"La réponse de {payload.url} n’a pas les champs connus ({error}). Ses octets sont gardés ; le lecteur "
            "extraction/readers/who_gho.py doit apprendre cette forme avant de les lire."
        ) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UnreadablePayload(
            f"La réponse de {payload.url} n’est pas du JSON entier ({error}). Relevez de nouveau la source."
        ) from None
    for row in answer.value:
        if row.IndicatorCode != code:
            raise UnreadablePayload(f"La réponse de {payload.url} parle de {row.IndicatorCode}. Rien n’en a été lu.")
        yield _observation(row, payload.dates_are_ours)


def indicator_of(url: str) -> str | None:
    """The indicator code in an address of observations; None for the catalogue and the dimensions."""
    found = _PATH.search(url)
    code = found["code"] if found else None
    return None if code in {None, "Indicator", "Dimension"} else code


def _observation(row: _Row, dates_are_ours: bool) -> ObservationItem:
    published = None if row.Value is None else html.unescape(row.Value)
    stated = (published or "").strip()
    return ObservationItem(
        indicator=row.IndicatorCode,
        area_type=row.SpatialDimType,
        area=row.SpatialDim,
        period_as_stated=row.TimeDimensionValue,
        dim1_type=row.Dim1Type,
        dim1=_dimension(row.Dim1Type, row.Dim1),
        dim2_type=row.Dim2Type,
        dim2=_dimension(row.Dim2Type, row.Dim2),
        dim3_type=row.Dim3Type,
        dim3=_dimension(row.Dim3Type, row.Dim3),
        data_source=row.DataSourceDim,
        # the offset is that of a server in Geneva: the local day is the one that is meant
        period_start=_day(row.TimeDimensionBegin),
        period_end=_day(row.TimeDimensionEnd),
        value_as_published=published,
        value=_number(row.NumericValue, stated),
        low=row.Low,
        high=row.High,
        comments=None if row.Comments is None else html.unescape(row.Comments),
        published_on=_day(row.Date) if row.Date and not dates_are_ours else None,
        reported=row.NumericValue is not None or stated.lower() not in NOT_REPORTED,
    )


@lru_cache(maxsize=4096)
def _day(stamp: str) -> str:
    try:
        return date.fromisoformat(stamp[:10]).isoformat()
    except ValueError:
        raise UnreadablePayload(f"{stamp!r} n’est pas une date. Rien de cette réponse n’a été lu.") from None


def _number(numeric: float | None, stated: str) -> float | None:
    """WHO's own number; else the display text where it is nothing but a number (« <1 » stays text)."""
    if numeric is not None:
        return numeric
    return float(stated) if _PLAIN_NUMBER.fullmatch(stated) else None


def _dimension(kind: str | None, code: str | None) -> str | None:
    if kind in _PREFIXED and code and not code.startswith(f"{kind}_"):
        return f"{kind}_{code}"
    return code
