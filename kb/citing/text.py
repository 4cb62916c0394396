"""The annexe as plain text, UTF-8, 100 columns: a file that opens everywhere, for years."""

import textwrap
from collections.abc import Iterable

from kb.citing.blocks import Annexe, Block, Code, Entry, Heading, Listing, Paragraph, Ruled
from kb.citing.progress import Stage, counted

_WIDTH = 100
_RULE = "─" * _WIDTH


def annexe_text(annexe: Annexe) -> str:
    """The banner opens and closes it; a text has no page to carry one."""
    parts = [annexe.banner, _RULE, annexe.title]
    for block in counted(annexe.blocks, Stage.LAYOUT):
        parts += _written(block)
    return "\n".join([*parts, "", annexe.banner]) + "\n"


def _written(block: Block) -> Iterable[str]:
    match block:
        case Heading(text, level):
            return ["", _RULE, text] if level == 1 else ["", text, ""]
        case Paragraph(text):
            return _wrapped(text)
        case Listing(items):
            return [line for item in items for line in _wrapped(item, hanging=4)]
        case Code(text):
            return _wrapped(text)
        case Ruled(lines):
            return ["", "." * _WIDTH] * lines
        case Entry():
            return _entry(block)


def _entry(entry: Entry) -> list[str]:
    quoted = f"« {entry.quote} »" + (f" [{entry.lang}]" if entry.lang else "") if entry.quote is not None else ""
    said = " ".join(part for part in (quoted, f"({entry.said})" if quoted and entry.said else entry.said) if part)
    dates = " · ".join(f"{name} : {day}" for name, day in entry.dates)
    inner = [said, dates, *entry.details]
    return [
        *_wrapped(f"[{entry.number}] {entry.title}"),
        *(line for text in inner for line in _wrapped(text, indent=4)),
        "",
    ]


def _wrapped(text: str, indent: int = 0, hanging: int = 0) -> list[str]:
    # hashes and addresses stay whole, so that they can be copied
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + hanging),
        break_long_words=False,
        break_on_hyphens=False,
    ) or [""]
