"""World Bank, indicators API v2: one page of one series → observations."""

import re
from collections.abc import Iterator

import msgspec

from extraction.formats.estimates import year_bounds
from extraction.formats.observations import observation
from extraction.items import ObservationItem, Payload, UnreadablePayload
from kb.vocabulary.areas_loader import area_of

EXTRACTOR = "world_bank/1"

_CODE = re.compile(r"/indicator/(?P<code>[^/?]+)(?:\?.*)?$")


class _Header(msgspec.Struct, forbid_unknown_fields=True):
    page: int
    pages: int
    per_page: int | str  # a number or its text, according to the day
    total: int
    sourceid: str | None
    lastupdated: str | None


class _Named(msgspec.Struct, forbid_unknown_fields=True):
    id: str
    value: str


class _Row(msgspec.Struct, forbid_unknown_fields=True):
    """One row, every field named: a missing or an extra field is an error, never a guess (fields seen 2026-07)."""

    indicator: _Named
    country: _Named
    countryiso3code: str
    date: str
    value: msgspec.Raw  # the characters that were served: a float would write 1e5 where they wrote 100000
    unit: str
    obs_status: str
    decimal: int


class _Told(msgspec.Struct):
    value: str


class _Refusal(msgspec.Struct):
    message: list[_Told]


_page = msgspec.json.Decoder(tuple[_Header, list[_Row] | None])
_refusal = msgspec.json.Decoder(tuple[_Refusal])


def read(payload: Payload) -> Iterator[ObservationItem]:
    """Every row, aggregates and rows without a value kept. Raises UnreadablePayload on any shape not known here."""
    url, found = payload.url, _CODE.search(payload.url)
    for row in _rows(url, payload.body):
        if found is None or row.indicator.id != found["code"]:
            raise UnreadablePayload(f"La réponse de {url} parle de {row.indicator.id}. Rien n’en a été lu.")
        yield _observation(url, row)


def _rows(url: str, body: bytes) -> list[_Row]:
    try:
        return _page.decode(body)[1] or []
    except msgspec.ValidationError as error:
        raise UnreadablePayload(_refused(url, body) or _unknown_shape(url, str(error))) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UnreadablePayload(
            f"La réponse de {url} n’est pas du JSON entier ({error}). Relevez de nouveau la source."
        ) from None


def _refused(url: str, body: bytes) -> str | None:
    """An unknown code is answered by HTTP 200 and a list of one element."""
    try:
        told = _refusal.decode(body)[0].message
    except msgspec.ValidationError:
        return None
    return f"La Banque mondiale ne connaît pas cette série ({url}) : « {' ; '.join(one.value for one in told)} »."


def _unknown_shape(url: str, error: str) -> str:
    return (
        f"La réponse de {url} n’a pas les champs connus ({error}). Ses octets sont gardés ; le lecteur "
        "extraction/readers/world_bank.py doit apprendre cette forme avant de les lire."
    )


def _observation(url: str, row: _Row) -> ObservationItem:
    days = year_bounds(row.date)
    if days is None:
        raise UnreadablePayload(f"{row.date!r} n’est pas une année dans {url} : rien n’en a été lu.")
    text = bytes(row.value).decode()
    value = _number(url, row.value)
    return observation(
        row.indicator.id,
        area_of("world_bank", row.countryiso3code, row.country.value),
        row.date,
        days,
        None if value is None else text,
        value=value,
        reported=value is not None,
        # `lastupdated` dates the whole database, not this row: it stays in the archived answer and dates nothing here
        comments=row.obs_status or None,
    )


def _number(url: str, served: msgspec.Raw) -> float | None:
    try:
        return msgspec.json.decode(served, type=float | None)
    except msgspec.ValidationError:
        raise UnreadablePayload(_unknown_shape(url, f"a value that is no number: {bytes(served).decode()}")) from None
