"""Lines that a file draws one after the other and that stand under each other: one flow of text, never parted again."""

import msgspec

from extraction.text.pdf.sheet import Line

Flow = list[Line]

_LEADING = 0.85  # of the font size: wider white between two lines parts two paragraphs (typeset text has 0.2 to 0.6)
_SAME_SIZE = 1.09  # a change of size beyond this is a title
PROSE = 25  # characters: two such parts on one baseline are columns, not cells
_TAB = 2.5  # font sizes: justified text stretches its spaces, but not that far


def flows(lines: list[Line]) -> list[Flow]:
    """The lines in the order of the file, grouped; cells of one row are joined into one line."""
    found: list[Flow] = []
    for line in lines:
        if found and _is_next_cell(found[-1][-1], line):
            found[-1][-1] = joined(found[-1][-1], line, stretched=_in_running_text(found[-1]))
        elif found and _is_next_line(found[-1], line):
            found[-1].append(line)
        else:
            found.append([line])
    return found


def same_row(one: Line, two: Line) -> bool:
    """On one baseline, side by side."""
    middle = (two.top + two.bottom) / 2
    apart = min(one.right, two.right) - max(one.left, two.left) <= 0.5 * min(one.size, two.size)
    return apart and one.top < middle < one.bottom


def alike(one: Line, two: Line) -> bool:
    """Set in one size."""
    return max(one.size, two.size) <= _SAME_SIZE * min(one.size, two.size)


def joined(one: Line, two: Line, stretched: bool = False) -> Line:
    """Two parts of a row as one line; a tab says that white lies between them, unless the line is stretched to its margins."""
    tab = not stretched and two.left - one.right > _TAB * max(one.size, two.size)
    longer = max(one, two, key=lambda line: len(line.text))
    return msgspec.structs.replace(
        longer,
        text=one.text + ("\t" if tab else " ") + two.text,
        left=min(one.left, two.left),
        top=min(one.top, two.top),
        right=max(one.right, two.right),
        bottom=max(one.bottom, two.bottom),
        bold=one.bold and two.bold,
    )


def _in_running_text(flow: Flow) -> bool:
    """The last line follows others that have no cells."""
    return len(flow) > 1 and len(flow[-2].text) >= PROSE and "\t" not in flow[-2].text


def _is_next_cell(before: Line, line: Line) -> bool:
    both_prose = min(len(before.text), len(line.text)) >= PROSE
    return line.left >= before.right - 0.5 * line.size and same_row(before, line) and not both_prose


def _is_next_line(flow: Flow, line: Line) -> bool:
    before = flow[-1]
    below = line.top > (before.top + before.bottom) / 2
    near = line.top - before.bottom < _LEADING * max(before.size, line.size)
    over = min(before.right, line.right) - max(before.left, line.left) > 0
    return below and near and over and alike(before, line) and not _changes_weight(flow, line)


def _changes_weight(flow: Flow, line: Line) -> bool:
    """A bold title over its text, or under a paragraph; bold words that run over a line's end are no title."""
    before, both = flow[-1], [*flow, line]
    left, right = min(one.left for one in both), max(one.right for one in both)
    full = max(right - before.right, before.left - left) <= 2 * before.size
    return before.bold != line.bold and not full
