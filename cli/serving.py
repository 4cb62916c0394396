"""serve: the reading room."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from cli.output import tell
from kb.engine import default_engine, require_base
from kb.errors import KbError
from kb.settings import settings

APP = Path(__file__).parents[1] / "app_asgi.py"


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(serve)


def serve(port: Annotated[int | None, typer.Option(help="8501 by default")] = None) -> None:
    """Open the reading room on localhost; Ctrl-C stops it."""
    if settings().clock is not None:
        raise KbError("RECOUPE_CLOCK is set: dates shown to a doctor must be real. Unset it, then serve.")
    require_base(default_engine())
    chosen = port or settings().port
    tell(f"Recoupe : http://localhost:{chosen}  (Ctrl-C pour arrêter)")
    sys.stdout.flush()
    options = [
        f"--server.port={chosen}",
        "--server.address=127.0.0.1",
        "--server.headless=true",
        "--server.fileWatcherType=none",
        "--runner.postScriptGC=false",  # .streamlit/config.toml says why; an installed copy has no such file
        "--browser.gatherUsageStats=false",
    ]
    # the app takes the place of this process: Ctrl-C reaches it, and nothing is left behind
    os.execv(sys.executable, [sys.executable, "-m", "streamlit", "run", str(APP), *options])
