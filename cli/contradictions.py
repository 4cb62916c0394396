"""contradictions: what sources say against each other in a release, both sides each time."""

from pathlib import Path
from typing import Annotated

import typer

from cli.contradictions_text import sweep_document
from cli.output import Format, say, show_json, tell
from cli.reading import AsOfOption, ReleaseOption, chosen_release
from kb.engine import default_engine, require_base
from kb.errors import KbError, UnknownKey
from scoring.fiche import country_of
from scoring.sweeping import every_country, sweep

FormatOption = Annotated[Format, typer.Option("--format", help="text or json")]


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command()(contradictions)


def contradictions(
    countries: Annotated[list[str] | None, typer.Argument(metavar="[ISO3]...")] = None,
    every: Annotated[bool, typer.Option("--all", help="every country of the vocabulary")] = False,
    release: ReleaseOption = None,
    as_of: AsOfOption = None,
    output: FormatOption = Format.TEXT,
    out: Annotated[Path | None, typer.Option(help="file to write; standard output by default")] = None,
) -> None:
    """What sources say against each other, both sides each time; in the order of the countries' French names."""
    if bool(countries) == every:
        raise UnknownKey("Name countries by their ISO alpha-3 keys, or --all.")
    chosen = list(every_country()) if every else [country_of(key) for key in dict.fromkeys(countries or [])]
    engine = require_base(default_engine())
    shown = chosen_release(engine, release, as_of)
    found = sweep(engine, shown, chosen)
    if output is Format.JSON:
        show_json({"release": shown.number, "sha256": shown.sha256, **found.as_dict()})
        return
    text = sweep_document(found, shown)
    if out is None:
        say(text)
        return
    try:
        out.write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        raise KbError(f"{out} cannot be written ({error.strerror}). Choose another folder with --out.") from None
    tell(f"recoupe: {len(found.kept)} contradiction(s) written to {out}.")
