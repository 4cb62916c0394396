"""Statements of the law: the timeline of the three tests, then one table per section."""

from kb.legal.loader import LegalFrame
from kb.legal.models import LegalSource, Section, Statement
from ui import wording_fr as w
from ui.components.html import head, small, tag, text


def timeline(frame: LegalFrame) -> str:
    """The successive tests, in order: an ordered list, side by side where the screen is wide enough."""
    items = "".join(_step(one, frame) for one in frame.of("criteres"))
    return tag("h2", text(w.LEGAL_SECTIONS["criteres"]), class_="rc-h2") + tag(
        "ol", items, class_="rc-steps", role="list"
    )


def _step(one: Statement, frame: LegalFrame) -> str:
    return tag(
        "li",
        tag("h3", text(w.law(one.period or "")), " ", small(w.law(one.subject)), class_="rc-h3"),
        tag("p", tag("strong", text(one.examined))),
        tag("p", quoted(one)),
        tag("p", text(w.law(one.said))),
        tag("div", sources(one, frame), status(one), class_="rc-proof"),
    )


def section(key: Section, frame: LegalFrame, notice: str | None = None) -> str:
    """One section: its heading, what must be read before anything else, its statements."""
    title = w.LEGAL_SECTIONS[key]
    table = tag(
        "table",
        tag("caption", text(title), class_="rc-hidden"),
        tag("colgroup", *(tag("col", class_=f"rc-l{number}") for number in range(len(w.LEGAL_COLUMNS)))),
        head(w.LEGAL_COLUMNS),
        tag("tbody", *(_row(one, frame) for one in frame.of(key))),
        class_="rc-lines rc-law",
    )
    warned = tag("p", text(notice), class_="rc-secret") if notice else ""
    return tag("h2", text(title), class_="rc-h2") + warned + table


def _row(one: Statement, frame: LegalFrame) -> str:
    return tag(
        "tr",
        tag(
            "th",
            text(w.law(one.subject)),
            small(w.law(one.period or ""), w.HISTORICAL if one.section == "historique" else None),
            scope="row",
        ),
        tag("td", text(w.law(one.said)), tag("p", quoted(one)) if one.quoted else ""),
        tag("td", sources(one, frame) or text(w.NOT_READ)),
        tag("td", status(one)),
    )


def quoted(one: Statement) -> str:
    """The law's own words, each quoted; « […] » stands for what was left out between two of them."""
    return " […] ".join(tag("q", text(words), lang="fr") for words in one.quoted)


def sources(one: Statement, frame: LegalFrame) -> str:
    """Where the statement was read: name, place in it, kind, date, address."""
    return "".join(_source(frame.sources[key], place) for key, place in one.read_in.items())


def _source(source: LegalSource, place: str | None) -> str:
    named = text(", ".join(part for part in (w.law(source.name), place) if part))
    about = small(source.kind, source.dated or w.NO_DATE, None if source.address else w.NO_ADDRESS)
    return tag("div", named, about, small(source.address), class_="rc-read")


def status(one: Statement) -> str:
    """« vérifié le … » with the limit of the reading, or « non vérifié » with the reason. Words alone carry it."""
    if one.is_verified and one.seen_on:
        return text(w.verified(one.seen_on)) + small(w.limit(one.limit) if one.limit else None)
    return tag("strong", text(w.NOT_VERIFIED)) + small(w.law(one.why or ""))
