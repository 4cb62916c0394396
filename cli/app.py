"""Assembles the commands and turns every error of ours into one sentence and exit code 2."""

import sys
import traceback
from importlib import import_module

import typer

from cli.output import tell
from kb.errors import KbError
from kb.settings import settings
from kb.vocabulary.errors import VocabularyError

COMMANDS = {
    "cli.base": ("init", "release", "starter"),
    "cli.crawling": ("crawl", "read"),
    "cli.rereading": ("reread",),
    "cli.sources": ("sources",),
    "cli.reading": ("fiche", "series", "find"),
    "cli.searching": ("search",),
    "cli.contradictions": ("contradictions",),
    "cli.coverage": ("coverage",),
    "cli.citing": ("cite",),
    "cli.signals": ("signals",),
    "cli.reviews": ("review",),
    "cli.safekeeping": ("rebuild", "backup", "restore", "export", "withdraw"),
    "cli.serving": ("serve",),
}
"""Each file of commands and what it registers, in the order of the help."""


def programme(asked: str | None = None) -> typer.Typer:
    """The programme with the file that holds the command `asked`, or with all of them when it is none of ours.

    One file, because importing them all takes a second that only the help and a misspelt name need.
    """
    app = typer.Typer(
        name="recoupe",
        help="Dated sources on health systems, side by side. Recoupe shows what they say; it never concludes.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    app.callback()(_nothing_before_a_command)  # without it Typer makes of a lone command the programme itself
    files = [file for file, names in COMMANDS.items() if asked in names] or list(COMMANDS)
    for file in files:
        import_module(file).register(app)
    return app


def _nothing_before_a_command() -> None:
    pass


def main() -> None:
    """Entry point of the `recoupe` command: every refusal ends in one sentence, never in a traceback."""
    try:
        # without Typer's own endings, which draw a box over several lines
        sys.exit(programme(next(iter(sys.argv[1:]), None))(standalone_mode=False) or 0)
    except typer.TyperException as error:
        message = error.format_message()
        if message:  # without one, no command was named and the help has been shown
            tell(f"recoupe: {message} Try `recoupe --help`.")
        sys.exit(2)
    except (KbError, VocabularyError) as error:
        tell(f"recoupe: {error}")
        sys.exit(2)
    except (KeyboardInterrupt, typer.Abort):
        tell("recoupe: stopped.")
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()  # the reader of the pipe left; nobody is there to be told
        sys.exit(0)
    except Exception as error:  # noqa: BLE001  (the last door: a fault of ours must not fall on the user as a traceback)
        tell(f"recoupe: a fault of the programme stopped the command ({type(error).__name__}). {_keep_trace(error)}")
        sys.exit(1)


def _keep_trace(error: Exception) -> str:
    """Where the frames of a fault were kept: file names and lines only, since a message could quote what was asked."""
    path = settings().log_dir / "faults.log"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as log:
            log.write(f"{type(error).__name__}\n{''.join(traceback.format_tb(error.__traceback__))}\n")
    except OSError:
        return "Nothing could be logged."
    return f"Its place in the programme is in {path}: send it to whoever keeps Recoupe."
