"""Sheets of one document → pages with named blocks: what repeats is furniture, what stands out is a heading."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from extraction.text.items import Page
from extraction.text.pdf.drafts import Draft, Placed, under_headings
from extraction.text.pdf.flows import PROSE, alike
from extraction.text.pdf.furniture import furniture_of
from extraction.text.pdf.sheet import Line, Sheet, placed_lines, sheet_text
from extraction.text.pdf.styles import Styles, styles_of
from extraction.text.shapes import begins_low, ends_sentence, is_item


def pages_of(sheets: list[Sheet]) -> tuple[Page, ...]:
    """Every page with its text, and its blocks in the order of that text."""
    repeated, styles = furniture_of(sheets), styles_of(sheets)
    drafts = [under_headings(_in_order(_drafts(sheet, repeated, styles))) for sheet in sheets]
    for here, after in pairwise(drafts):
        _mark_cut(here, after)
    return tuple(
        Page(sheet.number, sheet_text(sheet.flows), tuple(draft.block() for draft in found))
        for sheet, found in zip(sheets, drafts, strict=True)
    )


def _drafts(sheet: Sheet, repeated: set[tuple[int, int]], styles: Styles) -> Iterator[Draft]:
    places = _places(sheet)
    for flow in sheet.flows:
        kept: list[Placed] = []
        for paragraph in flow:
            lines = [next(places) for _ in paragraph]
            yield from (
                Draft("furniture", [(at, line)]) for rank, at, line in lines if (sheet.number, rank) in repeated
            )
            kept.append([(at, line) for rank, at, line in lines if (sheet.number, rank) not in repeated])
        yield from _named([paragraph for paragraph in kept if paragraph], styles)


def _places(sheet: Sheet) -> Iterator[tuple[int, int, Line]]:
    """Rank on the page, offset in its text, line."""
    at = 0
    for rank, (gap, line) in enumerate(placed_lines(sheet.flows)):
        at += len(gap)
        yield rank, at, line
        at += len(line.text)


def _named(flow: list[Placed], styles: Styles) -> Iterator[Draft]:
    whole = [placed for paragraph in flow for placed in paragraph]
    level = styles.heading_level([line for _, line in whole]) if whole else 0
    if level:
        yield Draft("heading", whole, level)
        return
    for paragraph in flow:
        first = paragraph[0][1].text
        yield Draft("row" if "\t" in first else "item" if is_item(first) else "paragraph", paragraph)


def _in_order(drafts: Iterator[Draft]) -> list[Draft]:
    return sorted(drafts, key=lambda draft: draft.lines[0][0])


def _mark_cut(here: list[Draft], after: list[Draft]) -> None:
    """Say of the last sentence of a page that it goes on."""
    last = next((index for index in range(len(here) - 1, -1, -1) if here[index].kind != "furniture"), None)
    first = next((draft for draft in after if draft.kind != "furniture"), None)
    if last is None or first is None or not _runs_on(here[last], first):
        return
    if first.kind == "paragraph" or begins_low(first.words):
        here[last] = replace(here[last], goes_on=True)


def _runs_on(one: Draft, two: Draft) -> bool:
    """Running text that no stop ends, then text of the same size."""
    running = {one.kind, two.kind} <= {"paragraph", "item"} and max(len(one.last.text), len(two.first.text)) >= PROSE
    return (
        running and alike(one.last, two.first) and not ends_sentence(one.words) and not one.words.endswith((":", ";"))
    )
