"""OECD, SDMX. No answer was seen: see kb/sources/oecd.yml."""

from crawlers.base_spiders.sdmx import SdmxSpider


class OecdSpider(SdmxSpider):
    """Health spending, the one dataset whose address was seen in use (July 2026). 60 downloads an hour are allowed."""

    name = "oecd"
    download_delay = 60.0
    flows = ("OECD.ELS.HD,DSD_SHA@DF_SHA,1.1/.A.EXP_HEALTH.USD_PPP+PT_EXP_HLTH+PT_B1GQ",)
    query = "?dimensionAtObservation=AllDimensions&format=csvfilewithlabels"
