"""UNICEF, SDMX. No answer was seen: see kb/sources/unicef.yml."""

from crawlers.base_spiders.sdmx import SdmxSpider


class UnicefSpider(SdmxSpider):
    """Deliveries in a health facility, antenatal visits, oral rehydration: series whose codes were seen in use."""

    name = "unicef"
    flows = ("UNICEF,GLOBAL_DATAFLOW,1.0/.MNCH_INSTDEL+MNCH_ANC4+MNCH_ORS..",)
    query = "?format=csv&labels=id"
