"""The headings over the text being read."""

from extraction.text.items import Block, Page
from extraction.text.readable import readable

_MOST_CHARACTERS = 200  # of a path; the headings farthest up give way


class Headings:
    """Those that are open, and those that no text has followed yet."""

    def __init__(self) -> None:
        self._open: list[tuple[int, str]] = []
        self._bare: list[tuple[int, int, int, int]] = []

    def open(self, page: Page, block: Block) -> None:
        """The text that follows stands under this one too."""
        self._bare.append((block.level, page.number, block.start, block.end))
        self._open.append((block.level, readable(page.text[block.start : block.end]).replace("\n", " ")))

    def use(self) -> str | None:
        """Text stands under the open headings: their words, from the highest to the nearest."""
        self._bare.clear()
        words = ""
        for _, text in reversed(self._open):
            longer = f"{text} › {words}" if words else text
            if len(longer) > _MOST_CHARACTERS and words:
                break
            words = longer[:_MOST_CHARACTERS]
        return words or None

    def close(self, level: int) -> list[tuple[int, int, int]]:
        """End those of this level and below. (page, start, end) of the ones that had no text: they are all that was said."""
        bare = [(page, start, end) for depth, page, start, end in self._bare if depth >= level]
        self._bare = [one for one in self._bare if one[0] < level]
        self._open = [one for one in self._open if one[0] < level]
        return bare
