"""init, release, starter: the state of the base."""

from enum import StrEnum
from typing import Annotated

import typer

from cli.difference_text import difference_text, signals_text
from cli.output import Format, say, show_json, tell
from kb.differences import difference
from kb.engine import default_engine, require_base, upgrade
from kb.freezing import create_release
from kb.quarantine import Held
from kb.quotations import Misquoted
from kb.releases import ReleaseInfo, current_release, get_release, list_releases
from kb.settings import settings
from kb.signal_differences import signal_difference
from kb.starter.build import build_starter
from kb.starter.load import load_starter
from kb.starter.references_build import build_references
from kb.verify import verify_release
from scoring.fiche import country_of, families_of, indicators_of

FormatOption = Annotated[Format, typer.Option("--format", help="text or json")]


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(init)
    release = typer.Typer(help="Frozen, numbered states of the base.", no_args_is_help=True)
    release.command("create")(release_create)
    release.command("list")(release_list)
    release.command("show")(release_show)
    release.command("diff")(release_diff)
    release.command("verify")(release_verify)
    app.add_typer(release, name="release")
    starter = typer.Typer(help="The figures that a first start shows without a network.", no_args_is_help=True)
    starter.command("build")(starter_build)
    app.add_typer(starter, name="starter")


def init(no_starter: Annotated[bool, typer.Option("--no-starter", help="leave the base empty")] = False) -> None:
    """Create or upgrade the base; release 0 (starter figures) when it is empty."""
    engine = default_engine()
    upgrade(engine)
    loaded = None if no_starter else load_starter(engine)
    where = engine.url.render_as_string(hide_password=True)
    told = f" {loaded.figures} starter figures loaded as release 0" if loaded and loaded.figures else ""
    if told and loaded and loaded.signals:
        told += f", and {loaded.signals} signals of reports as references"
    say(f"Base ready at {where}." + (f"{told}." if told else ""))


def release_create(
    label: Annotated[str | None, typer.Option(help="name of the release")] = None,
    accept: Annotated[int | None, typer.Option(help="a held run to take all the same")] = None,
    reason: Annotated[str | None, typer.Option(help="why it is taken, kept for ever")] = None,
    output: FormatOption = Format.TEXT,
) -> None:
    """Freeze the last good answers as the next release."""
    if (accept is None) != (reason is None):
        raise typer.BadParameter("--accept RUN and --reason TEXT go together")
    accepted = {accept: reason} if accept is not None and reason is not None else {}
    release = create_release(require_base(default_engine()), settings().archive_url, label=label, accept=accepted)
    for held in release.counts["held"]:
        tell(f"recoupe: {Held(**held).sentence}")
    for refused in release.counts["refused"]:
        tell(f"recoupe: {Misquoted(**refused).sentence}")
    _show([release], output, one=True)


def release_list(output: FormatOption = Format.TEXT) -> None:
    """Every release, oldest first."""
    _show(list_releases(require_base(default_engine())), output, one=False)


def release_show(number: int, output: FormatOption = Format.TEXT) -> None:
    """One release: number, label, date, content hash, parent, runs taken, counts."""
    _show([get_release(require_base(default_engine()), number)], output, one=True)


def release_diff(
    old: int,
    new: int,
    country: Annotated[str | None, typer.Option(help="ISO alpha-3 key of one country")] = None,
    family: Annotated[str | None, typer.Option(help="key of one family")] = None,
    output: FormatOption = Format.TEXT,
) -> None:
    """What changed from one release to another: added, changed, gone, and what was only rewritten."""
    engine = require_base(default_engine())
    before, after = get_release(engine, old), get_release(engine, new)
    area = country_of(country).iso3 if country else None
    chosen = families_of([family]) if family else None
    codes = [i.code for i in indicators_of(chosen)] if chosen else None
    found = difference(engine, before.number, after.number, area=area, indicators=codes)
    keys = [one.key for one in chosen] if chosen else None
    signals = signal_difference(engine, before.number, after.number, area=area, families=keys)
    if output is Format.JSON:
        show_json(found.as_dict() | {"signals": signals.as_dict()})
    else:
        say(difference_text(before, after, found))
        if signals.rows:
            say(signals_text(signals))


def release_verify(number: int, output: FormatOption = Format.TEXT) -> None:
    """Hash a release again, and every archived answer it rests on; names the first difference."""
    found = verify_release(require_base(default_engine()), settings().archive_url, number)
    if output is Format.JSON:
        show_json(vars(found))
    elif found.difference is None:
        say(f"release {number}: {found.lines} lines and {found.snapshots} archived answers are as they were frozen.")
        for told in found.withdrawn:
            say(f"    {told}")
    if found.difference is not None:
        told = found.difference.removesuffix(" Restore it from a backup.").rstrip(".")
        tell(f"recoupe: release {number} is not as it was frozen: {told}. Restore it from a backup.")
    raise typer.Exit(0 if found.difference is None else 1)


def _show(releases: list[ReleaseInfo], output: Format, *, one: bool) -> None:
    if output is Format.JSON:
        shown = [release_dict(release) for release in releases]
        show_json(shown[0] if one else shown)
        return
    for release in releases:
        day = f"{release.created_at:%Y-%m-%d %H:%M} UTC"
        say(
            f"release {release.number} « {release.label} » · {day} · {release.counts.get('lines', 0)} lines · sha256 {release.sha256}"
        )


def release_dict(release: ReleaseInfo) -> dict[str, object]:
    """The JSON of a release (design §6)."""
    return {
        "number": release.number,
        "label": release.label,
        "created_at": f"{release.created_at:%Y-%m-%dT%H:%M:%SZ}",
        "sha256": release.sha256,
        "parent": release.parent,
        "runs": list(release.runs),
        "counts": dict(release.counts),
    }


class Part(StrEnum):
    """What of the starter is made again."""

    FIGURES = "figures"
    SIGNALS = "signals"


def starter_build(
    release: Annotated[
        int | None, typer.Option(help="release to take the figures from; the last one by default")
    ] = None,
    only: Annotated[Part | None, typer.Option(help="figures or signals; both by default")] = None,
) -> None:
    """Make kb/starter/ from a release: newest values, WHO figures only, and a few signals as references without their text."""
    engine = require_base(default_engine())
    chosen = get_release(engine, release) if release is not None else current_release(engine)
    if only is not Part.SIGNALS:
        say(build_starter(engine, chosen.number))
    if only is not Part.FIGURES:
        say(build_references(engine, chosen))
