"""Reading XML lists record by record: no tree is built, and a file that declares entities is not read at all."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from lxml import etree

from crawlers.listings.entries import UnreadableListing

MAX_RECORDS = 50_000  # what the sitemap protocol allows in one file
_MAX_ELEMENTS = 2_000_000  # forty for each record: a file of tags and nothing else must not hold the crawl
_MAX_TEXT = 20_000  # characters of one field; a title or an address is shorter
# lxml expands what a file declares as it goes: these are the encodings in which a declaration can be seen beforehand
_ENCODINGS = re.compile(
    rb"utf-?8|utf-?16(?:le|be)?|us-ascii|ascii|latin-?1|iso-8859-\d{1,2}|windows-125\d", re.IGNORECASE
)
_STATED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([^\"']{0,60})", re.DOTALL)
_UTF_16 = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")

Record = dict[str, str]


class _Collector:
    """lxml's target: hears the tags go by, keeps the fields of the record that is open."""

    def __init__(
        self, records: frozenset[str], attributes: Mapping[str, Callable[[Any], tuple[str, str] | None]]
    ) -> None:
        self.records, self.attributes = records, attributes
        self.found: list[tuple[str, Record]] = []
        self.outside: Record = {}
        self.root: str | None = None
        self._path: list[str] = []
        self._open: Record | None = None
        self._depth = 0
        self._text: list[str] = []
        self._length = 0
        self._elements = 0

    def start(self, tag: str, attributes: Any) -> None:
        name = _local(tag)
        self.root = self.root or name
        self._elements += 1
        if self._elements > _MAX_ELEMENTS:
            raise UnreadableListing(f"le fichier XML a plus de {_MAX_ELEMENTS} éléments")
        self._path.append(name)
        self._text, self._length = [], 0
        if self._open is None and name in self.records:
            self._open, self._depth = {}, len(self._path)
        reader = self.attributes.get(name)
        if reader and (found := reader(attributes)):
            self._keep(*found)

    def data(self, text: str) -> None:
        if self._length < _MAX_TEXT:
            self._text.append(text)
            self._length += len(text)

    def end(self, tag: str) -> None:
        name = _local(tag)
        text = "".join(self._text).strip()[:_MAX_TEXT]
        # a field stands right under its record (or under the channel): a thumbnail has a title of its own, deeper
        if text and len(self._path) <= (self._depth + 1 if self._open is not None else 3):
            self._keep(name, text)
        if self._open is not None and len(self._path) == self._depth:
            if len(self.found) >= MAX_RECORDS:
                raise UnreadableListing(f"la liste a plus de {MAX_RECORDS} entrées")
            self.found.append((name, self._open))
            self._open = None
        self._path.pop()
        self._text, self._length = [], 0

    def close(self) -> "_Collector":
        return self

    def _keep(self, name: str, text: str) -> None:
        (self.outside if self._open is None else self._open).setdefault(name, text)


def read_records(
    body: bytes,
    records: frozenset[str],
    attributes: Mapping[str, Callable[[Any], tuple[str, str] | None]] | None = None,
) -> tuple[str, list[tuple[str, Record]], Record]:
    """The root's name, the records (tag, fields) in their order, and what stands outside them. Raises UnreadableListing."""
    _refuse_entities(body)
    collector = _Collector(records, attributes or {})
    parser = etree.XMLParser(
        target=collector, recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableListing(f"ce n’est pas du XML lisible ({str(error).splitlines()[0]})") from None
    if collector.root is None:
        raise UnreadableListing("ce n’est pas du XML")
    return collector.root, collector.found, collector.outside


def _refuse_entities(body: bytes) -> None:
    """An entity can make gigabytes out of a few lines, or read a file: no list of documents has a use for one."""
    wide = body.startswith(_UTF_16)
    plain = body.replace(b"\x00", b"") if wide else body
    stated = _STATED.search(plain[:1000])
    if stated and not _ENCODINGS.fullmatch(stated.group(1)):
        raise UnreadableListing(f"encodage XML inconnu : {stated.group(1).decode('ascii', 'replace')}")
    if b"<!ENTITY" in plain:
        raise UnreadableListing("le fichier XML déclare des entités : il n’est pas lu")
    if not wide and plain.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] != b"<":
        raise UnreadableListing("ce n’est pas du XML")


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
