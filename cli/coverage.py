"""coverage: where the base has no line of its own, country by country in the order of their names."""

from collections.abc import Sequence
from itertools import groupby
from typing import Annotated

import typer

from cli.output import Format, say, show_json
from cli.reading import AsOfOption, ReleaseOption, chosen_release
from kb.engine import default_engine, require_base
from kb.vocabulary.loader import load_components, load_countries, load_families
from scoring.coverage import Gap, gaps
from scoring.fiche import country_of, families_of

FormatOption = Annotated[Format, typer.Option("--format", help="text or json")]
_NOTE = (
    "Composantes sans ligne propre à la pathologie. Les chiffres de tout le système de santé et les signaux généraux, présents "
    "dans chaque fiche du pays, n’en sont pas. Ordre alphabétique des pays. Recoupe ne conclut pas : ceci décrit la base."
)
_EVERY = "toutes"


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command()(coverage)


def coverage(
    country: Annotated[list[str] | None, typer.Option(help="ISO alpha-3 key of a country; all by default")] = None,
    family: Annotated[list[str] | None, typer.Option(help="key of a family; all by default")] = None,
    thin: Annotated[bool, typer.Option("--thin", help="only where no component has a line of its own")] = False,
    release: ReleaseOption = None,
    as_of: AsOfOption = None,
    output: FormatOption = Format.TEXT,
) -> None:
    """Components without a line of their own, by country and family; countries in the order of their French names."""
    countries = [country_of(key) for key in dict.fromkeys(country)] if country else list(load_countries().values())
    families = families_of(family) if family else tuple(load_families().values())
    engine = require_base(default_engine())
    shown = chosen_release(engine, release, as_of)
    found = [gap for gap in gaps(engine, shown, countries, families) if gap.thin or not thin]
    if output is Format.JSON:
        show_json({"release": shown.number, "cells": [gap.as_dict() for gap in found]})
        return
    say(_NOTE)
    for _, held in groupby(found, key=lambda gap: gap.country.iso3):
        for line in _of_country(list(held)):
            say(line)


def _of_country(held: Sequence[Gap]) -> list[str]:
    labels = load_components()
    lines = ["", held[0].country.fr]
    for gap in held:
        silent = _EVERY if gap.thin else ", ".join(labels[key].label for key in gap.silent) or "aucune"
        lines.append(f"    {gap.family.short} : {silent}")
    return lines
