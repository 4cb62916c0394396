"""A private PostgreSQL server for the tests: its own folder, its own port, gone at the end of the session."""

import os
import pwd
import shlex
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

# the order of a French server is not the order of the bytes: what must be canonical is put to the test
ORDERS = (["--locale-provider=icu", "--icu-locale=fr", "--locale=C.UTF-8"], ["--locale=C.UTF-8"])
SETTINGS = "listen_addresses=127.0.0.1 fsync=off synchronous_commit=off full_page_writes=off max_connections=40"


def binaries() -> Path | None:
    """The folder of the newest installed server, or None."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    return found[-1].parent if found else None


@dataclass(frozen=True)
class Server:
    """A running server that trusts whoever is on this machine."""

    folder: Path
    port: int
    _number: Iterator[int]

    def fresh(self) -> str:
        """The address of a database that nobody has used."""
        name = f"recoupe_{next(self._number)}"
        self.sql(f"CREATE DATABASE {name}")
        return f"postgresql+psycopg://postgres@127.0.0.1:{self.port}/{name}"

    def drop(self, url: str) -> None:
        self.sql(f"DROP DATABASE IF EXISTS {url.rpartition('/')[2]} WITH (FORCE)")

    def sql(self, statement: str, database: str = "postgres") -> None:
        import psycopg

        where = f"host=127.0.0.1 port={self.port} user=postgres dbname={database}"
        with psycopg.connect(where, autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[call-overload]


@contextmanager
def running() -> Iterator[Server]:
    """Start a server in a temporary folder, stop it at the end."""
    bin_ = binaries()
    assert bin_ is not None
    folder = Path(tempfile.mkdtemp(prefix="recoupe-pg-"))
    if os.geteuid() == 0:
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    data, log = folder / "data", folder / "log"
    try:
        _initdb(bin_, data)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = int(probe.getsockname()[1])
        options = f"-p {port} -k {folder} " + " ".join(f"-c {one}" for one in SETTINGS.split())
        _as_owner([bin_ / "pg_ctl", "start", "-w", "-t", "60", "-D", data, "-l", log, "-o", options])
        try:
            yield Server(folder, port, count(1))
        finally:
            _as_owner([bin_ / "pg_ctl", "stop", "-w", "-m", "immediate", "-D", data])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _initdb(bin_: Path, data: Path) -> None:
    for number, order in enumerate(ORDERS, 1):
        try:
            _as_owner([bin_ / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "-N", *order])
        except subprocess.CalledProcessError:
            if number == len(ORDERS):
                raise
            shutil.rmtree(data, ignore_errors=True)
        else:
            return


def _as_owner(command: list[object]) -> None:
    """The server refuses to run as root: then it belongs to the user `postgres`."""
    line = [str(part) for part in command]
    if os.geteuid() == 0:
        line = ["su", "postgres", "-s", "/bin/sh", "-c", shlex.join(line)]
    # the server inherits no pipe of ours: a pipe left open would make us wait for its end
    subprocess.run(line, check=True, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120)
