"""A block in the making, with the lines it is made of: what the eye sees of headings and of what stands under them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from extraction.text.items import Block, BlockKind
from extraction.text.pdf.flows import alike
from extraction.text.pdf.sheet import Line

Placed = list[tuple[int, Line]]
"""Lines, each with its offset in the page's text."""


@dataclass(frozen=True)
class Draft:
    """A block with the lines it is made of."""

    kind: BlockKind
    lines: Placed
    level: int = 0
    goes_on: bool = False
    headed: bool = True

    @property
    def words(self) -> str:
        """Its lines as one."""
        return " ".join(line.text for _, line in self.lines)

    @property
    def first(self) -> Line:
        """Its first line."""
        return self.lines[0][1]

    @property
    def last(self) -> Line:
        """Its last line."""
        return self.lines[-1][1]

    @property
    def right(self) -> float:
        """Its right edge."""
        return max(line.right for _, line in self.lines)

    def block(self) -> Block:
        """Where it stands in the page's text."""
        at, line = self.lines[-1]
        return Block(self.lines[0][0], at + len(line.text), self.kind, self.level, self.goes_on, self.headed)


def under_headings(drafts: list[Draft]) -> list[Draft]:
    """The same blocks; those that the page does not put under the heading before them say so."""
    judged = [_demoted(one, two) for one, two in pairwise(drafts)]
    return list(_scoped(judged + drafts[-1:]))


def _demoted(draft: Draft, after: Draft) -> Draft:
    """A heading drawn away from what follows it heads nothing: a label, then."""
    if draft.kind != "heading" or after.kind == "furniture" or _follows(draft, after):
        return draft
    return replace(draft, kind="paragraph", level=0, headed=False)


def _follows(heading: Draft, after: Draft) -> bool:
    """Below it, or at the top of the next column."""
    return after.first.top >= heading.last.top or after.first.left >= heading.right


def _scoped(drafts: list[Draft]) -> Iterator[Draft]:
    heading: Draft | None = None
    text: Draft | None = None
    wide = False
    for draft in drafts:
        outside = heading is not None and draft.kind != "furniture" and not _stands_under(heading, wide, text, draft)
        if draft.kind == "heading":
            heading, text, wide = draft, None, _alone_in_its_row(draft, drafts)
        elif draft.kind != "furniture" and not outside:
            text = text or draft
        yield replace(draft, headed=False) if outside else draft


def _alone_in_its_row(heading: Draft, drafts: list[Draft]) -> bool:
    """Nothing stands beside it: it heads the page, wherever it is set; else it heads its column."""
    return not any(
        line.top < heading.last.bottom and line.bottom > heading.first.top
        for draft in drafts
        if draft is not heading and draft.kind != "furniture"
        for _, line in draft.lines
    )


def _stands_under(heading: Draft, wide: bool, text: Draft | None, draft: Draft) -> bool:
    """Below the heading, or its text; or in the next column, set like the text that the heading has."""
    if draft.first.top >= heading.first.top:
        column = max(heading.right, text.right if text else heading.right)
        if wide or (heading.first.left < draft.right and (text is None or draft.first.left < column)):
            return True
    if draft.first.left < heading.right:
        return False
    return draft.kind == "heading" or (text is not None and alike(text.first, draft.first))
