"""International Labour Organization, SDMX. No answer was seen: see kb/sources/ilo.yml."""

from crawlers.base_spiders.sdmx import SdmxSpider


class IloSpider(SdmxSpider):
    """Share of the population covered by social protection (SDG 1.3.1)."""

    name = "ilo"
    flows = ("ILO,DF_SDG_0131_SEX_SOC_RT,1.0/all",)
    query = "?format=csv"
