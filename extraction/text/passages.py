"""Pages → passages: a few sentences under one heading, the least that can be read and quoted by itself."""

from collections.abc import Iterator

import msgspec

from extraction.text.grouping import gathered, within
from extraction.text.headings import Headings
from extraction.text.items import Block, Page


class Cut(msgspec.Struct, frozen=True):
    """Where a passage stands, before its words are looked at."""

    page: int
    start: int
    end: int
    heading: str | None = None
    begun_before: bool = False
    goes_on: bool = False


def cut_passages(pages: tuple[Page, ...]) -> list[Cut]:
    """In order, never overlapping. Furniture is left out; everything else is in a passage or in the heading of one."""
    found: list[Cut] = []
    headings = Headings()
    goes_on = False
    for page in pages:
        for blocks in _under_one_heading(page):
            if blocks[0].kind == "heading":
                found += [Cut(*bare) for bare in headings.close(blocks[0].level if blocks[0].headed else 0)]
                headings.open(page, blocks[0])
                continue
            path = headings.use() if blocks[0].headed else None
            found += _cuts(page, blocks, path, begun_before=goes_on)
            goes_on = blocks[-1].goes_on
    found += [Cut(*bare) for bare in headings.close(0)]
    return sorted(found, key=lambda cut: (cut.page, cut.start))


def _under_one_heading(page: Page) -> Iterator[list[Block]]:
    """Headings one by one, and between them the runs of blocks that nothing parts."""
    run: list[Block] = []
    for block in page.blocks:
        if run and (block.kind in ("furniture", "heading") or block.headed != run[0].headed):
            yield run
            run = []
        if block.kind == "heading":
            yield [block]
        elif block.kind != "furniture":
            run.append(block)
    if run:
        yield run


def _cuts(page: Page, blocks: list[Block], heading: str | None, begun_before: bool) -> list[Cut]:
    spans = [span for part in gathered(blocks) for span in within(page.text, part)]
    last = len(spans) - 1
    return [
        Cut(page.number, start, end, heading, begun_before and index == 0, blocks[-1].goes_on and index == last)
        for index, (start, end) in enumerate(spans)
    ]
