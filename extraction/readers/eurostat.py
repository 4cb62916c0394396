"""Eurostat: SDMX-ML 2.1 data messages → observations. The shape was seen (2014), the health tables were not."""

from collections.abc import Iterator

from extraction.formats.sdmx_message import read_message
from extraction.items import ObservationItem, Payload

EXTRACTOR = "eurostat/1"


def read(payload: Payload) -> Iterator[ObservationItem]:
    """Every figure of one table. Raises UnreadablePayload on any shape not known here."""
    return read_message("eurostat", payload)
