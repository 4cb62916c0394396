"""cite: the annexe of the lines named, in every format, and the re-opening of a code."""

import sys
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import Engine

from cli.citing_check import checked, holds, sentences
from cli.output import say, show_json, tell
from cli.reading import AsOfOption, ReleaseOption, chosen_release
from kb.citations import BANNER
from kb.citing.basket import Asked, Basket, basket_of
from kb.citing.basket_file import read_baskets, release_of
from kb.citing.collecting import lines_of
from kb.citing.formats import AnnexeFormat, made
from kb.citing.references import STYLE
from kb.clock import now
from kb.engine import default_engine, require_base
from kb.errors import KbError
from kb.lines import Line
from kb.reopening import open_code
from scoring.fiche import components_of, country_of, families_of
from scoring.surroundings import prepared

_FORMATS = ", ".join(AnnexeFormat)
_TEXT, _JSON = "txt", "json"


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command()(cite)


def cite(
    ids: Annotated[list[str] | None, typer.Argument(metavar="[ID]...")] = None,
    release: ReleaseOption = None,
    as_of: AsOfOption = None,
    opened: Annotated[
        str | None, typer.Option("--open", metavar="CODE", help="a re-open code printed on an annexe")
    ] = None,
    basket: Annotated[Path | None, typer.Option(metavar="FILE", help="a basket file saved by the reading room")] = None,
    country: Annotated[
        str | None, typer.Option(metavar="ISO3", help="the country chosen: the annexe then says its silences")
    ] = None,
    family: Annotated[
        str | None, typer.Option(metavar="KEY[,KEY...]", help="the families chosen, with --country")
    ] = None,
    component: Annotated[
        list[str] | None, typer.Option(help="a component ticked, with --country; all by default")
    ] = None,
    style: Annotated[str, typer.Option(help="citation style of the references")] = STYLE,
    check: Annotated[
        bool, typer.Option("--check", help="ask each cited address once (publishers see it): json or txt")
    ] = False,
    output: Annotated[str, typer.Option("--format", help=_FORMATS)] = "txt",
    out: Annotated[Path | None, typer.Option(help="file to write; standard output by default")] = None,
) -> None:
    """The annexe of the lines named: banner first, even for one."""
    if output not in ((_TEXT, _JSON) if check else tuple(AnnexeFormat)):
        raise KbError(f"--format {output!r} is not known. Formats: {'txt, json' if check else _FORMATS}.")
    if [bool(ids), bool(opened), basket is not None].count(True) != 1:
        raise KbError(
            "Give line ids, or --open CODE, or --basket FILE. `recoupe fiche CIV vih --format json` shows ids."
        )
    asked = _asked(country, family, component or [])
    engine = require_base(default_engine())
    if opened:
        shown, chosen = open_code(engine, opened)
    elif basket is not None:
        chosen = _of_file(basket, release)
        shown = release_of(engine, chosen)
    else:
        shown = chosen_release(engine, release, as_of)
        chosen = basket_of(shown.number, shown.sha256, ids or [], asked)
    lines = lines_of(engine, shown, chosen)
    if check:
        _check(engine, lines, output)
    else:
        content = made(engine, prepared(engine, shown, chosen, lines), AnnexeFormat(output), now(), style)
        _write(content, len(lines), out)


def _check(engine: Engine, lines: list[Line], output: str) -> None:
    rows = checked(engine, lines)
    if output == _JSON:
        show_json(rows)
    else:
        for sentence in (BANNER, *sentences(rows)):
            say(sentence)
    raise typer.Exit(0 if holds(rows) else 1)


def _of_file(path: Path, release: int | None) -> Basket:
    """The basket of a file; where it holds several, the one of the release named."""
    try:
        held = read_baskets(path.read_bytes())
    except OSError as error:
        raise KbError(f"{path} cannot be read ({error.strerror}).") from None
    found = [one for one in held if release is None or one.release == release]
    if len(found) != 1:
        numbers = ", ".join(str(one.release) for one in held) or "none"
        raise KbError(f"{path} cites lines of these releases: {numbers}. Name one of them with --release.")
    return found[0]


def _asked(country: str | None, family: str | None, component: list[str]) -> list[Asked]:
    if country is None and family is None and not component:
        return []
    if country is None or family is None:
        raise KbError("--country and --family go together: they say what was looked for, so that silences can be told.")
    families = families_of([key for key in family.split(",") if key])
    ticked = components_of(component) if component else []
    return [Asked(country_of(country).iso3, tuple(one.key for one in families), tuple(ticked))]


def _write(content: bytes, lines: int, out: Path | None) -> None:
    if out is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        return
    try:
        out.write_bytes(content)
    except OSError as error:
        raise KbError(f"{out} cannot be written ({error.strerror}). Choose another folder with --out.") from None
    tell(f"recoupe: {lines} line(s) written to {out}.")
