"""The timeline as tables: one per type, one row per passage, source by source; and the sources that oppose one another."""

from collections.abc import Sequence

from kb.flag_words import FLAG_WORDS, POLARITIES, flag_words
from kb.lines import Line
from kb.vocabulary.medicines_loader import load_medicines
from kb.wording import french_day
from scoring.facing import Facing
from scoring.timeline import Entry, SourceEntries, TypeEntries, source_name
from ui import wording_fr as w
from ui.components import cells
from ui.components.html import head, small, tag, text
from ui.components.timeline_words import end_note, end_words, period_words, start_note, start_words


def type_table(one: TypeEntries, scope: str, release: int) -> str:
    """The passages of one type, under the name of the source that says them."""
    return tag(
        "table",
        tag("caption", text(w.signals_of(scope, one.label)), class_="rc-hidden"),
        tag("colgroup", *(tag("col", class_=f"rc-s{number}") for number in range(len(w.SIGNAL_COLUMNS)))),
        head(w.SIGNAL_COLUMNS),
        *(_of_source(source, release) for source in one.sources),
        class_="rc-lines rc-signals",
    )


def _of_source(source: SourceEntries, release: int) -> str:
    name = tag("th", text(source.source), colspan=str(len(w.SIGNAL_COLUMNS)), scope="rowgroup", class_="rc-source")
    return tag("tbody", tag("tr", name), *(_row(entry, release) for entry in source.entries))


def _row(entry: Entry, release: int) -> str:
    line = entry.line
    return tag(
        "tr",
        tag("th", polarity(line), scope="row"),
        tag("td", said(line)),
        tag("td", text(start_words(entry)), small(start_note(entry)), _stated(line), small(cells.age(line))),
        tag("td", text(end_words(entry)), small(end_note(entry))),
        tag("td", cells.published(line)),
        tag("td", cells.retrieved(line)),
        tag("td", cells.checked(line)),
        tag("td", cells.buttons(line, release), class_="rc-actions"),
    )


def polarity(line: Line) -> str:
    """Shape and word, in the ink of the text."""
    key = line.polarity or ""
    glyph = tag("span", text(w.SIGNAL_GLYPHS[key]), class_="rc-glyph", aria_hidden="true")
    return tag("span", glyph, " ", text(POLARITIES[key]), class_="rc-polarity")


def said(line: Line) -> str:
    """The passage, then what it names and where it stands; of a withdrawn one, that it was withdrawn."""
    if line.withdrawn_on:
        return text(w.withdrawn(french_day(line.withdrawn_on), line.withdrawn_because or ""))
    where = ", ".join(part for part in (line.title, f"p.\u00a0{line.page}" if line.page else None) if part)
    return cells.value(line) + small(*named(line)) + small(where)


def named(line: Line) -> list[str]:
    """Products, place, level, population and amounts that the sentence names, and the words that stay with the line."""
    medicines = load_medicines()
    products = [medicines[key].fr if key in medicines else key for key in line.products]
    level = w.LEVELS.get(line.level, line.level) if line.level else None
    # without a quotation the cell says so already
    flags = [flag for flag in flag_words(line) if line.quote or flag != FLAG_WORDS["texte_non_redistribue"]]
    return [part for part in (*products, line.place, level, line.population, *line.amounts, *flags) if part]


def _stated(line: Line) -> str:
    """The words that date the fact, as the source wrote them."""
    if not line.period_as_stated:
        return small(w.NO_PERIOD)
    return tag("span", tag("q", text(line.period_as_stated), lang=line.lang), class_="rc-small")


def facing_tables(found: Sequence[Facing], release: int) -> str:
    """Each opposition as two equal columns; the oldest statement opens its own and comes first."""
    return "".join(_facing(one, release) for one in found)


def _facing(one: Facing, release: int) -> str:
    columns = tag("tr", *(tag("th", polarity(side.lines[0]), scope="col") for side in one.sides))
    cells_of = tag("tr", *(tag("td", *(_faced(line, release) for line in side.lines)) for side in one.sides))
    table = tag(
        "table",
        tag("caption", text(w.facing_of(one.label)), class_="rc-hidden"),
        tag("thead", columns),
        tag("tbody", cells_of),
        class_="rc-lines rc-facing",
    )
    other = "" if one.same_scope else tag("p", text(w.OTHER_SCOPE), class_="rc-legend")
    return tag("h3", text(one.label), class_="rc-h3") + other + table


def _faced(line: Line, release: int) -> str:
    """One statement of a side, with the same four dates as everywhere."""
    dates = small(
        period_words(line) or w.NO_PERIOD,
        w.dated(w.PUBLISHED, french_day(line.published_on)),
        w.dated(w.RETRIEVED, french_day(line.retrieved_at)),
        w.dated(w.CHECKED, french_day(line.last_checked_at)),
        cells.age(line),
    )
    who = tag("strong", text(source_name(line)))
    return tag("div", who, " ", said(line), dates, cells.buttons(line, release), class_="rc-faced")
