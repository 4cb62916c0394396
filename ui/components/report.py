"""« Signaler une erreur »: a text to copy. Nothing is sent, nothing is kept, nothing of the line's content is in it."""

from kb.lines import Line
from kb.releases import ReleaseInfo
from kb.wording import french_day
from ui import wording_fr as w
from ui.components.html import button, tag, text


def report(line: Line, shown: ReleaseInfo) -> str:
    """Folded: the text, and a button that puts it in the clipboard of the reader."""
    day = french_day(shown.created_at.isoformat())
    said = w.report_text(shown.number, day, line.id, line.sha256, line.extractor)
    return tag(
        "details",
        tag("summary", text(w.REPORT)),
        tag("p", text(w.REPORT_NOTE), class_="rc-legend"),
        tag("pre", text(said), class_="rc-verbatim", id="rc-report", tabindex="0"),
        button(w.COPY_TEXT, "copier:rc-report", w.COPY_TEXT),
        class_="rc-section rc-report",
    )
