"""UNAIDS: the yearly archives of AIDSinfo, and the workbook 1990-2018."""

from crawlers.base_spiders.single_file import PublishedFile, SingleFileSpider, YearlyFile

AIDSINFO = "https://aidsinfo.unaids.org"


class UnaidsSpider(SingleFileSpider):
    """Estimates are the entry; country reports (GAM), policy answers (NCPI) and the old workbook come if they are there."""

    name = "unaids"
    files = (
        YearlyFile(f"{AIDSINFO}/public/documents/Estimates_{{year}}_en.zip"),
        YearlyFile(f"{AIDSINFO}/documents/GAM_{{year}}_en.zip", required=False),
        YearlyFile(f"{AIDSINFO}/documents/NCPI_{{year}}_en.zip", required=False),
        PublishedFile(
            "https://www.unaids.org/sites/default/files/media_asset/HIV_estimates_from_1990-to-present.xlsx",
            required=False,
        ),
    )
