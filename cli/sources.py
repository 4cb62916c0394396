"""sources, sources check: what is consulted, how the last runs ended, and whether the definitions hold."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

import typer

from cli.output import Format, say, show_json
from crawlers.checking import AddressCheck, check_addresses
from crawlers.listings.pages import selector_problems
from crawlers.runner import UncrawlableSource, spider_of
from extraction.readers import has_reader
from kb.citations import CITED
from kb.clock import now
from kb.engine import default_engine, require_base
from kb.errors import BadDefinition, UnknownKey
from kb.sources import definition as definitions
from kb.sources.definition import SourceDefinition
from kb.sources.republishing import chain_problems
from kb.upkeep import Measure, Upkeep, upkeep
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
    rows = upkeep(require_base(default_engine()))
    if output is Format.JSON:
        show_json([row.as_dict() for row in rows])
        return
    for row in rows:
        say("\n    ".join(_told(row)))


def _told(row: Upkeep) -> Iterator[str]:
    """A source in a few lines: who, under which terms, how often, how the last run ended."""
    one = row.definition
    yield f"{one.key}: {one.title} · {one.publisher} · every {one.cadence_days} days · last run: {_ended(row.last_run)}"
    if row.last_run and row.last_run["reason"]:
        yield str(row.last_run["reason"])
    if row.measures:
        yield "counted: " + ", ".join(_counted(measure) for measure in row.measures)
    if row.documents:
        unread = ", ".join(f"{number} unread: {reason}" for reason, number in row.documents.unread.items())
        yield f"documents in the last release: {row.documents.held}" + (f", {unread}" if unread else "")
    complete = row.last_complete
    yield f"last complete run: {_day(complete) if complete else 'none'} · {_due(row)}"
    yield f"producer: {one.producer} · licence: {one.licence.name} · redistribution: {one.redistribution}"
    if row.never_tried:
        yield "address never tried"


def _ended(run: Mapping[str, Any] | None) -> str:
    return f"{run['outcome'] or 'running'} on {_day(run)}" if run else "never run"


def _day(run: Mapping[str, Any]) -> str:
    return str(run["started_at"])[:10] + (" (replay)" if run["replay"] else "")


def _counted(measure: Measure) -> str:
    told = f"{measure.count} {measure.measure} (expected {measure.min} to {measure.max})"
    return told if measure.within else f"{told}, outside"


def _due(row: Upkeep) -> str:
    one = row.definition
    if one.retired:
        return f"retired on {one.retired.on}: {one.retired.reason}"
    if not one.is_kept_up:
        return f"{one.status}: not crawled by itself"
    if row.next_due is None or row.next_due <= now():
        return "due now"
    return f"next due: {row.next_due:%Y-%m-%d}"


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
