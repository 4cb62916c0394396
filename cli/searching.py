"""search: the words of reports, lists of medicines and indicators."""

from dataclasses import asdict
from typing import Annotated, Any

import msgspec
import typer

from cli.output import Format, say, show_json
from cli.reading import AsOfOption, FormatOption, ReleaseOption, chosen_release
from cli.search_text import search_text
from kb.engine import default_engine, require_base
from kb.errors import KbError, UnknownKey
from kb.search.asking import asked_of
from kb.search.filters import Filters
from kb.search.finding import Results, search
from kb.search.query import Query
from kb.search.stems import LANGUAGES
from kb.sources.definition import all_sources
from scoring.evidence import NotConsulted, Search
from scoring.fiche import country_of, families_of
from scoring.looked_through import looked_through

MOST = 1_000  # results of one command: a page to read, not an export


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    # « -word » is a word to leave out, not an option that nobody knows
    app.command("search", context_settings={"ignore_unknown_options": True})(search_command)


def search_command(
    text: Annotated[str, typer.Argument(help='words, all wanted; "quoted words" in that order; -word to leave out')],
    country: Annotated[str | None, typer.Option(metavar="ISO3", help="what speaks of one country")] = None,
    family: Annotated[str | None, typer.Option(metavar="KEY", help="what names one family")] = None,
    lang: Annotated[
        str | None, typer.Option(metavar="fr", help="language of the text, as its source states it")
    ] = None,
    limit: Annotated[int, typer.Option(metavar="N", help="results to show")] = 20,
    other_names: Annotated[
        bool, typer.Option("--synonyms/--no-synonyms", help="look for the other names of the words too")
    ] = True,
    release: ReleaseOption = None,
    as_of: AsOfOption = None,
    output: FormatOption = Format.TEXT,
) -> None:
    """Full text of passages, titles, lists of medicines and indicators. What was looked through is always said."""
    if not 1 <= limit <= MOST:
        raise KbError(f"--limit {limit} is not between 1 and {MOST}.")
    filters = filters_of(country, family, lang)
    engine = require_base(default_engine())
    chosen = chosen_release(engine, release, as_of)
    query = asked_of(engine, chosen, text, other_names=other_names)
    found = search(engine, chosen, query, filters, limit=limit)
    searched, not_consulted = looked_through(engine, chosen, filters.country, filters.family, filters.lang)
    if output is Format.JSON:
        show_json(as_json(query, found, searched, not_consulted))
    else:
        say(search_text(chosen, query, found, searched, not_consulted))


def filters_of(country: str | None, family: str | None, lang: str | None) -> Filters:
    """The filters, once their keys are known to exist."""
    known = sorted({*LANGUAGES, *(code for one in all_sources().values() for code in one.covers.languages)})
    if lang is not None and lang not in known:
        raise UnknownKey(f"No text is in the language {lang!r}. Languages: {', '.join(known)}.")
    return Filters(
        country=None if country is None else country_of(country).iso3,
        family=None if family is None else families_of([family])[0].key,
        lang=lang,
    )


def as_json(query: Query, found: Results, searched: list[Search], not_consulted: list[NotConsulted]) -> dict[str, Any]:
    """The JSON of the command (design §6). `marks` go with `results`: offsets in the label and in the quotation."""
    return {
        "total": found.total,
        "results": [msgspec.structs.asdict(hit.line) for hit in found.hits],
        "searched": [asdict(one) for one in searched],
        "not_consulted": [asdict(one) for one in not_consulted],
        "expansions": [asdict(one) for one in query.expansions],
        "ignored": list(query.ignored),
        "marks": [{"label": list(hit.label_marks), "quote": list(hit.quote_marks)} for hit in found.hits],
    }
