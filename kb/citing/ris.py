"""RIS, as reference managers read it: one field a line, CR LF; written from the CSL-JSON items."""

import re
from collections.abc import Iterable, Sequence

from kb.citing.csl import Item
from kb.citing.dates import joined

_TYPES = {"report": "RPRT", "dataset": "DATA"}
# a value stands on one line: what ends a line anywhere becomes a space
_LINE_ENDS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")


def ris(items: Sequence[Item]) -> str:
    """The references of an annexe; the banner is in the note of each."""
    return "".join(f"{line}\r\n" for item in items for line in _record(item))


def _record(item: Item) -> Iterable[str]:
    fields = [("TY", _TYPES[item["type"]]), *_fields(item), ("ER", "")]
    return [f"{tag}  - {_LINE_ENDS.sub(' ', str(value)).strip()}" for tag, value in fields if value is not None]


def _fields(item: Item) -> list[tuple[str, str | None]]:
    issued = item.get("issued")
    return [
        ("ID", item["id"]),
        *(("AU", author["literal"]) for author in item.get("author", ())),
        ("TI", item["title"]),
        ("OP", item.get("original-title")),
        ("T2", item.get("container-title")),
        ("PB", item.get("publisher")),
        ("PY", str(issued["date-parts"][0][0]) if issued else None),
        ("DA", joined(issued, "/")),
        ("Y2", joined(item.get("accessed"), "/")),
        ("LA", item.get("language")),
        ("SP", item.get("page")),
        ("UR", item.get("URL")),
        ("DB", item["archive"]),
        ("AN", item["archive_location"]),
        ("M1", item["call-number"]),
        ("N1", "; ".join(part for part in (item["note"], item.get("status")) if part)),
        ("N2", item.get("abstract")),
    ]
