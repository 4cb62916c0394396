"""ReliefWeb: reports told by the API (text in the field `body`), and the PDF files attached to them."""

from collections.abc import Iterator
from typing import Any

import msgspec

from extraction.items import Payload, UnreadablePayload
from extraction.listed import listed_report
from extraction.reports import Report, Stated, day_of, extractor, text_reading
from kb.vocabulary.areas_loader import COUNTRY, area_of

EXTRACTOR = extractor("reliefweb/1")
EMPTY = "vide : la notice de ReliefWeb n’a pas de texte"


class _Named(msgspec.Struct, forbid_unknown_fields=True):
    """An organisation, a theme or a format."""

    name: str
    id: int | str | None = None
    shortname: str | None = None
    longname: str | None = None
    homepage: str | None = None
    type: Any = None
    href: str | None = None


class _Country(msgspec.Struct, forbid_unknown_fields=True):
    iso3: str
    name: str
    id: int | str | None = None
    shortname: str | None = None
    primary: bool | None = None
    location: Any = None
    href: str | None = None


class _Language(msgspec.Struct, forbid_unknown_fields=True):
    code: str
    name: str
    id: int | str | None = None


class _File(msgspec.Struct, forbid_unknown_fields=True):
    """An attached file; the crawl fetches it under its own address."""

    url: str
    filename: str
    id: int | str | None = None
    mimetype: str | None = None
    filesize: int | str | None = None
    description: str | None = None
    preview: Any = None


class _Dates(msgspec.Struct, forbid_unknown_fields=True):
    """`original` is the day of publication by the source; the two others are ReliefWeb's own."""

    created: str
    changed: str | None = None
    original: str | None = None


class _Fields(msgspec.Struct, forbid_unknown_fields=True, rename={"body_html": "body-html"}):
    """One report. `format` and `theme` are the words under which ReliefWeb files it; the text is read from `body`."""

    title: str
    url: str
    date: _Dates
    id: int | str | None = None
    url_alias: str | None = None
    body: str = ""
    body_html: str = ""
    primary_country: _Country | None = None
    country: list[_Country] = []
    source: list[_Named] = []
    language: list[_Language] = []
    format: list[_Named] = []
    theme: list[_Named] = []
    file: list[_File] = []


class _Entry(msgspec.Struct, forbid_unknown_fields=True):
    id: str
    fields: _Fields
    score: float | None = None
    href: str | None = None


class _Answer(msgspec.Struct, forbid_unknown_fields=True):
    """The envelope, as recorded; the crawl reads its counts, nobody reads its clocks."""

    data: list[_Entry]
    totalCount: int  # noqa: N815  (the publisher's own name)
    count: int
    time: int | None = None
    took: int | None = None
    href: str | None = None
    links: Any = None


_decoder = msgspec.json.Decoder(_Answer)


def reports(payload: Payload) -> Iterator[Report]:
    """The reports of an answer of the API, or the one report of an attached file. Raises UnreadablePayload."""
    if payload.told.get("part_of"):
        yield listed_report(payload)
        return
    try:
        answer = _decoder.decode(payload.body)
    except msgspec.ValidationError as error:
        raise UnreadablePayload(
            f"La réponse de {payload.url} n’a pas les champs connus ({error}). Ses octets sont gardés ; le lecteur "
            "extraction/readers/reliefweb.py doit apprendre cette forme avant de les lire."
        ) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UnreadablePayload(
            f"La réponse de {payload.url} n’est pas du JSON entier ({error}). Relevez de nouveau la source."
        ) from None
    for entry in answer.data:
        yield Report(entry.fields.url, text_reading(entry.fields.body, EMPTY), _stated(entry.fields))


def _stated(fields: _Fields) -> Stated:
    named = fields.country or ([fields.primary_country] if fields.primary_country else [])
    areas = [area_of("reliefweb", country.iso3.upper()) for country in named]
    return Stated(
        title=fields.title,
        published_by=" ; ".join(source.name for source in fields.source) or None,
        countries=tuple(dict.fromkeys(area for kind, area in areas if kind == COUNTRY)),
        # a report filed under several languages says nothing of the one its text is in
        lang=fields.language[0].code if len(fields.language) == 1 else None,
        published_on=day_of(fields.date.original),
        words="date.original",
    )
