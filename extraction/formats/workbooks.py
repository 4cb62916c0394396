"""Workbooks (.xlsx), row by row and within bounds."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from extraction.formats.archives import content, opened
from extraction.formats.csv_tables import MAX_ROWS
from extraction.items import UnreadablePayload

# what openpyxl lets through when a part is missing or is not the XML it should be
BROKEN = (
    KeyError, IndexError, ValueError, TypeError, AttributeError, SyntaxError, OSError, EOFError, zlib.error,
    zipfile.BadZipFile, InvalidFileException,
)  # fmt: skip
Row = tuple[Any, ...]


def read_sheets(url: str, body: bytes) -> dict[str, Iterator[Row]]:
    """Each sheet by name, its rows as values. Raises UnreadablePayload, at the latest while rows are drawn."""
    _refuse_entities(url, body)
    try:
        book = load_workbook(io.BytesIO(body), read_only=True, data_only=True, keep_links=False)
        return {sheet.title: _rows(url, sheet) for sheet in book.worksheets}
    except BROKEN as error:
        raise _broken(url, error) from None


def _rows(url: str, sheet: Any) -> Iterator[Row]:
    # the size that a sheet declares is not trusted: it would be filled with empty cells up to it
    sheet.reset_dimensions()
    try:
        for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
            if number > MAX_ROWS:
                raise UnreadablePayload(f"Le classeur de {url} dépasse {MAX_ROWS} lignes : rien n’en a été lu.")
            yield row
    except BROKEN as error:
        raise _broken(url, error) from None


def _refuse_entities(url: str, body: bytes) -> None:
    """A workbook declares no document type: one that does is made to unfold without end."""
    archive = opened(url, body)
    for name in archive.namelist():
        if name.endswith((".xml", ".rels")) and b"<!DOCTYPE" in content(url, archive, name, 4096):
            raise UnreadablePayload(f"Le classeur de {url} déclare des entités XML : rien n’en a été lu.")


def _broken(url: str, error: Exception) -> UnreadablePayload:
    return UnreadablePayload(
        f"Le classeur de {url} ne s’ouvre pas ({' '.join(str(error).split())}). Relevez de nouveau la source."
    )
