"""Global Essential Medicines: the table of national lists, one file that its site offers by hand."""

from crawlers.base_spiders.single_file import PublishedFile, SingleFileSpider


class EssentialMedicinesSpider(SingleFileSpider):
    """One table: a medicine a row, a country a column."""

    name = "essential_medicines"
    json_only = False
    files = (PublishedFile("https://global.essentialmeds.org/gem.csv"),)
