"""The Global Fund: the notes by country of its data explorer, one file."""

from crawlers.base_spiders.single_file import PublishedFile, SingleFileSpider


class GlobalFundSpider(SingleFileSpider):
    """The file was seen in the explorer's own public sources; the address under which it would be served was not."""

    name = "global_fund"
    files = (PublishedFile("https://data.theglobalfund.org/static/country-descriptions.json"),)
