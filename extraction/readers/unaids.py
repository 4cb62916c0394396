"""UNAIDS: the archives of AIDSinfo and the workbook 1990-2018 → observations."""

import re
from collections.abc import Iterator

from extraction.formats.unaids_export import read_export
from extraction.formats.unaids_workbook import read_workbook
from extraction.items import ObservationItem, Payload, UnreadablePayload
from kb.vocabulary.indicators_loader import load_indicators

EXTRACTOR = "unaids/1"

_EXPORT = re.compile(r"/(?:Estimates|GAM|NCPI)_(?:\d{4}|\{year\})_en\.zip$")
_WORKBOOK = re.compile(r"/HIV_estimates_from_1990-to-present\.xlsx$")
# AIDSinfo codes are written in capitals; the workbook has none, its own titles stand for codes
_CODE = re.compile(r"[A-Z0-9_]+")


def read(payload: Payload) -> Iterator[ObservationItem]:
    """Every figure with its bounds, all area types kept. Raises UnreadablePayload on any shape not known here."""
    path = payload.url.partition("?")[0]
    if _EXPORT.search(path):
        yield from read_export(payload)
    elif _WORKBOOK.search(path):
        titles = [code for code in load_indicators("unaids") if not _CODE.fullmatch(code)]
        yield from read_workbook(payload, titles)
    else:
        raise UnreadablePayload(f"Aucun fichier connu de l’ONUSIDA n’est à l’adresse {payload.url}.")
