"""The matrix of components, then each component with its lines. One block of HTML: a rerun that changes nothing moves nothing."""

from kb.lines import Line
from kb.wording import french_day, french_period
from scoring.coverage import without_line
from scoring.evidence import ComponentEvidence, NotConsulted, Search
from scoring.fiche import Fiche
from scoring.freshness import cadence, check
from scoring.states import State
from ui import wording_fr as w
from ui.components import cells
from ui.components.contradictions import compared
from ui.components.html import button, head, nothing, small, tag, text
from ui.components.lines_table import lines_table

_NAMED = 2  # producers named in a row: the matrix stays whole on a hospital screen; the section below names each
_FEW = 3  # so few components are shown unfolded


def state(evidence: ComponentEvidence) -> str:
    """Shape and word, in the ink of the text."""
    glyph = tag("span", text(w.GLYPHS[evidence.state]), class_="rc-glyph", aria_hidden="true")
    return tag("span", glyph, " ", text(evidence.state.value), class_="rc-state")


def matrix(fiche: Fiche) -> str:
    """One row per component: state, what it counts, newest fact, age, producers."""
    rows = "".join(_row(evidence) for evidence in fiche.components)
    return tag(
        "table",
        tag("caption", text(w.MATRIX_CAPTION), class_="rc-hidden"),
        tag("colgroup", *(tag("col", class_=f"rc-m{number}") for number in range(len(w.MATRIX_COLUMNS)))),
        head(w.MATRIX_COLUMNS),
        tag("tbody", rows),
        class_="rc-matrix",
    )


def silent(fiche: Fiche) -> str:
    """The ticked components without a line, by name, under the matrix; nothing where each has one."""
    said = w.silent_components(without_line(fiche))
    return tag("p", text(said), class_="rc-legend") if said else ""


def _row(evidence: ComponentEvidence) -> str:
    newest = evidence.newest
    name = button(evidence.label, f"voir:{evidence.key}", w.see_lines(evidence.label), class_="rc-open")
    return tag(
        "tr",
        tag("th", name, scope="row"),
        tag("td", state(evidence)),
        tag("td", text(evidence.reason), _last_search(evidence.searched) if _is_silent(evidence) else ""),
        tag("td", text(french_period(newest.period_as_stated)) if newest else nothing(w.NO_FACT)),
        tag("td", _age(newest), small(_old(evidence)), class_="rc-age"),
        tag("td", _producers(evidence.producers), class_="rc-producers"),
    )


def _is_silent(evidence: ComponentEvidence) -> bool:
    return evidence.state is State.NOT_DOCUMENTED


def _is_hidden(evidence: ComponentEvidence) -> bool:
    """Lines there are, and a filter leaves none of them: not to be read as a silence."""
    return not evidence.lines and evidence.state in {State.DOCUMENTED, State.DISCORDANT}


def recorded(search: Search) -> str | None:
    """When the replayed answers of a source were recorded, in words; None for a live run."""
    return french_day(search.captured_on) if search.replay else None


def _last_search(searched: tuple[Search, ...]) -> str:
    """The latest search alone: the section below names every source and its day."""
    newest = max(searched, key=lambda one: one.last_complete_run or "", default=None)
    return small(w.latest_search(french_day(newest.last_complete_run), replayed=newest.replay)) if newest else ""


def _age(line: Line | None) -> str:
    return tag("span", text(cells.age(line))) if line else nothing(w.NO_AGE)


def _old(evidence: ComponentEvidence) -> str:
    """How many lines are older than 24 months: the newest could be read for them all. Where it is old, they all are."""
    if evidence.newest and cells.is_old(evidence.newest):
        return ""
    return w.old_lines(sum(map(cells.is_old, evidence.lines)), len(evidence.lines))


def _producers(names: tuple[str, ...]) -> str:
    # cut by the style where the column ends; the text itself is whole
    shown = "".join(tag("span", text(name), class_="rc-one", title=name) for name in names[:_NAMED])
    more = tag("span", text(w.other_producers(len(names) - _NAMED)), class_="rc-one", title=" ; ".join(names[_NAMED:]))
    return shown + (more if len(names) > _NAMED else "") or nothing(w.NO_PRODUCER)


def sections(fiche: Fiche) -> str:
    """Each component, folded: its lines, the sources searched, those not consulted."""
    unfolded = len(fiche.components) <= _FEW
    tools = tag(
        "p",
        button(w.UNFOLD_ALL, "tout:ouvrir", w.UNFOLD_ALL),
        button(w.FOLD_ALL, "tout:fermer", w.FOLD_ALL),
        class_="rc-tools",
    )
    return tools + "".join(_section(evidence, fiche, unfolded) for evidence in fiche.components)


def _section(evidence: ComponentEvidence, fiche: Fiche, unfolded: bool) -> str:
    title = tag("span", text(evidence.label), class_="rc-title")
    summary = tag("summary", title, " ", state(evidence), " ", small(evidence.reason))
    table = lines_table(evidence.lines, fiche.release.number, w.lines_of(evidence.label)) if evidence.lines else ""
    hidden = tag("p", text(w.ALL_HIDDEN)) if _is_hidden(evidence) else ""
    asked = searched_text(evidence.searched, evidence.not_consulted, fiche.day, silent=_is_silent(evidence))
    inner = table + hidden + compared(evidence.comparisons) + asked
    back = button(w.BACK_TO_MATRIX, "haut:", w.BACK_TO_MATRIX)
    opened: dict[str, str | None] = {"open": "" if unfolded else None}
    return tag("details", summary, inner, back, class_="rc-section", data_section=evidence.key, **opened)


def searched_text(searched: tuple[Search, ...], missed: tuple[NotConsulted, ...], day: str, *, silent: bool) -> str:
    """Silence is exact: who was asked and when, against its own pace; apart, who was not, and why."""
    parts = []
    if searched:
        names = " ; ".join(_asked(one, day) for one in searched)
        parts.append(tag("p", tag("strong", text(w.SEARCHED)), " ", text(names)))
    elif silent and not missed:
        parts.append(tag("p", text(w.NO_SOURCE_COVERS)))
    if missed:
        names = " ; ".join(f"{one.title} ({one.reason})" for one in missed)
        parts.append(tag("p", tag("strong", text(w.NOT_CONSULTED)), " ", text(names)))
    return tag("div", *parts, class_="rc-searched") if parts else ""


def _asked(search: Search, day: str) -> str:
    said = w.searched(search.title, french_day(search.last_complete_run), recorded(search))
    days = cadence(search.source)
    # what was recorded over years and played again is no check of the publisher
    standing = w.NO_LIVE_CHECK if search.replay else check(search.last_complete_run, days, day).value
    return f"{said} ({w.pace(days, standing)})"


def context(fiche: Fiche) -> str:
    """Figures of the country that no disease owns, apart from components and states."""
    if not fiche.context:
        return ""
    summary = tag("summary", tag("span", text(w.CONTEXT), class_="rc-title"), " ", small(w.CONTEXT_NOTE))
    table = lines_table(fiche.context, fiche.release.number, w.CONTEXT)
    return tag("details", summary, table, class_="rc-section rc-context", data_section="contexte")
