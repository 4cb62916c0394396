"""recoupe reread: one process, several, a Dask cluster: the same rows, byte for byte, whoever dies on the way."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from multiprocessing import active_children
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from documents import SOURCE, archived, held, texts

from extraction.rereading import by_dask, by_processes
from extraction.run import ReadAll, ReadReport, read_pending
from kb.engine import engine_for
from kb.errors import KbError
from kb.freezing import create_release

if TYPE_CHECKING:
    from conftest import Base

pytestmark = pytest.mark.slow
COUNT = 24


@dataclass(frozen=True)
class Archived:
    """A base whose documents nobody has read, and what one process makes of it."""

    base: "Base"
    alone: dict[str, Any]


@pytest.fixture(scope="module")
def documents(empty_template: "Base", tmp_path_factory: pytest.TempPathFactory) -> Archived:
    base = empty_template.copy_to(tmp_path_factory.mktemp("documents"))
    archived(engine_for(base.variables["RECOUPE_DATABASE_URL"]), str(base.archive), texts(COUNT))
    read = base.copy_to(tmp_path_factory.mktemp("alone"))
    report = reread(read, None)
    assert (report.snapshots_read, report.unreadable) == (COUNT, {})
    return Archived(base, held(read.file, read.archive))


def reread(base: "Base", reading: ReadAll | None) -> ReadReport:
    return read_pending(engine_for(base.variables["RECOUPE_DATABASE_URL"]), str(base.archive), SOURCE, reading=reading)


def test_the_documents_hold_signals_of_two_countries(documents: Archived) -> None:
    assert len(documents.alone["signal"]) >= 2 * COUNT
    assert len(documents.alone["reading"]) == COUNT


def test_a_process_that_is_killed_changes_nothing(documents: Archived, tmp_path: Path) -> None:
    base = documents.base.copy_to(tmp_path)
    killed: list[int] = []

    def fatal(archive_url: str, waiting: Any) -> Iterator[Any]:
        for number, one in enumerate(reading(archive_url, waiting)):
            if number in {2, 9}:
                victim = next(child for child in active_children() if child.pid not in killed)
                assert victim.pid is not None
                killed.append(victim.pid)
                os.kill(victim.pid, signal.SIGKILL)
            yield one

    with by_processes(2) as reading:
        assert reread(base, fatal).snapshots_read == COUNT
    assert len(killed) == 2
    assert held(base.file, base.archive) == documents.alone


def test_a_document_that_kills_whoever_reads_it_is_named_and_the_others_are_read(
    documents: Archived, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = documents.base.copy_to(tmp_path)
    monkeypatch.setattr("extraction.rereading.attempt", dies_over_number_5)
    with by_processes(2) as reading:
        report = reread(base, reading)
    assert report.snapshots_read == COUNT - 1
    (finding,) = report.unreadable.values()
    assert finding.where.endswith("/rapport-5")
    assert "died 3 times" in finding.detail


def dies_over_number_5(archive_url: str, snapshot: Any) -> Any:
    from extraction.run import attempt

    if snapshot.url.endswith("/rapport-5"):
        os.kill(os.getpid(), signal.SIGKILL)
    return attempt(archive_url, snapshot)


@contextmanager
def cluster(folder: Path, workers: int) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler and workers of this machine, started and stopped by us."""
    pytest.importorskip("distributed")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    dask = (
        [sys.executable, "-m", "distributed.cli.dask_scheduler"],
        [sys.executable, "-m", "distributed.cli.dask_worker"],
    )
    options = ["--nthreads", "1", "--no-nanny", "--no-dashboard", "--death-timeout", "60"]
    with ExitStack() as started:
        scheduler = [*dask[0], "--host", "127.0.0.1", "--port", address.rpartition(":")[2], "--no-dashboard"]
        commands = [scheduler, *([[*dask[1], address, *options]] * workers)]
        running = [_started(started, command, folder) for command in commands]
        yield address, running[1:]


def _started(started: ExitStack, command: list[str], folder: Path) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(
        command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    started.callback(process.wait)
    started.callback(process.kill)
    return process


@contextmanager
def workers_of(address: str, count: int) -> Iterator[ReadAll]:
    """Reading by a cluster, once its workers have come."""
    from distributed import Client

    with Client(address, timeout="60s") as client:
        client.wait_for_workers(count, timeout=120)
    with by_dask(address) as reading:
        yield reading


def test_dask_workers_keep_what_one_process_keeps_even_when_one_is_killed(documents: Archived, tmp_path: Path) -> None:
    base = documents.base.copy_to(tmp_path / "base")
    with cluster(tmp_path, 2) as (address, workers), workers_of(address, 2) as reading:

        def fatal(archive_url: str, waiting: Any) -> Iterator[Any]:
            for number, one in enumerate(reading(archive_url, waiting)):
                if number == 3:
                    workers[0].kill()
                yield one

        assert reread(base, fatal).snapshots_read == COUNT
        assert workers[0].wait(timeout=60) != 0
    assert held(base.file, base.archive) == documents.alone


def test_the_command_reads_with_several_processes_and_says_what_it_did(documents: Archived, tmp_path: Path) -> None:
    base = documents.base.copy_to(tmp_path)
    told = base.installed("reread", "--source", SOURCE, "--workers", 2)
    assert (told.returncode, told.stderr) == (0, "")
    assert f"{SOURCE}: {COUNT} snapshots read again by report/1" in told.stdout
    assert "new signals" in told.stdout
    assert held(base.file, base.archive) == documents.alone
    again = base("reread", "--source", SOURCE)
    assert (again.returncode, again.stdout) == (0, "")


def test_stopped_in_the_middle_it_goes_on_where_it_was(documents: Archived, tmp_path: Path) -> None:
    base = documents.base.copy_to(tmp_path)

    def stopped(archive_url: str, waiting: Any) -> Iterator[Any]:
        with by_processes(2) as reading:
            for number, one in enumerate(reading(archive_url, waiting)):
                if number == 5:
                    raise KeyboardInterrupt
                yield one

    with pytest.raises(KeyboardInterrupt):
        reread(base, stopped)
    assert reread(base, None).snapshots_read == COUNT - 5
    found = held(base.file, base.archive)
    assert {name: rows for name, rows in found.items() if name != "conversions"} == {
        name: rows for name, rows in documents.alone.items() if name != "conversions"
    }
    release = create_release(engine_for(base.variables["RECOUPE_DATABASE_URL"]), str(base.archive))
    assert release.counts["refused"] == []


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--workers", "0"], "--workers"),
        (["--workers", "2", "--dask", "tcp://127.0.0.1:1"], "give one of them"),
        (["--dask", "127.0.0.1:8786"], "no address of a scheduler"),
        (["--dask", "tcp://127.0.0.1:1"], "No Dask scheduler answers"),
        (["--source", "nobody"], "nobody"),
    ],
)
def test_bad_input_is_one_sentence(base: "Base", options: list[str], told: str) -> None:
    pytest.importorskip("distributed")
    answer = base("reread", *options)
    assert answer.returncode == 2
    assert answer.stdout == ""
    assert told in answer.stderr
    assert len(answer.stderr.strip().splitlines()) == 1


def test_without_dask_the_command_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(KbError, match="pip install"), by_dask("tcp://127.0.0.1:1"):
        pass


def test_a_worker_of_another_version_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from extraction import rereading

    class Future:
        def result(self) -> tuple[str, dict[str, Any]]:
            return "report/0", {}

    class Snapshot:
        source_key = SOURCE

    with pytest.raises(KbError, match="Install the same version"):
        rereading._result(Snapshot(), Future())  # type: ignore[arg-type]
