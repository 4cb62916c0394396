"""sources, sources check: what is consulted, how the last runs ended, and whether the definitions hold."""

from typing import Annotated, Any

import typer

from cli.output import Format, say, show_json
from crawlers.checking import AddressCheck, check_addresses
from crawlers.listings.pages import selector_problems
from crawlers.runner import UncrawlableSource, spider_of
from extraction.readers import has_reader
from kb.citations import CITED
from kb.engine import default_engine, require_base
from kb.errors import BadDefinition, UnknownKey
from kb.judging import last_runs
from kb.sources import definition as definitions
from kb.sources.definition import SourceDefinition, all_sources
from kb.sources.republishing import chain_problems
from kb.vocabulary.errors import VocabularyError
from kb.vocabulary.indicators_loader import load_indicators
from kb.vocabulary.loader import load_components, load_countries, load_families

FormatOption = Annotated[Format, typer.Option("--format", help="text or json")]


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    group = typer.Typer(
        help="Every source: publisher, licence, cadence, and how its last run ended.", invoke_without_command=True
    )
    group.callback()(sources)
    group.command("check")(check)
    app.add_typer(group, name="sources")


def sources(context: typer.Context, output: FormatOption = Format.TEXT) -> None:
    """Every source: publisher, licence, cadence, and how its last run ended."""
    if context.invoked_subcommand:
        return
    engine = require_base(default_engine())
    last = last_runs(engine)
    rows = [_source_dict(definition, last.get(key)) for key, definition in all_sources().items()]
    if output is Format.JSON:
        show_json(rows)
        return
    for row in rows:
        ended = row["last_run"]
        told = f"{ended['outcome'] or 'running'} on {ended['started_at'][:10]}" if ended else "never run"
        say(f"{row['key']}: {row['title']} · {row['publisher']} · every {row['cadence_days']} days · last run: {told}")
        if ended and ended["reason"]:
            say(f"    {ended['reason']}")


def _source_dict(definition: SourceDefinition, last_run: dict[str, Any] | None) -> dict[str, Any]:
    return {"key": definition.key, **definition.model_dump(mode="json"), "last_run": last_run}


def check(
    keys: Annotated[
        list[str] | None, typer.Argument(metavar="[KEY]...", help="sources to check; all without any")
    ] = None,
    network: Annotated[bool, typer.Option("--network", help="also ask each address once")] = False,
    output: FormatOption = Format.TEXT,
) -> None:
    """Read every definition strictly; with --network, see whether its addresses answer. No base is needed."""
    found = sorted(path.stem for path in definitions.FOLDER.glob("*.yml"))
    unknown = [key for key in keys or [] if key not in found]
    if unknown:
        raise UnknownKey(f"No source is called {unknown[0]!r}. Known sources: {', '.join(found)}.")
    rows = [_checked(key, network) for key in dict.fromkeys(keys or found)]
    if output is Format.JSON:
        show_json(rows)
    else:
        for row in rows:
            _say(row)
    raise typer.Exit(0 if all(row["holds"] for row in rows) else 1)


def _checked(key: str, network: bool) -> dict[str, Any]:
    try:
        definition = definitions.load(definitions.FOLDER / f"{key}.yml")
    except BadDefinition as error:
        return {"key": key, "holds": False, "problems": [str(error)], "status": None, "checked": None, "addresses": []}
    problems = _problems(definition)
    addresses = check_addresses(definition) if network else []
    return {
        "key": key,
        "holds": not problems and all(address.answers for address in addresses),
        "problems": problems,
        "status": definition.status,
        "checked": str(definition.checked),
        "addresses": [address.as_dict() for address in addresses],
    }


def _problems(definition: SourceDefinition) -> list[str]:
    """What a definition that reads well still lacks to be crawled and shown."""
    problems = [*_unnamed(definition), *chain_problems(definition)]
    specimen = dict.fromkeys(CITED, "…")
    try:
        definition.cite_as.format(**specimen)
    except (KeyError, IndexError, ValueError) as error:
        problems.append(f"cite_as cannot be filled in ({error}).")
    if definition.listing and (bad := selector_problems(definition.listing)):
        return problems + bad
    if definition.status != "active":
        return problems
    try:
        spider_of(definition)
    except UncrawlableSource as error:
        problems.append(str(error))
    if not has_reader(definition.key) and definition.listing is None:
        problems.append(f"There is no reader extraction/readers/{definition.key}.py.")
    return problems


def _unnamed(definition: SourceDefinition) -> list[str]:
    """Keys of `covers` that the vocabulary does not know."""
    covers = definition.covers
    wanted = {
        "components": (covers.components, load_components()),
        "families": ([] if covers.families == "all" else covers.families, load_families()),
        "countries": ([] if covers.countries == "world" else covers.countries, load_countries()),
    }
    problems = [
        f"covers.{name}: {', '.join(sorted(set(keys) - known.keys()))} not in the vocabulary."
        for name, (keys, known) in wanted.items()
        if set(keys) - known.keys()
    ]
    if definition.indicators:
        try:
            load_indicators(definition.indicators)
        except VocabularyError as error:
            problems.append(str(error))
    return problems


def _say(row: dict[str, Any]) -> None:
    told = "holds" if row["holds"] else "does not hold"
    say(
        f"{row['key']}: {told}"
        + (f" · {row['status']} · addresses last seen: {row['checked']}" if row["status"] else "")
    )
    for problem in row["problems"]:
        say(f"    {problem}")
    for address in row["addresses"]:
        say(f"    {AddressCheck(**address).sentence}")
