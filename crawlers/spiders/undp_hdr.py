"""UNDP: the complete time series of the Human Development Report, one wide table per edition."""

from crawlers.base_spiders.single_file import SingleFileSpider, YearlyFile


class UndpHdrSpider(SingleFileSpider):
    """An edition is named after its year (2025) or after two (2023-24)."""

    name = "undp_hdr"
    files = (
        YearlyFile(
            "https://hdr.undp.org/sites/default/files/{year}_HDR/HDR{short}_Composite_indices_complete_time_series.csv",
            oldest=2022,  # older editions were laid out otherwise
            two_years=True,
        ),
    )
