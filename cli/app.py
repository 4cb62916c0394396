"""Assembles the commands and turns every error of ours into one sentence and exit code 2."""

import sys

import typer

from cli import base, crawling, reading, safekeeping, serving
from cli.output import tell
from kb.errors import KbError
from kb.vocabulary.errors import VocabularyError

app = typer.Typer(
    name="recoupe",
    help="Dated sources on health systems, side by side. Recoupe shows what they say; it never concludes.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for commands in (base, crawling, reading, safekeeping, serving):
    commands.register(app)


def main() -> None:
    """Entry point of the `recoupe` command."""
    try:
        app()
    except (KbError, VocabularyError) as error:
        tell(f"recoupe: {error}")
        sys.exit(2)
    except KeyboardInterrupt:
        tell("recoupe: stopped.")
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()  # the reader of the pipe left; nobody is there to be told
        sys.exit(0)
