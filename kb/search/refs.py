"""A result before it is a line: what it points to, and its place among the others."""

from typing import NamedTuple


class Ref(NamedTuple):
    """`order` is (all words in its name first, newest first, sheaf, place, tie). A figure has a code and a country in place of a row."""

    order: tuple[int, int, int, int, int]
    kind: str
    statement_id: int
    document_id: int | None
    source: str | None
    lang: str | None
    code: str = ""
    area: str = ""

    @property
    def day(self) -> int:
        """20180131 for 31 January 2018; 0 where it bears no date."""
        return -self.order[1]
