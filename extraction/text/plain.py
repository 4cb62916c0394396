"""Plain text → blocks. The page's text is the file's own, with one kind of line end."""

import re
from collections.abc import Iterator
from statistics import median

from extraction.text.items import Block, BlockKind
from extraction.text.shapes import ends_sentence, is_item, mostly_letters

_PARAGRAPHS = re.compile(r"[^\n](?:.|\n(?![ \t]*\n))*")
_LINES = re.compile(r"[^\n]+")
_WRAPPED = 100  # characters: files wrapped by hand keep below; one line a paragraph goes over
_TITLE = 90


def text_blocks(text: str) -> list[Block]:
    """Paragraphs parted by empty lines; line by line where a line is a whole paragraph or an item of a list."""
    found = [block for match in _PARAGRAPHS.finditer(text) for block in _parts(text, match.start(), match.end())]
    return [block for block in found if block.start < block.end]


def _parts(text: str, start: int, end: int) -> Iterator[Block]:
    lines = [(start + line.start(), start + line.end()) for line in _LINES.finditer(text[start:end])]
    if len(lines) > 1 and median(b - a for a, b in lines) > _WRAPPED:
        for line in lines:
            yield _block(text, *line)
        return
    begun = lines[0][0]
    for line in lines[1:]:
        if is_item(text[slice(*line)]):
            yield _block(text, begun, line[0])
            begun = line[0]
    yield _block(text, begun, end)


def _block(text: str, start: int, end: int) -> Block:
    words = text[start:end]
    start, end = start + len(words) - len(words.lstrip()), end - (len(words) - len(words.rstrip()))
    words = text[start:end]
    if words.startswith("#") or _is_title(words):
        return Block(start, end, "heading", 1)
    kind: BlockKind = "item" if is_item(words) else "row" if "\t" in words else "paragraph"
    return Block(start, end, kind)


def _is_title(words: str) -> bool:
    marked = words.isupper() or (words.startswith("**") and words.endswith("**"))
    bare = words.strip("*# ")
    return marked and len(words) <= _TITLE and "\n" not in words and mostly_letters(bare) and not ends_sentence(bare)
