"""Human Rights Watch: its web pages, and the recorded articles of 2019, whose text somebody had drawn from the page already."""

from collections.abc import Iterator

import msgspec

from extraction.items import Payload, UnreadablePayload
from extraction.listed import listed_report
from extraction.reports import Report, Stated, day_of, extractor, named_countries, text_reading

EXTRACTOR = extractor("hrw/1")
EMPTY = "vide : aucun texte dans l’article enregistré"


class _Article(msgspec.Struct, forbid_unknown_fields=True):
    """An article as it was recorded: `date` is a day, sometimes with an hour; `tag` is the line of regions and countries."""

    url: str
    title: str
    date: str
    content: str
    tag: str


_decoder = msgspec.json.Decoder(_Article)


def reports(payload: Payload) -> Iterator[Report]:
    """One report per address. Raises UnreadablePayload for JSON of another shape."""
    if "json" not in (payload.media_type or ""):
        yield listed_report(payload)
        return
    try:
        article = _decoder.decode(payload.body)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UnreadablePayload(
            f"L’article enregistré à {payload.url} n’a pas les champs connus ({error}). Ses octets sont gardés ; le lecteur "
            "extraction/readers/hrw.py doit apprendre cette forme avant de les lire."
        ) from None
    yield Report(payload.url, text_reading(article.content, EMPTY), _stated(article))


def _stated(article: _Article) -> Stated:
    return Stated(
        title=" ".join(article.title.split()),
        countries=named_countries(article.tag),
        published_on=day_of(article.date),
        words="date",
    )
