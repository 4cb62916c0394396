"""Assembles the commands and turns every error of ours into one sentence and exit code 2."""

import sys
import traceback

import typer

from cli import (
    base,
    citing,
    contradictions,
    coverage,
    crawling,
    reading,
    rereading,
    reviews,
    safekeeping,
    searching,
    serving,
    signals,
    sources,
)
from cli.output import tell
from kb.errors import KbError
from kb.settings import settings
from kb.vocabulary.errors import VocabularyError

app = typer.Typer(
    name="recoupe",
    help="Dated sources on health systems, side by side. Recoupe shows what they say; it never concludes.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for commands in (
    base,
    crawling,
    rereading,
    sources,
    reading,
    searching,
    contradictions,
    coverage,
    citing,
    signals,
    reviews,
    safekeeping,
    serving,
):
    commands.register(app)


def main() -> None:
    """Entry point of the `recoupe` command: every refusal ends in one sentence, never in a traceback."""
    try:
        # without Typer's own endings, which draw a box over several lines
        sys.exit(app(standalone_mode=False) or 0)
    except typer.TyperException as error:
        message = error.format_message()
        is_help = "\n" in message.strip()  # no argument at all: the help is the answer
        tell(message if is_help else f"recoupe: {message} Try `recoupe --help`.")
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
