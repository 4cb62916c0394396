"""cite: the annexe of the lines named, in every format, and the re-opening of a code."""

import sys
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import Engine

from cli.output import tell
from cli.reading import AsOfOption, ReleaseOption, chosen_release
from kb.citing.annexe import Cited, cited
from kb.citing.basket import Asked, Basket, basket_of
from kb.citing.collecting import lines_of
from kb.citing.formats import AnnexeFormat, written
from kb.citing.references import STYLE
from kb.clock import now
from kb.engine import default_engine, require_base
from kb.errors import KbError
from kb.releases import ReleaseInfo
from kb.reopening import code_of, open_code
from scoring.fiche import components_of, country_of, families_of
from scoring.surroundings import surroundings

_FORMATS = ", ".join(AnnexeFormat)


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
    output: Annotated[str, typer.Option("--format", help=_FORMATS)] = "txt",
    out: Annotated[Path | None, typer.Option(help="file to write; standard output by default")] = None,
) -> None:
    """The annexe of the lines named: banner first, even for one."""
    if output not in list(AnnexeFormat):
        raise KbError(f"--format {output!r} is not known. Formats: {_FORMATS}.")
    if bool(ids) == bool(opened):
        raise KbError("Give line ids, or --open CODE. `recoupe fiche CIV vih --format json` shows ids.")
    asked = _asked(country, family, component or [])
    engine = require_base(default_engine())
    if opened:
        shown, basket = open_code(engine, opened)
    else:
        shown = chosen_release(engine, release, as_of)
        basket = basket_of(shown.number, shown.sha256, ids or [], asked)
    _write(written(_cited(engine, shown, basket), AnnexeFormat(output), now(), style), len(basket.ids), out)


def _asked(country: str | None, family: str | None, component: list[str]) -> list[Asked]:
    if country is None and family is None and not component:
        return []
    if country is None or family is None:
        raise KbError("--country and --family go together: they say what was looked for, so that silences can be told.")
    families = families_of([key for key in family.split(",") if key])
    ticked = components_of(component) if component else []
    return [Asked(country_of(country).iso3, tuple(one.key for one in families), tuple(ticked))]


def _cited(engine: Engine, release: ReleaseInfo, basket: Basket) -> Cited:
    lines = lines_of(engine, release, basket)
    code = code_of(engine, release, lines, basket)
    return cited(lines, release, surroundings(engine, release, basket.asked), code)


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
