"""A line and its proof: what « lire » and the page « Ligne » show."""

from datetime import date

import streamlit as st

from kb.citations import area_name
from kb.citing.references import reference
from kb.clock import now, paris_day
from kb.lines import Line, months_between
from kb.releases import ReleaseInfo
from kb.sources.definition import source
from kb.wording import french_age, french_day, french_period
from ui import basket, data, line_data
from ui import wording_fr as w
from ui.components import cells
from ui.components.copy import archived_copy
from ui.components.history import history_table, stretches
from ui.components.html import link, tag, text
from ui.components.line_reviews import show_reviews
from ui.components.report import report
from ui.components.series import chart, series_table
from ui.components.timeline_evidence import signal_fields

_LIGHT, _DARK = "#0b4f6c", "#8cc4dc"  # the accents of .streamlit/config.toml


def evidence(line: Line, shown: ReleaseInfo) -> None:
    """Everything the base holds on a line, in the order a reader asks for it and in the words of its day."""
    with data.words(shown):
        _evidence(line, shown)


def _evidence(line: Line, shown: ReleaseInfo) -> None:
    st.html(tag("p", text(area_name(line)), class_="rc-over") + tag("h2", text(line.label), class_="rc-h2"))
    st.html(
        tag(
            "p",
            cells.value(line),
            " ",
            tag("span", text(f"{french_period(line.period_as_stated)} · {cells.age(line)}")),
            class_="rc-lead",
        )
    )
    _cite_button(line, shown)
    st.html(_fields(w.DATES, _dates(line, shown)))
    if line.kind == "signal":
        st.html(_fields(w.PASSAGE, signal_fields(line, data.signal_context(line, shown))))
    st.html(_fields(w.ORIGIN, _origin(line, shown)))
    archived_copy(line, shown)
    if told := history_table(stretches(data.history(line)), shown.number):
        st.html(told)
    if line.kind == "observation":
        _series(line, shown)
    if line.kind == "signal":
        show_reviews(line)
    st.html(
        tag("h3", text(w.REFERENCE), class_="rc-h3")
        + tag("p", text(reference(line, shown)), class_="rc-reference")
        + report(line, shown)
    )


def _series(line: Line, shown: ReleaseInfo) -> None:
    values = data.series(line, shown)
    st.html(tag("h3", text(w.SERIES), class_="rc-h3"))
    older = line_data.revisions(line, shown)
    drawn = chart(values, _DARK if st.context.theme.type == "dark" else _LIGHT, older)
    if drawn:
        st.vega_lite_chart(drawn, width="stretch", alt=w.SERIES_ALT)
        if older:
            st.html(tag("p", text(w.older_courses([one.release.number for one in older])), class_="rc-legend"))
    st.html(series_table(values, line.id, older))


def _cite_button(line: Line, shown: ReleaseInfo) -> None:
    held = basket.holds(shown.number, line.id)
    label = w.REMOVE_FROM_ANNEXE if held else w.ADD_TO_ANNEXE
    st.button(label, key="evidence_cite", on_click=_toggle, args=(shown.number, line.id))


def _toggle(number: int, line_id: str) -> None:
    basket.toggle(number, line_id)


def _dates(line: Line, shown: ReleaseInfo) -> dict[str, str]:
    today = months_between(date.fromisoformat(line.dated), paris_day(now())) if line.dated else None
    return {
        w.PERIOD: text(french_period(line.period_as_stated)),
        w.AGE: text(w.ages(french_age(line.age_months), shown.number, french_age(today), cells.is_old(line))),
        w.PUBLISHED: cells.published(line),
        w.RETRIEVED: cells.retrieved(line),
        w.CHECKED: cells.checked(line),
    }


def _origin(line: Line, shown: ReleaseInfo) -> dict[str, str]:
    definition = source(line.source)
    return {
        **({} if line.kind == "signal" else _published(line)),
        w.MENTIONS: text(" · ".join(cells.mentions(line)) or w.NONE),
        w.PRODUCER: text(line.producer),
        w.PUBLISHER: text(f"{line.publisher} — {definition.title}"),
        w.ADDRESS: tag("span", link(line.url), class_="rc-code"),
        w.HASH: tag("span", text(line.sha256), class_="rc-code")
        + text(f" ({w.ARCHIVED if line.archived else w.NOT_ARCHIVED})"),
        w.LICENCE: text(line.licence),
        w.LIMITS: text(definition.limits),
        w.BASE: text(w.base_of(shown.number, french_day(shown.created_at.isoformat()), line.id, line.extractor)),
    }


def _published(line: Line) -> dict[str, str]:
    """What an answer says of a figure or of an entry; a passage of a report has fields of its own."""
    said = line.value_as_published
    return {
        w.AS_PUBLISHED: tag("q", text(said), lang=line.lang) if said else text(w.NOTHING_PUBLISHED),
        w.LANGUAGE: text(w.LANGUAGES.get(line.lang or "", line.lang or w.NOT_STATED)),
        w.DIMENSIONS_FIELD: text(", ".join(cells.dimension(*pair) for pair in line.dimensions.items()) or w.NONE),
        w.COMMENTS: tag("span", text(line.comments), lang=line.lang) if line.comments else text(w.NO_COMMENT),
    }


def _fields(title: str, fields: dict[str, str]) -> str:
    rows = "".join(tag("tr", tag("th", text(name), scope="row"), tag("td", shown)) for name, shown in fields.items())
    return tag("table", tag("caption", text(title)), tag("tbody", rows), class_="rc-fields")
