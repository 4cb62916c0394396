"""The fixtures that the tests share: small bases, the whole recorded catalogue, PostgreSQL. What they are made of: bases.py."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import hypothesis
import postgres
import pytest
from bases import FIRST_DAY, SHARED, Base, Recording, Told, small_recording
from campaign import Campaign

from kb.engine import engine_for
from kb.settings import settings

# a property is true or false; how fast it is belongs to benchmarks/
hypothesis.settings.register_profile("recoupe", deadline=None)
hypothesis.settings.load_profile("recoupe")


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
