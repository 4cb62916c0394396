"""A tree of tags → the text of one page and its blocks."""

import re
from typing import ClassVar

from lxml import etree

from extraction.text.characters import UNNAMED
from extraction.text.items import Block, BlockKind

_BLANK = re.compile(r"[ \t\r\n\f\v]+")
_BLANK_RUN = re.compile(" {2,}")
_AROUND_BREAK = re.compile(r" *([\t\n]) *")
_TIGHT = frozenset({"item", "row"})  # items of a list and rows of a table follow each other without an empty line


class Writer:
    """Takes text as it comes and lays it out; every block knows where it stands."""

    kinds: ClassVar[dict[str, BlockKind]] = {
        **dict.fromkeys(("head", "h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
        **dict.fromkeys(
            ("p", "div", "quote", "blockquote", "section", "article", "main", "body", "figcaption"), "paragraph"
        ),
        **dict.fromkeys(
            ("pre", "address", "dl", "dd", "dt", "list", "ul", "ol", "table", "caption", "hr"), "paragraph"
        ),
        **dict.fromkeys(("item", "li"), "item"),
        **dict.fromkeys(("row", "tr"), "row"),
    }

    def __init__(self, most_characters: int) -> None:
        self.blocks: list[Block] = []
        self.cut = False
        self._most = most_characters
        self._parts: list[str] = []
        self._length = 0
        self._waiting: list[str] = []
        self._open: list[tuple[BlockKind, int]] = [("paragraph", 0)]

    @property
    def text(self) -> str:
        """All that was written."""
        return "".join(self._parts)

    def write(self, root: etree._Element) -> None:
        """Walk the tree without recursion: hostile pages nest thousands deep."""
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if not isinstance(element.tag, str):
                self._say(element.tail if event == "end" else None)
            elif event == "start":
                self._start(element)
                self._say(element.text)
            else:
                self._end(element)
                self._say(element.tail if element is not root else None)
        self._flush()

    def _say(self, text: str | None) -> None:
        if text:
            self._waiting.append(_BLANK.sub(" ", text))

    def _start(self, element: etree._Element) -> None:
        tag = element.tag
        if tag in ("lb", "br"):
            self._waiting.append(" " if self._in_row() else "\n")
        elif tag in ("cell", "td", "th") and self._in_row():
            self._waiting.append("\t" if element.getprevious() is not None else "")
        elif tag in self.kinds and not (self._in_row() and self.kinds[tag] != "row"):
            self._flush()
            inside_item = self._open[-1][0] == "item" and self.kinds[tag] == "paragraph"
            self._open.append(("item" if inside_item else self.kinds[tag], _level(element)))
        elif tag in self.kinds:
            self._waiting.append(" ")

    def _end(self, element: etree._Element) -> None:
        kind = self.kinds.get(element.tag)
        if kind is not None and not (self._in_row() and kind != "row"):
            self._flush()
            if len(self._open) > 1:
                self._open.pop()

    def _in_row(self) -> bool:
        return self._open[-1][0] == "row"

    def _flush(self) -> None:
        text = _AROUND_BREAK.sub(r"\1", _BLANK_RUN.sub(" ", "".join(self._waiting))).translate(UNNAMED).strip()
        self._waiting.clear()
        kind, level = self._open[-1]
        if not text or self.cut:
            return
        gap = self._gap(kind)
        if self._length + len(gap) + len(text) > self._most:
            self.cut = True
            return
        self._parts += [gap, text]
        start = self._length + len(gap)
        self._length = start + len(text)
        self.blocks.append(Block(start, self._length, kind, level))

    def _gap(self, kind: BlockKind) -> str:
        if not self.blocks:
            return ""
        return "\n" if kind in _TIGHT and self.blocks[-1].kind == kind else "\n\n"


def _level(element: etree._Element) -> int:
    name = element.get("rend") or element.tag if element.tag == "head" else element.tag
    return int(name[1]) if re.fullmatch(r"h[1-6]", name) else int(element.tag == "head")
