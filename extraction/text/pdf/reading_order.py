"""The lines of a page in the order a person reads them.

Files mostly draw their paragraphs in order; what they draw out of place is titles, last of all. So the order of the file is
kept and stray titles go back over the text they head. Where the file draws line by line across columns, geometry decides.
"""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from extraction.text.pdf.columns import by_columns
from extraction.text.pdf.flows import PROSE, Flow, alike, flows, same_row
from extraction.text.pdf.sheet import Line
from extraction.text.shapes import begins_low, ends_sentence, is_item

_MOST_FLOWS = 2_000  # beyond, a sheet of figures: its titles stay where the file draws them
_TITLE_LINES, _TITLE_CHARACTERS = 3, 120
_TITLE_REACH = 3.0  # of its size: a title stands nearer than this to its text


def reading_order(lines: list[Line], as_drawn: bool = True) -> list[Flow]:
    """The same lines as flows: each is a paragraph, a title, a row of cells, or a label."""
    if not as_drawn or _drawn_across(lines):
        return _run_on(flows(by_columns(lines)))
    found = flows(lines)
    return _run_on(found if len(found) > _MOST_FLOWS else _head_first(_titles_over_their_text(found)))


def _drawn_across(lines: list[Line]) -> bool:
    """The file jumps from column to column: after a line of running text, often comes the one beside it."""
    prose = [line for line in lines if len(line.text) >= PROSE]
    beside = sum(same_row(one, two) for one, two in pairwise(prose))
    return len(prose) >= 6 and beside * 3 >= len(prose)


def _run_on(found: list[Flow]) -> list[Flow]:
    """A sentence that runs from one column to the next stays whole."""
    whole: list[Flow] = []
    for flow in found:
        if whole and _goes_on(whole[-1][-1], flow[0]):
            whole[-1] = whole[-1] + flow
        else:
            whole.append(flow)
    return whole


def _goes_on(before: Line, line: Line) -> bool:
    running = max(len(before.text), len(line.text)) >= PROSE and "\t" not in before.text + line.text
    stopped = ends_sentence(before.text) or before.text.endswith((":", ";")) or is_item(line.text)
    return running and not stopped and alike(before, line) and begins_low(line.text)


def _titles_over_their_text(found: list[Flow]) -> list[Flow]:
    """Stray titles moved to just before the flow under them; everything else keeps its order."""
    order = list(found)
    titles = [flow for place, flow in enumerate(found) if _may_be_title(flow) and not _in_a_row(found, place)]
    for flow in sorted(titles, key=lambda flow: -flow[0].top):  # a title over a title follows it
        under = _under(flow, found)
        if under is None or not _stands_out(flow[-1], under[0]) or _overprints(flow, found):
            continue
        order = [one for one in order if one is not flow]
        at = next(index for index, one in enumerate(order) if one is under)
        order.insert(at, flow)
    return order


def _head_first(found: list[Flow]) -> list[Flow]:
    """The titles above all running text open the page, from top to bottom."""
    running = [flow for flow in found if len(flow) > 1 and len(flow[0].text) >= PROSE and not _may_be_title(flow)]
    if not running:
        return found
    top, size = min(flow[0].top for flow in running), median(flow[0].size for flow in running)
    head = [
        flow
        for place, flow in enumerate(found)
        if flow[-1].bottom <= top and flow[0].size >= size and _may_be_title(flow) and not _in_a_row(found, place)
    ]
    placed = {id(flow) for flow in head if _under(flow, found) in running}
    moved = {id(flow) for flow in head} - placed
    first = sorted((flow for flow in head if id(flow) in moved), key=lambda flow: flow[0].top)
    return first + [flow for flow in found if id(flow) not in moved]


def _may_be_title(flow: Flow) -> bool:
    text = " ".join(line.text for line in flow)
    return len(flow) <= _TITLE_LINES and 1 < len(text) <= _TITLE_CHARACTERS and not text.endswith((".", ";", ","))


def _in_a_row(found: Sequence[Flow], place: int) -> bool:
    """Cells of a table's head keep their order."""
    beside = [*found[max(place - 1, 0) : place], *found[place + 1 : place + 2]]
    return any(same_row(line, found[place][0]) for flow in beside for line in (flow[0], flow[-1]))


def _under(title: Flow, found: Sequence[Flow]) -> Flow | None:
    """The nearest flow below that the title stands over."""
    last, left, right = title[-1], min(line.left for line in title), max(line.right for line in title)
    near = [
        (flow[0].top - last.bottom, place)
        for place, flow in enumerate(found)
        if flow is not title
        and -2 <= flow[0].top - last.bottom < _TITLE_REACH * last.size
        and min(right, flow[0].right) > max(left, flow[0].left)
    ]
    return found[min(near)[1]] if near else None


def _overprints(title: Flow, found: Sequence[Flow]) -> bool:
    """It lies on other words: left over from the layout, hidden from the eye, over nothing."""
    return any(_covers(title[0], line) for flow in found if flow is not title for line in flow)


def _covers(one: Line, two: Line) -> bool:
    across = min(one.right, two.right) - max(one.left, two.left)
    down = min(one.bottom, two.bottom) - max(one.top, two.top)
    return across > one.size and down > 0.4 * min(one.bottom - one.top, two.bottom - two.top)


def _stands_out(title: Line, text: Line) -> bool:
    larger = title.size >= 1.1 * text.size
    bolder = title.bold and not text.bold
    capitals = title.text.isupper() and not text.text.isupper()
    return larger or bolder or capitals
