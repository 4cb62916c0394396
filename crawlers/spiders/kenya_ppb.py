"""Pharmacy and Poisons Board of Kenya: the register of products, one table."""

from crawlers.base_spiders.single_file import PublishedFile, SingleFileSpider


class KenyaPpbSpider(SingleFileSpider):
    """One table: a registered product a row."""

    name = "kenya_ppb"
    json_only = False
    files = (PublishedFile("https://products.pharmacyboardkenya.org/registered_products.csv"),)
