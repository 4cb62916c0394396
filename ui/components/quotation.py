"""A quotation where it stands in its report: heading, text before, the words themselves, text after, page, language."""

from kb.lines import Line
from kb.passages_around import Around
from ui import wording_fr as w
from ui.components.html import small, tag, text


def quotation(line: Line, around: Around | None) -> str:
    """The quotation of a signal; nothing for a figure, which is its own quotation."""
    if line.kind != "signal" or not line.quote:
        return ""
    words = tag("mark", text(line.quote), class_="rc-quoted")
    inner = words if around is None else _before(around) + words + _after(around)
    block = tag("blockquote", tag("p", inner), lang=line.lang, class_="rc-quotation")
    heading = around.heading if around else None
    above = tag("p", text(f"{w.HEADING_ABOVE} "), tag("q", text(heading), lang=line.lang), class_="rc-legend")
    missing = "" if around else tag("p", text(w.NO_TEXT_AROUND), class_="rc-legend")
    return (
        tag("h3", text(w.QUOTATION), class_="rc-h3")
        + (above if heading else "")
        + block
        + small(*_place(line))
        + missing
    )


def _place(line: Line) -> list[str]:
    """« page 14 · langue d’origine : anglais »."""
    language = w.LANGUAGES.get(line.lang or "", line.lang)
    return [
        *([f"{w.QUOTATION_PAGE} {line.page}"] if line.page else []),
        *([f"{w.QUOTATION_LANG}\u00a0: {language}"] if language else []),
    ]


def _before(around: Around) -> str:
    said = (f"{w.CUT} " if around.cut_before else "") + around.before
    return text(f"{said} ") if around.before else ""


def _after(around: Around) -> str:
    said = around.after + (f" {w.CUT}" if around.cut_after else "")
    return text(f" {said}") if around.after else ""
