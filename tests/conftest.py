"""What the tests share: a temporary base, the installed command, and recorded answers, ours and WHO's.

Scrapy's reactor starts once per process: every crawl of the tests runs in a process of its own.
"""

import json
import os
import resource
import shutil
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

import hypothesis
import postgres
import pytest
from campaign import Campaign

from kb.engine import engine_for
from kb.settings import settings

# a property is true or false; how fast it is belongs to benchmarks/
hypothesis.settings.register_profile("recoupe", deadline=None)
hypothesis.settings.load_profile("recoupe")

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "tests" / "examples" / "who_gho"
SHARED = (ROOT / os.environ.get("RECOUPE_SHARED", "../shared")).resolve()
RECOUPE = Path(sys.executable).with_name("recoupe")
API = "https://ghoapi.azureedge.net/api/"
SMALL_CODES = ("HIV_ARTCOVERAGE", "GHED_OOPSCHE_SHA2011", "NCD_CCS_Insulin")
FIRST_DAY = "2026-03-12T09:00:00+00:00"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-expected", action="store_true", help="write tests/examples/*/expected; then read the diff"
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "postgres: needs the PostgreSQL server of Debian")
    config.addinivalue_line("markers", "long: full-size campaigns, run by `make test-long` only")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A campaign of many minutes runs only when it is asked for: `-m long`."""
    if "long" in (config.option.markexpr or ""):
        return
    long = [item for item in items if item.get_closest_marker("long")]
    if long:
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if not item.get_closest_marker("long")]


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("shared") and not (SHARED / "replay" / "index.jsonl").exists():
        pytest.skip(f"the recorded answers are not at {SHARED}; set RECOUPE_SHARED to their folder")
    if item.get_closest_marker("postgres") and postgres.binaries() is None:
        pytest.skip("PostgreSQL is not installed: no server in /usr/lib/postgresql")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
    """Under CI=true nothing is skipped in silence: a skip is a failure."""
    report = yield
    if report.skipped and os.environ.get("CI") == "true" and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped under CI=true: {report.longrepr[2] if isinstance(report.longrepr, tuple) else ''}"
    return report


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


@pytest.fixture
def update_expected(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-expected"))


@pytest.fixture(scope="session")
def shared() -> Path:
    return SHARED


@pytest.fixture
def recording(tmp_path: Path) -> Recording:
    """The small recorded answers, to be spoilt at will."""
    return small_recording(tmp_path / "recording")


@pytest.fixture
def small_index(recording: Recording) -> Path:
    return recording.index


@pytest.fixture
def nowhere(tmp_path: Path) -> Base:
    """A place where `recoupe init` has not been run."""
    (tmp_path / "base").mkdir()
    return Base(tmp_path / "base")


@pytest.fixture(scope="session")
def empty_template(tmp_path_factory: pytest.TempPathFactory) -> Base:
    base = Base(tmp_path_factory.mktemp("empty")).at(FIRST_DAY)
    assert base("init", "--no-starter").returncode == 0
    return base


@pytest.fixture(scope="session")
def small_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_recording(tmp_path_factory.mktemp("recorded")).index


@pytest.fixture(scope="session")
def released_template(empty_template: Base, small_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Base:
    base = empty_template.copy_to(tmp_path_factory.mktemp("released"))
    told = base.crawl(small_template)
    assert told.run["outcome"] == "below_expectation", told
    assert base.release()["number"] == 1
    return base


@pytest.fixture
def base(empty_template: Base, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Base]:
    """Tables and nothing else; this process sees the same base as the commands."""
    yield from _lent(empty_template.copy_to(tmp_path / "base"), monkeypatch)


@pytest.fixture
def released(released_template: Base, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Base]:
    """The small recorded answers, crawled and frozen as release 1 on 12 March 2026."""
    yield from _lent(released_template.copy_to(tmp_path / "base"), monkeypatch)


def _lent(base: Base, monkeypatch: pytest.MonkeyPatch) -> Iterator[Base]:
    for name, value in base.variables.items():
        if name.startswith("RECOUPE_"):
            monkeypatch.setenv(name, value)
    settings.cache_clear()
    engine_for.cache_clear()
    yield base
    engine_for(base.variables["RECOUPE_DATABASE_URL"]).dispose()
    settings.cache_clear()
    engine_for.cache_clear()


@pytest.fixture
def recoupe(base: Base) -> Callable[..., Told]:
    """The installed programme, on a base with tables and nothing else."""
    return base.installed


@dataclass(frozen=True)
class FullBase:
    """The whole recorded catalogue, crawled twice around release 1. Read it only."""

    base: Base
    first: dict[str, Any]
    second: dict[str, Any]
    release: dict[str, Any]


@pytest.fixture(scope="session")
def full_base(tmp_path_factory: pytest.TempPathFactory) -> FullBase:
    base, index = Base(tmp_path_factory.mktemp("full")), SHARED / "replay" / "index.jsonl"
    assert base.installed("init", "--no-starter").returncode == 0
    first = base.installed("crawl", "who_gho", "--replay", index, "--format", "json")
    assert first.returncode == 0, first.stderr
    release = base.installed("release", "create", "--format", "json")
    assert release.returncode == 0, release.stderr
    return FullBase(base, first.run, base.crawl(index).run, release.json)


@dataclass(frozen=True)
class TwoReleases:
    """The recorded catalogue of 2018 as release 1, with the series of 2026 before it as release 2. Read it only."""

    base: Base
    fiche_before: str
    """The fiche CIV × vih at release 1, as it was before release 2 existed."""
    release: dict[str, Any]


@pytest.fixture(scope="session")
def two_releases(full_base: FullBase, tmp_path_factory: pytest.TempPathFactory) -> TwoReleases:
    base, replay = full_base.base.copy_to(tmp_path_factory.mktemp("two")), SHARED / "replay"
    before = base("fiche", "CIV", "vih", "--release", 1, "--format", "json").stdout
    told = base.crawl(replay / "index-2026.jsonl", "--replay", replay / "index.jsonl")
    assert told.run["outcome"] == "complete", told
    release = base("release", "create", "--format", "json")
    assert release.returncode == 0, release.stderr
    return TwoReleases(base, before, release.json)


@dataclass(frozen=True)
class WholeBase:
    """Every recorded source crawled as one command, on top of the WHO catalogue; release 2. Read it only."""

    base: Base
    runs: dict[str, dict[str, Any]]


@pytest.fixture(scope="session")
def whole_base(full_base: FullBase, tmp_path_factory: pytest.TempPathFactory) -> WholeBase:
    base = full_base.base.copy_to(tmp_path_factory.mktemp("whole"))
    told = base("crawl", "--all", "--replay", SHARED / "replay" / "index.jsonl", "--format", "json")
    assert told.returncode == 1, told.stderr  # the sources that nobody recorded have failed
    released = base("release", "create")
    assert released.returncode == 0, released.stderr
    return WholeBase(base, {run["source"]: run for run in told.json["runs"]})


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[postgres.Server]:
    with postgres.running() as server:
        yield server


@pytest.fixture
def postgres_url(postgres_server: postgres.Server) -> Iterator[str]:
    """A database of its own on the private server."""
    url = postgres_server.fresh()
    yield url
    engine_for(url).dispose()
    postgres_server.drop(url)


@pytest.fixture(scope="module")
def new_base(
    postgres_server: postgres.Server, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], Base]]:
    """A function that makes an empty base, without tables, on the engine it is told."""
    urls: list[str] = []

    def make(engine: str) -> Base:
        base = Base(tmp_path_factory.mktemp(engine)).at(FIRST_DAY)
        if engine == "sqlite":
            return base
        urls.append(postgres_server.fresh())
        return base.having(RECOUPE_DATABASE_URL=urls[-1])

    yield make
    for url in urls:
        engine_for(url).dispose()
        postgres_server.drop(url)


@pytest.fixture(scope="module")
def small_answers(tmp_path_factory: pytest.TempPathFactory) -> Recording:
    """The small recorded answers, shared by the tests of a file."""
    return small_recording(tmp_path_factory.mktemp("answers"))


@pytest.fixture(scope="session")
def campaign(empty_template: Base, tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Campaign]:
    def prepared(index: Path) -> Campaign:
        made = Campaign(index, empty_template, tmp_path_factory.mktemp("kills"))
        made.prepare()
        return made

    return prepared
