"""What a spider hands to the pipeline."""

from collections.abc import Mapping
from dataclasses import dataclass

from scrapy.http import Response


@dataclass(frozen=True)
class FetchedAnswer:
    """An answer that the spider takes for the document it asked for; its bytes are in the archive already."""

    response: Response
    url: str
    """The address under which the source is known, without paging or cache parameters."""
    listed: Mapping[str, str] | None = None
    """What the listing said of the document: title, published (ISO day), language, listing (its address), part_of."""
    address: str | None = None
    """The logical address, where a publisher renames its file every year (`…_{year}_en.zip`); None: the url itself."""
