"""« lire » for a signal: the passage in its context, the words and the rule that decided, where it stands."""

from kb.lines import Line
from kb.signal_context import Context
from ui import wording_fr as w
from ui.components.html import tag, text
from ui.components.timeline_table import named, polarity


def signal_fields(line: Line, context: Context | None) -> dict[str, str]:
    """Name → HTML, for the table of the dialog."""
    start, end = (context.start, context.end) if context else (None, None)
    return {
        w.CONTEXT_FIELD: _in_context(line, context),
        w.FILTER_POLARITY: polarity(line),
        w.CUE: tag("q", text(line.cue), lang=line.lang) if line.cue else text(w.CUE_NOT_SHOWN),
        w.RULE: text(w.rule_of(line.rule or w.NO_LINE, line.extractor)),
        w.REPORT_TITLE: tag("span", text(line.title), lang=line.lang) if line.title else text(w.NO_TITLE),
        w.PLACE_IN_PAGE: text(w.place_in_page(line.page, start, end)),
        w.OBJECTS: text(" · ".join(named(line)) or w.NONE),
    }


def _in_context(line: Line, context: Context | None) -> str:
    """The quotation stands out by its weight, not by a colour."""
    if context is None or not line.quote or not (context.before or context.after):
        return text(w.NO_CONTEXT)
    quoted = tag("strong", text(line.quote))
    return tag("span", text(context.before), quoted, text(context.after), lang=line.lang, class_="rc-context-of")
