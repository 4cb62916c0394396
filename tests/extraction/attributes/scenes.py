"""A signal put where a test says: the quotation stands between « [ » and « ] »."""

from datetime import date

from extraction.attributes.scene import Scene


def scene(
    marked: str,
    lang: str = "fr",
    *,
    countries: tuple[str, ...] = (),
    heading: str | None = None,
    published_on: date | None = None,
) -> Scene:
    """The scene of a passage whose quotation is marked; without a mark, the whole passage is the quotation."""
    before, opened, rest = marked.partition("[")
    quote, _, after = rest.partition("]") if opened else (marked, "", "")
    start = len(before) if opened else 0
    passage = before + quote + after if opened else marked
    return Scene(lang, passage, start, start + len(quote), heading, countries, published_on)
