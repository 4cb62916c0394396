"""How much text makes a passage."""

from collections.abc import Iterator
from math import ceil

from extraction.text.items import Block
from extraction.text.sentences import Span, sentences

LEAST = 300  # characters: a shorter paragraph is read with its neighbour, under the same heading
MOST = 1_200  # characters: a longer one is parted, between two sentences
LONGEST_SENTENCE = 4_000  # past it there is no sentence: a table without stops, a list of names


def gathered(blocks: list[Block]) -> list[Span]:
    """Neighbours together up to a useful size: a list with its items, a table with its rows."""
    groups: list[list[Block]] = []
    for block in blocks:
        if groups and _belongs(groups[-1], block):
            groups[-1].append(block)
        else:
            groups.append([block])
    if len(groups) > 1 and _length(groups[-1]) < LEAST and groups[-1][-1].end - groups[-2][0].start <= MOST:
        last = groups.pop()
        groups[-1] += last
    return [(group[0].start, group[-1].end) for group in groups]


def _belongs(group: list[Block], block: Block) -> bool:
    if block.end - group[0].start > MOST:
        return False
    listed = block.kind in ("item", "row")
    return _length(group) < LEAST or (listed and group[-1].kind == block.kind)


def _length(group: list[Block]) -> int:
    return group[-1].end - group[0].start


def within(text: str, span: Span) -> list[Span]:
    """The span, parted between sentences into about equal lengths where it is too long."""
    start, end = span
    if end - start <= MOST:
        return [span]
    wanted = (end - start) / ceil((end - start) / MOST)
    parts: list[Span] = []
    for first, last in _pieces(text[start:end]):
        if parts and parts[-1][1] - parts[-1][0] < wanted * 0.8 and start + last - parts[-1][0] <= MOST:
            parts[-1] = (parts[-1][0], start + last)
        else:
            parts.append((start + first, start + last))
    return parts


def _pieces(text: str) -> Iterator[Span]:
    for start, end in sentences(text):
        while end - start > LONGEST_SENTENCE:
            blank = max(text.rfind("\n", start + 1, start + MOST), text.rfind(" ", start + 1, start + MOST))
            cut = blank if blank > start else start + MOST
            yield start, cut
            start = cut + len(text[cut:end]) - len(text[cut:end].lstrip())
        yield start, end
