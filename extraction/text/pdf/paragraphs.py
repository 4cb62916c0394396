"""One flow of lines → its paragraphs and the items of its lists."""

import re
from collections.abc import Iterator

from extraction.text.pdf.flows import Flow
from extraction.text.pdf.sheet import Line
from extraction.text.shapes import begins_low, ends_sentence, is_bullet, is_item

_NUMBER = re.compile(r"\(?(\d{1,2})[.)]\s")
_INDENT = 0.8  # of the font size: how far a first line stands in
_ROOM = 0.25  # of the column: a line that leaves more, with no stop at its end, was ended by hand
_AROUND = 2  # lines above and below that show where the margin is: text also runs around pictures


def paragraphs(flow: Flow) -> Iterator[Flow]:
    """The flow, parted where a list item, a row of cells or a new paragraph begins."""
    part: Flow = []
    for column in _columns(flow):
        left = min(line.left for line in column)
        for index, line in enumerate(column):
            near = column[max(index - 1 - _AROUND, 0) : index + 1 + _AROUND]
            if part and _begins(part, line, left, max(one.right for one in near)):
                yield part
                part = []
            part.append(line)
    if part:
        yield part


def _columns(flow: Flow) -> Iterator[Flow]:
    """Parted where the text leaps up again: margins are those of a column."""
    begun = 0
    for index in range(1, len(flow)):
        if flow[index].bottom <= flow[index - 1].top:
            yield flow[begun:index]
            begun = index
    if flow:
        yield flow[begun:]


def _begins(part: Flow, line: Line, left: float, right: float) -> bool:
    before = part[-1]
    if "\t" in line.text or "\t" in before.text or is_bullet(line.text) or _is_next_item(part[0], line):
        return True
    if before.top > line.bottom:
        return False  # the top of the next column, in the middle of a sentence
    if not ends_sentence(before.text) and not before.text.endswith((":", ";")):
        return _ended_by_hand(before, line, left, right)
    in_list = is_item(part[0].text)
    back_out = in_list and line.left <= part[0].left + 1
    indented = not in_list and line.left > left + _INDENT * line.size and before.left <= left + 1
    return is_item(line.text) or back_out or indented or _would_have_fitted(before, line, right)


def _is_next_item(item: Line, line: Line) -> bool:
    """The next number of the list, or the same mark at the same place: a new item, stop or no stop before it."""
    one, two = _NUMBER.match(item.text), _NUMBER.match(line.text)
    if one and two:
        return int(two[1]) == int(one[1]) + 1
    return (
        is_item(item.text) and is_item(line.text) and item.text[0] == line.text[0] and abs(item.left - line.left) <= 1.5
    )


def _would_have_fitted(before: Line, line: Line, right: float) -> bool:
    """The first word would have fitted on the line before: somebody ended the paragraph there."""
    width = (line.right - line.left) / max(len(line.text), 1)
    word = line.text.split(maxsplit=1)[0]
    return right - before.right > (len(word) + 1) * width + 0.5 * line.size


def _ended_by_hand(before: Line, line: Line, left: float, right: float) -> bool:
    ragged = right - before.right > _ROOM * (right - left)
    return (
        ragged
        and not begins_low(line.text)
        and abs(line.left - before.left) <= 1.5
        and _would_have_fitted(before, line, right)
    )
