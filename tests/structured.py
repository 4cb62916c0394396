"""The examples of the structured sources other than WHO's, put into the form in which their publishers serve them."""

import csv
import io
import json
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
from openpyxl import Workbook

from extraction.items import Item, Payload
from extraction.readers import reader_of

EXAMPLES = Path(__file__).parent / "examples"
AIDSINFO = "https://aidsinfo.unaids.org"
ESTIMATES = f"{AIDSINFO}/public/documents/Estimates_2025_en.zip"
WORKBOOK = "https://www.unaids.org/sites/default/files/media_asset/HIV_estimates_from_1990-to-present.xlsx"
HDR = "https://hdr.undp.org/sites/default/files/2025_HDR/HDR25_Composite_indices_complete_time_series.csv"
POPULATION = "https://api.worldbank.org/v2/country/all/indicator/SP.POP.TOTL?format=json&per_page=32500"
APPEALS = "https://goadmin.ifrc.org/api/v2/appeals/?format=json&limit=200"


def zipped(content: bytes, name: str) -> bytes:
    """An archive that holds one file."""
    folded = io.BytesIO()
    with zipfile.ZipFile(folded, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return folded.getvalue()


def _cell(text: str) -> str | int | float | None:
    """A cell as Excel keeps it: a number where the text is nothing else, thousands grouped being a text."""
    if not text:
        return None
    try:
        return int(text)
    except ValueError:
        pass
    try:
        return float(text)
    except ValueError:
        return text


def workbook(sheets: dict[str, list[list[str]]]) -> bytes:
    """A workbook with these sheets."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([_cell(text) for text in row])
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def sheets_of(folder: Path) -> dict[str, list[list[str]]]:
    """The sheets of an example, one CSV file each."""
    return {
        path.stem: list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
        for path in sorted(folder.glob("*.csv"))
    }


@dataclass(frozen=True)
class Example:
    """An answer of a source in the form it is served, and what the reader draws from it."""

    source: str
    name: str
    url: str

    def __str__(self) -> str:
        return f"{self.source}/{self.name}"

    @property
    def raw(self) -> Path:
        return EXAMPLES / self.source / self.name

    @property
    def body(self) -> bytes:
        if self.raw.is_dir():
            return workbook(sheets_of(self.raw))
        content = self.raw.read_bytes()
        return zipped(content, self.name) if self.url.endswith(".zip") else content

    @property
    def expected_file(self) -> Path:
        return EXAMPLES / self.source / "expected" / f"{self.raw.stem}.json"

    @property
    def expected(self) -> Any:
        return json.loads(self.expected_file.read_text(encoding="utf-8"))

    def read(self) -> list[dict[str, Any]]:
        return [msgspec.to_builtins(item) for item in read(self.source, self.url, self.body)]


def read(source: str, url: str, body: bytes) -> list[Item]:
    return list(reader_of(source).read(Payload(url, body)))


ALL = (
    Example("unaids", "Estimates_2025_en.csv", ESTIMATES),
    Example("unaids", "GAM_2025_en.csv", f"{AIDSINFO}/documents/GAM_2025_en.zip"),
    Example("unaids", "NCPI_2025_en.csv", f"{AIDSINFO}/documents/NCPI_{{year}}_en.zip"),
    Example("unaids", "HIV_estimates_from_1990-to-present", WORKBOOK),
    Example("undp_hdr", "HDR25.csv", HDR),
    Example("world_bank", "SP.POP.TOTL.json", POPULATION),
    Example("ifrc_go", "appeals.json", APPEALS),
    Example("ifrc_go", "country.json", "https://goadmin.ifrc.org/api/v2/country/?format=json&limit=200"),
    Example("essential_medicines", "gem.csv", "https://global.essentialmeds.org/gem.csv"),
    Example("kenya_ppb", "registered_products.csv", "https://products.pharmacyboardkenya.org/registered_products.csv"),
    Example(
        "eurostat", "HLTH_RS_PHYS.xml", "https://ec.europa.eu/eurostat/api/dissemination/sdmx/2.1/data/HLTH_RS_PHYS"
    ),
)
