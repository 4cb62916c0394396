"""Eurostat, SDMX 2.1. No answer of its health tables was seen: see kb/sources/eurostat.yml."""

from crawlers.base_spiders.sdmx import SdmxSpider


class EurostatSpider(SdmxSpider):
    """Codes taken from the publisher's table of contents of June 2025."""

    name = "eurostat"
    flows = ("HLTH_RS_PHYS", "HLTH_RS_BDS1", "HLTH_SILC_08", "HLTH_SHA11_HF")
