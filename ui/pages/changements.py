"""Ce qui a changé: two bases of one choice, side by side. What a change means is left to the médecin."""

from collections import Counter
from collections.abc import Callable, Sequence

import streamlit as st

from kb.differences import Change
from kb.releases import ReleaseInfo
from kb.wording import french_day
from scoring.populations import speaks_of
from ui import changes, data, line_changes, opening, population, selection
from ui import wording_fr as w
from ui.choice import Choice
from ui.components.changes_table import Side, changes_html
from ui.components.html import tag, text
from ui.components.line_changes_table import line_changes_html
from ui.line_changes import LineChange
from ui.opening import named
from ui.problems import say


def page() -> st.Page:
    """The page, for the list of pages and for the links to it."""
    return st.Page(show, title=w.PAGE_CHANGES, url_path="changements")


def show() -> None:
    """Choose as on Recoupement, then two bases."""
    shown = opening.opened(w.PAGE_CHANGES)
    if shown is None:
        return
    choice = selection.current()
    new, older = shown, data.earlier(shown)
    st.html(tag("h1", text(w.changes_title(opening.title())), class_="rc-h1"))
    if not older:
        say(w.first_release(new.number) if len(data.releases()) > 1 else w.SINGLE_RELEASE)
        return
    old = _old(older, new)
    found = data.changes(choice, old, new)
    lines = data.line_changes(choice, old, new)
    if not found and not lines:
        st.html(tag("p", text(w.no_change(named(old), named(new))), class_="rc-empty"))
        return
    found, lines = _of_population(found, lines)
    if not found and not lines:
        return  # the sentence on the filter has said it
    ticked = _ticked(changes.counts(found) + line_changes.counts(lines))
    kept = [change for change in found if changes.kind(change) in ticked]
    kept_lines = [one for one in lines if one.kind in ticked]
    if not kept and not kept_lines:
        st.html(tag("p", text(w.ALL_KINDS_HIDDEN), class_="rc-empty"))
        return
    if pages := changes.pages(kept):
        _table(choice, old, new, pages[_page_number(len(pages)) - 1], kept)
    legend = tag("p", text(w.CHANGES_LEGEND), class_="rc-legend")
    with data.words(new):
        st.html(line_changes_html(kept_lines, old.number, new.number) + legend)


def _of_population(found: list[Change], lines: list[LineChange]) -> tuple[list[Change], list[LineChange]]:
    """What the filter of the sidebar leaves; how many it hides is said."""
    group = population.chosen()
    if group is None:
        return found, lines
    kept = [change for change in found if changes.speaks_of(change, group)]
    kept_lines = [one for one in lines if speaks_of(one.line, group)]
    hidden = len(found) + len(lines) - len(kept) - len(kept_lines)
    st.html(tag("p", text(w.changes_hidden(hidden, group.label)), class_="rc-release rc-filter"))
    return kept, kept_lines


def _old(older: Sequence[ReleaseInfo], new: ReleaseInfo) -> ReleaseInfo:
    """The base compared from: the one before, unless the reader says otherwise."""
    by_number = {one.number: one for one in older}
    asked = selection.compared_from()
    start = by_number.get(asked or 0, older[0])
    st.session_state["from"] = start.number
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            w.FROM_RELEASE,
            list(by_number),
            format_func=lambda number: w.release_option(number, french_day(by_number[number].created_at.isoformat())),
            key="from",
            on_change=lambda: selection.compare_from(st.session_state["from"]),
            filter_mode=None,
            width=260,
        )
        st.html(tag("p", text(w.to_release(named(new))), class_="rc-release rc-to"))
    selection.write_compared(None if start == older[0] else start.number)
    return start


def _ticked(counted: Counter[str]) -> set[str]:
    """The kinds that the reader wants shown; each tick says how many there are."""
    held = [kind for kind in w.KIND if counted[kind]]
    if len(held) < 2:
        st.html(tag("p", text(w.changes_told(counted)), class_="rc-release"))
        return set(held)
    with st.container(horizontal=True, key="kinds"):
        return {
            kind for kind in held if st.checkbox(w.kind_counted(kind, counted[kind]), value=True, key=f"kind_{kind}")
        }


def _page_number(pages: int) -> int:
    if pages < 2:
        return 1
    if st.session_state.get("changes_page", 1) > pages:
        st.session_state["changes_page"] = 1
    return st.selectbox(
        w.CHANGE_PAGE,
        list(range(1, pages + 1)),
        format_func=lambda number: w.page_option(number, pages),
        key="changes_page",
        filter_mode=None,
        width=160,
    )


def _table(choice: Choice, old: ReleaseInfo, new: ReleaseInfo, page: Sequence[Change], every: Sequence[Change]) -> None:
    ids = tuple(dict.fromkeys(changes.identity(change) for change in page))
    before, after = (Side(one.number, data.lines(ids, one)) for one in (old, new))
    with data.words(new):
        st.html(changes_html(changes.by_series(page, every), before, after, _seen(choice, old, new)))


def _seen(choice: Choice, old: ReleaseInfo, new: ReleaseInfo) -> Callable[[Change], str]:
    """In which base each change was met: with bases between the two, the last step that touched the line."""
    chain = [one for one in data.earlier(new) if one.number >= old.number]
    steps: dict[str, ReleaseInfo] = {}
    after = new
    for before in chain if len(chain) > 1 else []:
        for change in data.changes(choice, before, after):
            steps.setdefault(changes.identity(change), after)
        after = before
    return lambda change: named(steps.get(changes.identity(change), new))
