"""IFRC GO: emergency appeals → what was asked, what was received, for how many people. The list of countries states no fact."""

import re
from collections.abc import Iterator
from datetime import date

import msgspec

from extraction.formats.estimates import number
from extraction.formats.observations import observation
from extraction.items import ObservationItem, Payload, UnreadablePayload
from kb.vocabulary.areas_loader import area_of

EXTRACTOR = "ifrc_go/1"

_APPEALS = re.compile(r"/api/v2/appeals/(?:\?.*)?$")
_COUNTRIES = re.compile(r"/api/v2/country/(?:\?.*)?$")


class _Place(msgspec.Struct, forbid_unknown_fields=True):
    iso: str | None
    iso3: str | None
    id: int
    record_type: int
    record_type_display: str
    region: int | None
    independent: bool | None
    is_deprecated: bool
    fdrs: str | None
    average_household_size: float | None
    society_name: str | None
    name: str


class _Disaster(msgspec.Struct, forbid_unknown_fields=True):
    id: int
    name: str
    summary: str


class _Region(msgspec.Struct, forbid_unknown_fields=True):
    name: int
    id: int
    region_name: str
    label: str


class _Appeal(msgspec.Struct, forbid_unknown_fields=True):
    """One appeal, every field named (fields seen 2023-03; those that may be null are so in the publisher's own model)."""

    aid: str
    name: str
    dtype: _Disaster | None
    atype: int
    atype_display: str
    status: int
    status_display: str
    code: str | None
    sector: str
    num_beneficiaries: int
    amount_requested: str
    amount_funded: str
    start_date: str
    end_date: str | None
    real_data_update: str | None
    created_at: str
    modified_at: str
    event: int | None
    needs_confirmation: bool
    country: _Place
    region: _Region | None
    id: str


class _Appeals(msgspec.Struct, forbid_unknown_fields=True):
    count: int
    next: str | None
    previous: str | None
    results: list[_Appeal]


_decoder = msgspec.json.Decoder(_Appeals)


def read(payload: Payload) -> Iterator[ObservationItem]:
    """Three observations per appeal. Raises UnreadablePayload on any shape not known here."""
    url = payload.url
    if _COUNTRIES.search(url):
        return  # names and codes, undated: kept in the archive for its spellings
    if not _APPEALS.search(url):
        raise UnreadablePayload(f"Aucune liste connue d’IFRC GO n’est à l’adresse {url}.")
    try:
        answer = _decoder.decode(payload.body)
    except msgspec.ValidationError as error:
        raise UnreadablePayload(
            f"La réponse de {url} n’a pas les champs connus ({error}). Ses octets sont gardés ; le lecteur "
            "extraction/readers/ifrc_go.py doit apprendre cette forme avant de les lire."
        ) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UnreadablePayload(
            f"La réponse de {url} n’est pas du JSON entier ({error}). Relevez de nouveau la source."
        ) from None
    for appeal in answer.results:
        yield from _observations(appeal)


def _observations(appeal: _Appeal) -> Iterator[ObservationItem]:
    facts = {
        "appeals.amount_requested": appeal.amount_requested,
        "appeals.amount_funded": appeal.amount_funded,
        "appeals.num_beneficiaries": str(appeal.num_beneficiaries),
    }
    for indicator, text in facts.items():
        yield _observation(appeal, indicator, text)


def _observation(appeal: _Appeal, indicator: str, text: str) -> ObservationItem:
    start = _day(appeal.start_date)
    end = _day(appeal.end_date) if appeal.end_date else start
    return observation(
        indicator,
        _area(appeal.country),
        f"{start} / {end if appeal.end_date else '…'}",
        (start, end),
        text,
        value=number(text),
        reported=True,
        dimension=("DISASTER_TYPE", appeal.dtype.name) if appeal.dtype else (None, None),
        data_source=appeal.code or appeal.aid,  # the appeal itself: several may run in one country at a time
        comments=_comments(appeal),
        # when the appeal itself last changed; `modified_at` is rewritten every night
        published_on=_day(appeal.real_data_update) if appeal.real_data_update else None,
    )


def _area(place: _Place) -> tuple[str, str]:
    """A region or a cluster of countries says what it is."""
    if place.record_type_display != "Country":
        return "REGION", place.name
    return area_of("ifrc_go", place.iso3 or "", place.name)


def _comments(appeal: _Appeal) -> str:
    told = [appeal.name, appeal.atype_display, appeal.status_display, appeal.sector]
    return " · ".join([*filter(None, told), *(["needs confirmation"] if appeal.needs_confirmation else [])])


def _day(stamp: str) -> str:
    try:
        return date.fromisoformat(stamp[:10]).isoformat()
    except ValueError:
        raise UnreadablePayload(f"{stamp!r} n’est pas une date. Rien de cette réponse n’a été lu.") from None
