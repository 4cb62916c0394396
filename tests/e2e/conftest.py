"""A real server on a real base, and Debian's Chromium."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
ARTEFACTS = ROOT / "tests" / "artefacts"
CHROMIUM = Path(os.environ.get("RECOUPE_CHROMIUM", "/usr/bin/chromium"))
QUIET = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-default-apps",
]


@dataclass
class Server:
    """Where the reading room answers, and what it logged."""

    address: str
    log: Path


@pytest.fixture
def server(released: Any, tmp_path: Path) -> Iterator[Server]:
    """The reading room on the small base of release 1."""
    with serving(released, tmp_path) as one:
        yield one


@pytest.fixture
def server_of_two(released: Any, recording: Any, tmp_path: Path) -> Iterator[Server]:
    """The same, a month later: a release 2 where one figure became 99.9 (invented)."""
    answer = recording.answer("HIV_ARTCOVERAGE")
    revised = next(row for row in answer["value"] if row["SpatialDim"] == "CIV" and row["NumericValue"])
    revised.update(Value="99.9", NumericValue=99.9, Low=None, High=None)
    recording.keep("HIV_ARTCOVERAGE", answer)
    later = released.at("2026-04-12T09:00:00+00:00")
    later.crawl(recording.index)
    assert later.release()["number"] == 2
    with serving(later, tmp_path) as one:
        yield one


@pytest.fixture(scope="session")
def serve() -> Any:
    """`serving`, for a test that makes its own base."""
    return serving


@contextmanager
def serving(released: Any, tmp_path: Path) -> Iterator[Server]:
    """`recoupe serve` on a free loopback port; stopped by its own process id."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = tmp_path / "server.log"
    # dates shown to a doctor must be real: serve refuses the tests' clock
    env = {name: value for name, value in released.variables.items() if name != "RECOUPE_CLOCK"}
    command = [str(Path(sys.executable).with_name("recoupe")), "serve", "--port", str(port)]
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=out, stderr=subprocess.STDOUT)
    try:
        _wait_for(f"http://127.0.0.1:{port}/_stcore/health", process, log)
        yield Server(f"http://127.0.0.1:{port}/", log)
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(120):
        assert process.poll() is None, log.read_text()
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.25)
    raise AssertionError(f"the server did not answer: {log.read_text()}")


@pytest.fixture
def chromium() -> Iterator[Any]:
    """Debian's Chromium without a window."""
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is missing: install Debian's chromium")
    from playwright.sync_api import sync_playwright

    ARTEFACTS.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=QUIET)
        yield browser
        browser.close()


@dataclass
class Watched:
    """A page, with everything it asked for and every address and title it had."""

    page: Any
    requests: list[str]
    addresses: list[str]
    errors: list[str]

    def note(self) -> None:
        """Look at the address and the title as a passer-by would."""
        self.addresses.append(str(self.page.evaluate("location.href + ' ' + document.title")))

    def shot(self, name: str, *, full: bool = False) -> None:
        self.page.screenshot(path=str(ARTEFACTS / f"{name}.png"), full_page=full)


@pytest.fixture
def watched(chromium: Any) -> Watched:
    """A hospital screen."""
    page = chromium.new_page(viewport={"width": 1366, "height": 768}, locale="fr-FR", accept_downloads=True)
    page.set_default_timeout(20_000)
    held = Watched(page, [], [], [])
    page.on("request", lambda request: held.requests.append(request.url))
    page.on("websocket", lambda opened: held.requests.append(opened.url))
    page.on("pageerror", lambda error: held.errors.append(str(error)))
    return held


@pytest.fixture
def readable() -> re.Pattern[str]:
    """What must be read in no address, no title, no log."""
    return re.compile(r"ivoire|\bciv\b|vih|hiv|sida|diab|ivory", re.IGNORECASE)
