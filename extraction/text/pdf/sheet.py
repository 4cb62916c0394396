"""One page as the child process hands it over: its flows in reading order, and its text."""

from collections.abc import Iterator

import msgspec

from extraction.text.shapes import is_item


class Line(msgspec.Struct, frozen=True, array_like=True):
    """A line, or the part of it that stands apart. Points, from the top left corner of the page as it is shown."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    bold: bool


Paragraph = list[Line]


class Sheet(msgspec.Struct, array_like=True):
    """A page before its blocks are named: that takes the whole document."""

    number: int
    height: float
    flows: list[list[Paragraph]]
    """In reading order; the paragraphs of one flow are set alike, under each other."""
    pictures: bool
    """Something other than text is drawn on it."""
    cut: bool = False
    """The page holds more characters than are read."""


def sheet_text(flows: list[list[Paragraph]]) -> str:
    """The page's text. Every offset counts in it."""
    return "".join(gap + line.text for gap, line in placed_lines(flows))


def placed_lines(flows: list[list[Paragraph]]) -> Iterator[tuple[str, Line]]:
    """Every line, after the gap that parts it from the one before: an empty line between paragraphs, none in a list or a table."""
    before: Paragraph | None = None
    for flow in flows:
        for paragraph in flow:
            for index, line in enumerate(paragraph):
                yield ("" if before is None else "\n" if index or _tight(before, paragraph) else "\n\n"), line
                before = paragraph


def _tight(one: Paragraph, two: Paragraph) -> bool:
    items = is_item(one[0].text) and is_item(two[0].text)
    return items or ("\t" in one[-1].text and "\t" in two[0].text)
