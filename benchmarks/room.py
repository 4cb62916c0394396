"""A reading room to be measured: its base, its server, and a client that speaks Streamlit's own protocol, without a browser."""

import asyncio
import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from kb.settings import settings

ROOT = Path(__file__).parents[1]
RECOUPE = str(Path(sys.executable).with_name("recoupe"))
INDEX = settings().shared / "replay" / "index.jsonl"
LONGEST_RUN = 60.0  # seconds: a rerun that takes longer is an error


def base_in(folder: Path) -> dict[str, str]:
    """The recorded WHO catalogue as release 1; the environment that leads to it."""
    env = {**os.environ, "RECOUPE_DATABASE_URL": f"sqlite:///{folder}/base.db", "RECOUPE_ARCHIVE_URL": f"{folder}/archive",
           "RECOUPE_LOG_DIR": f"{folder}/log"}  # fmt: skip
    for args in (
        ("init", "--no-starter"),
        ("crawl", "who_gho", "--replay", str(INDEX.resolve())),
        ("release", "create"),
    ):
        subprocess.run([RECOUPE, *args], env=env, check=True, stdout=subprocess.DEVNULL, cwd=ROOT)
    return env


@contextmanager
def serving(command: list[str], env: Mapping[str, str]) -> Iterator[tuple[int, int]]:
    """A server on a free loopback port (`PORT` in the command); its port and its process id. Stopped at the end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    started = [part.replace("PORT", str(port)) for part in command]
    process = subprocess.Popen(started, cwd=ROOT, env=dict(env), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port, process)
        yield port, process.pid
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(240):
        if process.poll() is not None:
            raise SystemExit(f"{process.args!r} ended with {process.returncode}.")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2):
                return
        except OSError:
            time.sleep(0.25)
    raise SystemExit(f"{process.args!r} did not answer within a minute.")


ROOM = [RECOUPE, "serve", "--port", "PORT"]


class Session:
    """One reader: a websocket, and the widgets that the last drawing held."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self.drawn: list[Any] = []
        """The elements of the last rerun, as the server sent them."""

    async def rerun(self, query: str) -> float:
        """Seconds from the request to the end of the script, every element received."""
        asked = BackMsg()
        asked.rerun_script.query_string = query
        self.drawn = []
        start = time.perf_counter()
        await self._socket.send(asked.SerializeToString())
        while True:
            message = ForwardMsg()
            message.ParseFromString(await self._received(start))
            if message.WhichOneof("type") == "delta":
                self.drawn.append(message.delta)
            if message.WhichOneof("type") == "script_finished":
                if message.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
                    continue  # an earlier rerun, stopped by this one
                self._check()
                return time.perf_counter() - start

    async def _received(self, start: float) -> bytes:
        left = LONGEST_RUN - (time.perf_counter() - start)
        received = await asyncio.wait_for(self._socket.recv(), max(left, 0.01))
        return received if isinstance(received, bytes) else received.encode()

    def _check(self) -> None:
        for delta in self.drawn:
            if delta.new_element.WhichOneof("type") == "exception":
                raise RuntimeError(delta.new_element.exception.message)


def opened(port: int) -> Any:
    """A connection to the server of this machine: `async with opened(port) as socket`."""
    return connect(
        f"ws://127.0.0.1:{port}/_stcore/stream", subprotocols=["streamlit"], max_size=None, compression=None,
        origin=f"http://127.0.0.1:{port}",
    )  # fmt: skip


def resident_mb(pid: int) -> float:
    """Memory of a process and its children that is in use, in megabytes."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def told(name: str, figures: Mapping[str, float], targets: Mapping[str, float]) -> int:
    """Print the figures with their targets as one JSON line; 1 when one is above its target."""
    kept = {key: round(value, 3) for key, value in figures.items()}
    print(json.dumps({"bench": name, **kept, "targets": dict(targets)}, ensure_ascii=False))
    return int(any(figures[key] > most for key, most in targets.items()))
