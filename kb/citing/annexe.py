"""The annexe as one model: what was asked, the lines by component, both sides, the silences, the references, the way back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from kb.citations import BANNER, CODE_NOTICE
from kb.citing import wording as w
from kb.citing.basket import Basket
from kb.citing.blocks import Annexe, Block, Code, Heading, Listing, Paragraph, Ruled
from kb.citing.csl import Item, item_of
from kb.citing.entries import component_label, entry, in_order
from kb.citing.references import STYLE, references
from kb.citing.surroundings import Silence, Surroundings, View
from kb.lines import Line
from kb.releases import ReleaseInfo
from kb.reopen import TYPED, length, qr_parts
from kb.wording import french_day


@dataclass(frozen=True)
class Cited:
    """What every format is made from. `lines` in the order of the annexe; `code` None where no code holds so many lines."""

    lines: tuple[Line, ...]
    release: ReleaseInfo
    surroundings: Surroundings
    code: str | None
    basket: Basket

    @property
    def items(self) -> list[Item]:
        """The CSL-JSON list."""
        return [item_of(line, self.release) for line in self.lines]


def cited(
    lines: Iterable[Line], release: ReleaseInfo, surroundings: Surroundings, code: str | None, basket: Basket
) -> Cited:
    """The lines of an annexe in its own order, whatever the order they were cited in."""
    return Cited(tuple(in_order(lines)), release, surroundings, code, basket)


def annexe_of(what: Cited, at: datetime, style: str = STYLE) -> Annexe:
    """The whole document, `at` being the day it is made."""
    release = what.release
    drawn = f"Base n° {release.number} du {french_day(release.created_at.isoformat())}"
    established = f"Établie le {french_day(at.isoformat())}. {drawn}."
    typed = what.code if what.code and length(what.code) <= TYPED else None
    blocks: list[Block] = [
        Paragraph(established),
        Paragraph(f"Empreinte de la base (SHA-256) : {release.sha256}"),
        Paragraph(w.cites(len(what.lines))),
        *_asked(what.surroundings.views),
        *_lines(what.lines),
        *_omitted(what.surroundings.omitted),
        *_silent(what.surroundings.views),
        Heading(w.REFERENCES),
        Listing(tuple(f"[{n}] {text}" for n, text in enumerate(references(what.items, style), 1))),
        *_way_back(what.code),
        Heading(w.NOTES),
        Ruled(8),
    ]
    foot = (f"{drawn} · SHA-256 {release.sha256[:16]}…", *([f"Code : {typed}"] if typed else []))
    return Annexe(BANNER, w.TITLE, foot, tuple(blocks))


def _asked(views: Sequence[View]) -> list[Block]:
    if not views:
        return [Heading(w.ASKED), Paragraph(w.NOTHING_ASKED)]
    told = []
    for view in views:
        which = "toutes" if view.all_components else ", ".join(view.components)
        told += [f"Pays : {view.country}", f"Pathologies : {', '.join(view.families)}", f"Composantes : {which}"]
    return [Heading(w.ASKED), Listing(tuple(told))]


def _lines(lines: Sequence[Line]) -> list[Block]:
    blocks: list[Block] = [Heading(w.LINES)]
    numbered = enumerate(lines, 1)
    for label, group in groupby(numbered, key=lambda one: component_label(one[1])):
        blocks += [Heading(label, 2), *(entry(number, line) for number, line in group)]
    return blocks


def _omitted(notes: Sequence[str]) -> list[Block]:
    if not notes:
        return [Heading(w.OMITTED), Paragraph(w.NOTHING_OMITTED)]
    counted, *sides = notes
    return [Heading(w.OMITTED), Paragraph(counted), Listing(tuple(sides))]


def _silent(views: Sequence[View]) -> list[Block]:
    blocks: list[Block] = [Heading(w.SILENT)] if views else []
    for view in views:
        blocks.append(Heading(view.title, 2))
        blocks += [Paragraph(w.NO_SILENCE)] if not view.silences else []
        for silence in view.silences:
            asked = f" Interrogées : {' ; '.join(silence.searched)}." if silence.searched else ""
            blocks.append(Paragraph(f"{silence.component} : {silence.reason}.{asked}"))
        blocks += [Listing(tuple(_not_consulted(view.silences)))] if view.silences else []
    return blocks


def _not_consulted(silences: Iterable[Silence]) -> Iterable[str]:
    """Once for all the components of a view: the same sources are missing from many of them."""
    by_reason: dict[str, dict[str, None]] = {}
    for silence in silences:
        for reason, sources in silence.not_consulted:
            by_reason.setdefault(reason, {}).update(dict.fromkeys(sources))
    for reason, titles in by_reason.items():
        yield f"{w.NOT_CONSULTED}, {reason} : {' ; '.join(titles)}."


def _way_back(code: str | None) -> list[Block]:
    if code is None:
        return [Heading(w.REOPEN), Paragraph(w.BY_FILE, secret=True), Paragraph(w.HOW_TO_CHECK)]
    printed = Code(code, length(code) <= TYPED, tuple(qr_parts(code)))
    return [
        Heading(w.REOPEN),
        *([] if printed.typed else [Paragraph(w.QR_ONLY)]),
        printed,
        Paragraph(CODE_NOTICE, secret=True),
        Paragraph(w.HOW_TO),
        Paragraph(w.HOW_TO_CHECK),
    ]
