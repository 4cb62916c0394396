"""« lire » for a signal: the words and the rule that decided, and where the passage stands. The quotation is shown above."""

from kb.lines import Line
from ui import wording_fr as w
from ui.components.html import tag, text
from ui.components.timeline_table import named, polarity


def signal_fields(line: Line, place: tuple[int, int] | None) -> dict[str, str]:
    """Name → HTML, for the table of the dialog."""
    return {
        w.FILTER_POLARITY: polarity(line),
        w.CUE: tag("q", text(line.cue), lang=line.lang) if line.cue else text(w.CUE_NOT_SHOWN),
        w.RULE: text(w.rule_of(line.rule or w.NO_LINE, line.extractor)),
        w.REPORT_TITLE: tag("span", text(line.title), lang=line.lang) if line.title else text(w.NO_TITLE),
        w.PLACE_IN_PAGE: text(w.place_in_page(line.page, place)),
        w.OBJECTS: text(" · ".join(named(line)) or w.NONE),
    }
