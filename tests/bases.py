"""A temporary base, the command that works on it, and recorded answers to be spoilt at will.

Scrapy's reactor starts once per process: every crawl of the tests runs in a process of its own.
"""

import json
import os
import resource
import shutil
import subprocess
import sys
import traceback
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from kb.engine import engine_for
from kb.settings import settings

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "tests" / "examples" / "who_gho"
SHARED = (ROOT / os.environ.get("RECOUPE_SHARED", "../shared")).resolve()
RECOUPE = Path(sys.executable).with_name("recoupe")
API = "https://ghoapi.azureedge.net/api/"
SMALL_CODES = ("HIV_ARTCOVERAGE", "GHED_OOPSCHE_SHA2011", "NCD_CCS_Insulin")
FIRST_DAY = "2026-03-12T09:00:00+00:00"


@dataclass(frozen=True)
class Told:
    """What a command answered."""

    returncode: int
    stdout: str
    stderr: str

    @property
    def json(self) -> Any:
        return json.loads(self.stdout)

    @property
    def run(self) -> dict[str, Any]:
        """The only run of `recoupe crawl --format json`."""
        (only,) = self.json["runs"]
        return dict(only)


@dataclass(frozen=True)
class Base:
    """A place for a base and its archive, and the commands that work on it."""

    folder: Path
    env: Mapping[str, str] = field(default_factory=dict)

    @property
    def file(self) -> Path:
        return self.folder / "base.db"

    @property
    def archive(self) -> Path:
        return self.folder / "archive"

    @property
    def variables(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("RECOUPE_")}
        ours = {"RECOUPE_DATABASE_URL": f"sqlite:///{self.file}", "RECOUPE_ARCHIVE_URL": str(self.archive)}
        return kept | ours | dict(self.env)

    def at(self, clock: str) -> "Base":
        """The same base, with another hour on the clock."""
        return replace(self, env={**self.env, "RECOUPE_CLOCK": clock})

    def having(self, **env: str) -> "Base":
        """The same base, with other variables."""
        return replace(self, env={**self.env, **env})

    def installed(self, *args: object) -> Told:
        """Run the installed `recoupe`, as an operator would."""
        ran = subprocess.run(
            [str(RECOUPE), *map(str, args)],
            capture_output=True,
            text=True,
            cwd=self.folder,
            env=self.variables,
            timeout=300,
        )
        return Told(ran.returncode, ran.stdout, ran.stderr)

    def started(self, *args: object, file_limit: int | None = None) -> int:
        """Start the same command in a child of this process and come back at once with its number."""
        _load_once()
        sys.stdout.flush()
        sys.stderr.flush()
        child = os.fork()
        if child == 0:
            out, err = self.folder / ".stdout", self.folder / ".stderr"
            _be_the_command([str(RECOUPE), *map(str, args)], self, out, err, file_limit)
        return child

    def __call__(self, *args: object, file_limit: int | None = None) -> Told:
        """Run the same command in a child of this process, which has the modules loaded: two seconds less each time."""
        out, err = self.folder / ".stdout", self.folder / ".stderr"
        child = self.started(*args, file_limit=file_limit)
        _, status = os.waitpid(child, 0)
        told = Told(os.waitstatus_to_exitcode(status), out.read_text(encoding="utf-8"), err.read_text(encoding="utf-8"))
        out.unlink()
        err.unlink()
        return told

    def crawl(self, index: Path, *more: object) -> Told:
        return self("crawl", "who_gho", "--replay", index, "--format", "json", *more)

    def release(self) -> dict[str, Any]:
        """Freeze, taking the last run although it is smaller than a whole catalogue."""
        (source,) = [s for s in self("sources", "--format", "json").json if s["key"] == "who_gho"]
        accepted = ("--accept", source["last_run"]["id"], "--reason", "a small replay")
        told = self("release", "create", *accepted, "--format", "json")
        assert told.returncode == 0, told.stderr
        return dict(told.json)

    def copy_to(self, folder: Path) -> "Base":
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        return replace(self, folder=folder)


@cache
def _load_once() -> None:
    """What every command loads, so that its children find it loaded."""
    import twisted.internet.asyncioreactor  # noqa: F401  (imported, not installed)

    import cli  # noqa: F401
    from kb.vocabulary import loader

    for load in (loader.load_countries, loader.load_families, loader.load_components, loader.load_area_codes):
        load()
    loader.load_indicators("who_gho")


def _be_the_command(argv: list[str], base: Base, out: Path, err: Path, file_limit: int | None) -> None:
    """In the child: become the command, and never come back."""
    code = 70
    try:
        from cli import main

        for number, path in ((1, out), (2, err)):
            os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
        sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
        sys.stderr = os.fdopen(2, "w", encoding="utf-8", closefd=False)
        os.chdir(base.folder)
        os.environ.clear()
        os.environ.update(base.variables)
        settings.cache_clear()
        engine_for.cache_clear()
        sys.argv = argv
        if file_limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (file_limit, file_limit))
        main()
        code = 0
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 1
    except BaseException:  # noqa: BLE001  (what an interpreter does with what nobody caught)
        traceback.print_exc()
        code = 1
    finally:
        try:
            sys.stdout.flush()
            sys.stderr.flush()
        finally:  # even where the disk is full: a child that came back would run the rest of the tests
            os._exit(code)


@dataclass
class Recording:
    """A replay index that we write ourselves, in WHO's format."""

    folder: Path
    lines: dict[str, dict[str, Any]] = field(default_factory=dict)

    def keep(self, path: str, body: object, **stated: Any) -> None:
        """Record an answer: bytes as they are, anything else as JSON. None forgets the address."""
        self.lines.pop(path, None)
        if body is None:
            return
        name = f"{path.replace('/', '_')}-{len(list(self.folder.iterdir()))}.json"
        (self.folder / name).write_bytes(body if isinstance(body, bytes) else json.dumps(body).encode())
        self.lines[path] = {
            "source": "who_gho", "url": API + path, "match": "path", "file": name, "content_encoding": None,
            "status": 200, "media_type": "application/json", "captured_on": "2018-10", "kind": "reconstructed",
            "note": "figures invented for the tests; Id and Date are ours", **stated,
        }  # fmt: skip

    def answer(self, code: str) -> dict[str, Any]:
        """A recorded answer, to be changed and kept again."""
        return dict(deepcopy(json.loads((self.folder / self.lines[code]["file"]).read_bytes())))

    @property
    def index(self) -> Path:
        """The index as it is now: a file of its own, since an earlier crawl may have used another state."""
        path = self.folder / f"index-{len(list(self.folder.iterdir()))}.jsonl"
        path.write_text("".join(json.dumps(line) + "\n" for line in self.lines.values()), encoding="utf-8")
        return path


def small_recording(folder: Path) -> Recording:
    folder.mkdir(parents=True, exist_ok=True)
    recording = Recording(folder)
    recording.keep("Indicator", (EXAMPLES / "Indicator.json").read_bytes(), captured_on="2026-04-07", note="")
    recording.keep("DIMENSION/COUNTRY/DimensionValues", (EXAMPLES / "DIMENSION_COUNTRY.json").read_bytes())
    for code in SMALL_CODES:
        recording.keep(code, (EXAMPLES / f"{code}.json").read_bytes())
    return recording
