"""fiche, series, find: reading the base."""

from datetime import date
from typing import Annotated

import msgspec
import typer
from sqlalchemy import Engine

from cli.fiche_text import fiche_text, series_text
from cli.output import Format, say, show_json
from kb.engine import default_engine, require_base
from kb.errors import KbError, UnknownKey
from kb.queries import series_lines
from kb.releases import ReleaseInfo, current_release, get_release
from kb.sources.definition import source
from kb.vocabulary import matching
from kb.vocabulary.icd10_book import standing
from kb.vocabulary.indicators_loader import load_indicators
from kb.vocabulary.matching import KINDS
from scoring.fiche import build_fiche, country_of, families_of
from scoring.populations import for_population, population_note, population_of

ReleaseOption = Annotated[int | None, typer.Option("--release", help="number of a release; the last one by default")]
AsOfOption = Annotated[
    str | None, typer.Option("--as-of", metavar="YYYY-MM-DD", help="what the base showed on that day")
]
FormatOption = Annotated[Format, typer.Option("--format", help="text or json")]


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    for command in (fiche, series, find):
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
    population: Annotated[
        str | None, typer.Option(metavar="KEY", help="adulte, enfant or femme_enceinte: hide the lines of another one")
    ] = None,
    output: FormatOption = Format.TEXT,
) -> None:
    """What a release holds on one country and one or more families."""
    group = population_of(population) if population is not None else None
    where, what = country_of(country), families_of([key for key in families.split(",") if key])
    if not what:
        raise UnknownKey("Name at least one family, as in `recoupe fiche CIV vih`.")
    engine = require_base(default_engine())
    shown = build_fiche(engine, chosen_release(engine, release, as_of), where, what, component or [])
    view = for_population(shown, group) if group else None
    if output is Format.JSON:
        show_json((view or shown).as_dict())
    else:
        say(fiche_text(view.fiche, population_note(view)) if view else fiche_text(shown))


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
        show_json({"country": where.iso3, "series": name, "values": [msgspec.structs.asdict(line) for line in lines]})
    else:
        say(series_text(where, name, lines))


def find(
    text: str,
    kind: Annotated[str | None, typer.Option(help=f"{', '.join(KINDS)}; all by default")] = None,
    output: FormatOption = Format.TEXT,
) -> None:
    """The key of an entry of the vocabulary, from what one would type."""
    if kind is not None and kind not in KINDS:
        raise UnknownKey(f"--kind {kind!r} is not known. Kinds: {', '.join(KINDS)}.")
    found = {name: matching.find(name, text) for name in ([kind] if kind else KINDS)}
    picked = {name: one.picked for name, one in found.items() if one.picked}
    if output is Format.JSON:
        # one key only when one kind has it: « dialyse » is a family and a component, the caller chooses
        single = next(iter(picked.values())) if len(picked) == 1 else None
        nearest = sorted(
            (match for one in found.values() for match in one.matches), key=lambda match: -match.similarity
        )
        show_json({"picked": single, "picked_by_kind": picked, "matches": [vars(match) for match in nearest]})
        return
    for match in (match for one in found.values() for match in one.matches):
        mark = "→" if match.key == picked.get(match.kind) else " "
        say(f"{mark} {match.kind} {match.key} « {match.label} » ({match.reason}, {match.similarity:.0f})")
    if not any(one.matches for one in found.values()):
        say(_why_no_family(text) if kind in (None, "family") else NOTHING_LIKE)


NOTHING_LIKE = "Nothing in the vocabulary looks like this text."


def _why_no_family(text: str) -> str:
    code = standing(text)
    if code and not code.exists:
        return f"{code.code} is no code of ICD-10 (WHO, version 2019). Check the code."
    if code and code.outside:
        return f"{code.code} is a code of ICD-10 that no family holds: « {code.outside} »"
    return NOTHING_LIKE
