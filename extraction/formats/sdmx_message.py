"""SDMX-ML 2.1 data messages of any office, through sdmx1: one observation per figure, dimensions as the message names them."""

import contextlib
import io
from collections.abc import Iterator, Mapping
from typing import Any

from extraction.formats.archives import MAX_BYTES
from extraction.formats.estimates import number, reported, year_bounds
from extraction.items import ObservationItem, Payload, UnreadablePayload
from kb.vocabulary.areas_loader import area_of, by_iso2

AREA, TIME, FREQUENCY = ("GEO", "REF_AREA"), "TIME_PERIOD", "FREQ"
# what sdmx1 lets through when a message is cut, of another version, or no message at all
BROKEN = (RuntimeError, AssertionError, KeyError, IndexError, ValueError, TypeError, AttributeError, SyntaxError)


def read_message(source_key: str, payload: Payload) -> Iterator[ObservationItem]:
    """Every figure of a message that says its areas and its years. Raises UnreadablePayload."""
    message = _parsed(payload)
    if message.footer is not None:
        said = " ".join(str(text) for text in message.footer.text)
        raise UnreadablePayload(f"L’éditeur annonce à {payload.url} qu’il prépare encore sa réponse (« {said} »).")
    for dataset in message.data:
        code = dataset.structured_by.id if dataset.structured_by else None
        if code is None:
            raise UnreadablePayload(f"Le message de {payload.url} ne dit pas de quel tableau il vient.")
        for one in dataset.obs:
            yield _observation(source_key, payload.url, code.removeprefix("DSD_"), one)


def _parsed(payload: Payload) -> Any:
    """Imported here: sdmx1 and what it needs are an extra, and only these offices use it."""
    try:
        import sdmx
        from sdmx.exceptions import XMLParseError
    except ModuleNotFoundError as error:
        raise UnreadablePayload(
            f"Le message de {payload.url} se lit avec sdmx1, qui n’est pas installé ({error.name}) : installez l’extra sdmx."
        ) from None
    if len(payload.body) > MAX_BYTES:
        raise UnreadablePayload(f"Le message de {payload.url} dépasse {MAX_BYTES >> 20} Mo : rien n’en a été lu.")
    if b"<!DOCTYPE" in payload.body[:4096].upper():  # a web page, or entities made to unfold without end
        raise UnreadablePayload(
            f"{payload.url} n’a pas répondu un message SDMX : il déclare un type de document, et rien n’en a été lu."
        )
    try:
        with contextlib.redirect_stdout(io.StringIO()):  # sdmx1 prints its state when it fails
            return sdmx.read_sdmx(io.BytesIO(payload.body))
    except (*BROKEN, XMLParseError) as error:
        said = " ".join(str(error).split())[:120]
        raise UnreadablePayload(f"{payload.url} n’a pas répondu un message SDMX entier ({said}).") from None


def _observation(source_key: str, url: str, code: str, one: Any) -> ObservationItem:
    key = {name: str(value.value) for name, value in one.key.values.items()}
    place = next((key.pop(name) for name in AREA if name in key), None)
    period = key.pop(TIME, "")
    days = year_bounds(period)
    if place is None or days is None:
        raise UnreadablePayload(
            f"Une ligne de {url} ne dit pas son pays ou son année ({period!r}) : rien n’en a été lu."
        )
    key.pop(FREQUENCY, None)  # the period says it
    kinds = _three(key)
    area_type, area = area_of(source_key, by_iso2().get(place, place))
    text = "" if one.value is None else str(one.value)
    attributes = {name: str(value.value) for name, value in one.attached_attribute.items()}
    return ObservationItem(
        indicator=code,
        area_type=area_type,
        area=area,
        period_as_stated=period,
        dim1_type=kinds[0][0],
        dim1=kinds[0][1],
        dim2_type=kinds[1][0],
        dim2=kinds[1][1],
        dim3_type=kinds[2][0],
        dim3=kinds[2][1],
        data_source=None,
        period_start=days[0],
        period_end=days[1],
        value_as_published=text,
        value=number(text),
        low=None,
        high=None,
        comments=" · ".join(f"{name}: {value}" for name, value in attributes.items()) or None,
        published_on=None,
        reported=reported(text),
    )


def _three(key: Mapping[str, str]) -> list[tuple[str | None, str | None]]:
    """The dimensions in three places; from the fourth on they share the last, none is dropped."""
    named: list[tuple[str | None, str | None]] = list(key.items())
    if len(named) > 3:
        rest = list(key.items())[2:]
        named = [*named[:2], ("|".join(kind for kind, _ in rest), "|".join(value for _, value in rest))]
    return [*named, (None, None), (None, None), (None, None)][:3]
