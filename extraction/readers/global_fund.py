"""The Global Fund: what its data explorer tells of each country, in HTML inside one JSON list."""

from collections.abc import Iterator

import msgspec

from extraction.items import Payload, UnreadablePayload
from extraction.reports import Report, Stated, extractor
from extraction.text.pages import read_pages
from kb.vocabulary.areas_loader import area_of

EXTRACTOR = extractor("global_fund/1")


class _Note(msgspec.Struct, forbid_unknown_fields=True):
    """The note of one country. What begins with `_` is the publisher's own bookkeeping: it dates and signs nothing."""

    iso3: str
    summary: str
    summary_fr: str | None
    summary_de: str | None
    _id: str
    _by: str
    _mby: str
    _modified: int | None = None
    _created: int | None = None


_decoder = msgspec.json.Decoder(list[_Note])


def reports(payload: Payload) -> Iterator[Report]:
    """One report per country and language. Raises UnreadablePayload for any other shape."""
    try:
        notes = _decoder.decode(payload.body)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UnreadablePayload(
            f"La liste des notes par pays de {payload.url} n’a pas les champs connus ({error}). Ses octets sont gardés ; le "
            "lecteur extraction/readers/global_fund.py doit apprendre cette forme avant de les lire."
        ) from None
    for note in notes:
        for lang, text in ((None, note.summary), ("fr", note.summary_fr), ("de", note.summary_de)):
            if text is not None:
                yield _report(payload.url, note.iso3, lang, text)


def _report(url: str, iso3: str, lang: str | None, text: str) -> Report:
    """A note has no address of its own: it is named by that of the list and by its country."""
    document = f"{url}#{iso3}" + (f"-{lang}" if lang else "")
    _, area = area_of("global_fund", iso3)
    return Report(document, read_pages(text.encode(), "text/html; charset=utf-8"), Stated(countries=(area,), lang=lang))
