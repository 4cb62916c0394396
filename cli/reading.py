"""fiche, series, find, cite: reading the base."""

import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import Engine

from cli.fiche_text import fiche_text, series_text
from cli.output import Format, say, show_json, tell
from kb.citations import annexe_text
from kb.clock import now
from kb.engine import default_engine, require_base
from kb.errors import KbError, UnknownKey
from kb.lines import Line
from kb.queries import lines_by_id, series_lines
from kb.releases import ReleaseInfo, current_release, get_release
from kb.reopening import open_code
from kb.sources.definition import source
from kb.vocabulary.indicators_loader import load_indicators
from kb.vocabulary.matching import find_country, find_family, find_indicator, find_medicine
from scoring.fiche import build_fiche, country_of, families_of

ReleaseOption = Annotated[int | None, typer.Option("--release", help="number of a release; the last one by default")]
AsOfOption = Annotated[
    str | None, typer.Option("--as-of", metavar="YYYY-MM-DD", help="what the base showed on that day")
]
FormatOption = Annotated[Format, typer.Option("--format", help="text or json")]


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    for command in (fiche, series, find, cite):
        app.command()(command)


def chosen_release(engine: Engine, number: int | None, as_of: str | None) -> ReleaseInfo:
    """The release that the options name."""
    if number is not None and as_of is not None:
        raise KbError("--release and --as-of name the same thing: give one of them.")
    if number is not None:
        return get_release(engine, number)
    if as_of is None:
        return current_release(engine)
    try:
        return current_release(engine, date.fromisoformat(as_of))
    except ValueError:
        raise KbError(f"--as-of {as_of!r} is not a date. Write it like 2026-03-12.") from None


def fiche(
    country: str,
    families: Annotated[str, typer.Argument(metavar="FAMILY[,FAMILY...]")],
    component: Annotated[list[str] | None, typer.Option(help="a component to show; all by default")] = None,
    release: ReleaseOption = None,
    as_of: AsOfOption = None,
    output: FormatOption = Format.TEXT,
) -> None:
    """What a release holds on one country and one or more families."""
    where, what = country_of(country), families_of([key for key in families.split(",") if key])
    if not what:
        raise UnknownKey("Name at least one family, as in `recoupe fiche CIV vih`.")
    engine = require_base(default_engine())
    shown = build_fiche(engine, chosen_release(engine, release, as_of), where, what, component or [])
    if output is Format.JSON:
        show_json(shown.as_dict())
    else:
        say(fiche_text(shown))


def series(
    country: str,
    name: Annotated[str, typer.Argument(metavar="SOURCE:INDICATOR")],
    release: ReleaseOption = None,
    as_of: AsOfOption = None,
    output: FormatOption = Format.TEXT,
) -> None:
    """Every value of one indicator for one country."""
    where = country_of(country)
    key, _, code = name.partition(":")
    definition = source(key)
    if not code or (definition.indicators and code not in load_indicators(definition.indicators)):
        raise UnknownKey(
            f"No series is called {name!r}. Write SOURCE:INDICATOR, as in who_gho:HIV_ARTCOVERAGE; `recoupe find` looks for one."
        )
    engine = require_base(default_engine())
    lines = series_lines(engine, chosen_release(engine, release, as_of), where.iso3, key, code)
    if output is Format.JSON:
        show_json({"country": where.iso3, "series": name, "values": [vars(line) for line in lines]})
    else:
        say(series_text(where, name, lines))


def find(
    text: str,
    kind: Annotated[str | None, typer.Option(help="country, family, medicine or indicator")] = None,
    output: FormatOption = Format.TEXT,
) -> None:
    """The key of a country, a family, a medicine or an indicator, from what one would type."""
    finders = {
        "country": lambda: find_country(text),
        "family": lambda: find_family(text),
        "medicine": lambda: find_medicine(text),
        "indicator": lambda: find_indicator("who_gho", text),
    }
    if kind is not None and kind not in finders:
        raise UnknownKey(f"--kind {kind!r} is not known. Kinds: {', '.join(finders)}.")
    found = [finders[name]() for name in ([kind] if kind else finders)]
    picked = next((one.picked for one in found if one.picked), None)
    matches = sorted((match for one in found for match in one.matches), key=lambda match: -match.similarity)
    if output is Format.JSON:
        show_json({"picked": picked, "matches": [vars(match) for match in matches]})
        return
    for match in matches:
        mark = "→" if match.key == picked else " "
        say(f"{mark} {match.kind} {match.key} « {match.label} » ({match.reason}, {match.similarity:.0f})")
    if not matches:
        say(f"Nothing in the vocabulary looks like « {text} ».")


def cite(
    ids: Annotated[list[str] | None, typer.Argument(metavar="[ID]...")] = None,
    release: ReleaseOption = None,
    as_of: AsOfOption = None,
    opened: Annotated[
        str | None, typer.Option("--open", metavar="CODE", help="a re-open code printed on an annexe")
    ] = None,
    output: Annotated[str, typer.Option("--format", help="txt")] = "txt",
    out: Annotated[Path | None, typer.Option(help="file to write; standard output by default")] = None,
) -> None:
    """The annexe of the lines named: banner first, even for one."""
    if output != "txt":
        raise KbError(f"--format {output!r} is not written by this version; it writes txt.")
    if bool(ids) == bool(opened):
        raise KbError("Give line ids, or --open CODE. `recoupe fiche CIV vih --format json` shows ids.")
    engine = require_base(default_engine())
    if opened:
        chosen, named = open_code(engine, opened)
        wanted = list(named)
    else:
        chosen, wanted = chosen_release(engine, release, as_of), list(dict.fromkeys(ids or []))
    text = annexe_text(_lines(engine, chosen, wanted), chosen, now())
    if out is None:
        sys.stdout.write(text)
        return
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as error:
        raise KbError(f"{out} cannot be written ({error.strerror}). Choose another folder with --out.") from None
    tell(f"recoupe: {len(wanted)} line(s) written to {out}.")


def _lines(engine: Engine, release: ReleaseInfo, ids: list[str]) -> list[Line]:
    found = lines_by_id(engine, release, ids)
    missing = [line_id for line_id in ids if line_id not in found]
    if missing:
        raise UnknownKey(
            f"Release {release.number} holds no line {missing[0]!r}"
            + (f" (nor {len(missing) - 1} others)" if len(missing) > 1 else "")
            + ". Ids come from `recoupe fiche … --format json`; another release may hold it: --release N."
        )
    return [found[line_id] for line_id in ids]
