"""Documents read against bare pypdfium2 text extraction of the same PDFs, one core, in one run.

Prints ratios, medians of 5 rounds: pages with their lines, order and blocks; then whole documents, with their passages, language,
dates and people. Without the recorded reports, made ones: 40 pages of two columns.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pypdfium2 as pdfium

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "extraction" / "text"))

from pdf_maker import column, pdf  # noqa: E402 -- the examples of the tests

from extraction.text.document import read_document  # noqa: E402
from extraction.text.pages import read_pages  # noqa: E402

ROUNDS = 5
SHARED = (ROOT / os.environ.get("RECOUPE_SHARED", "../shared")).resolve()
LINE = "Les pharmacies du district manquent d’insuline,"


def bodies() -> dict[str, list[bytes]]:
    """Recorded reports, and made ones."""
    recorded = [file.read_bytes() for file in sorted((SHARED / "replay" / "reliefweb").glob("*.pdf"))]
    page = [*column([LINE] * 50), *column([LINE] * 50, x=320)]
    made = [pdf([page] * 40)]
    return {"recorded reports": recorded, "made, 40 pages of two columns": made} if recorded else {"made": made}


def bare(found: list[bytes]) -> int:
    pages = 0
    for body in found:
        with pdfium.PdfDocument(body) as document:
            for page in document:
                page.get_textpage().get_text_range()
                pages += 1
    return pages


def pages(found: list[bytes]) -> int:
    return sum(len(read_pages(body, "application/pdf").pages) for body in found)


def documents(found: list[bytes]) -> int:
    return sum(read_document(body, "application/pdf", "https://example.org/r.pdf").page_count or 0 for body in found)


def speed(work: Callable[[list[bytes]], int], found: list[bytes]) -> float:
    """Pages a second."""
    begun = time.perf_counter()
    count = work(found)
    return count / (time.perf_counter() - begun)


def main() -> None:
    for name, found in bodies().items():
        documents(found)  # starts the child, loads the models
        rounds = [[speed(work, found) for work in (bare, pages, documents)] for _ in range(ROUNDS)]
        plain, paged, whole = (statistics.median(column) for column in zip(*rounds, strict=True))
        print(
            f"{name}: bare {plain:.0f} pages/s, pages ×{plain / paged:.1f} ({paged:.0f}/s), documents ×{plain / whole:.1f} ({whole:.0f}/s)"
        )


if __name__ == "__main__":
    main()
