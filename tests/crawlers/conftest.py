"""Live crawls against a publisher on the loopback. Only these tests may lend a private address to a crawl: in code."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from local_server import Site, running

from crawlers import runner
from crawlers.network import LOCAL_ADDRESSES
from crawlers.settings import scrapy_settings
from kb.sources import definition

if TYPE_CHECKING:
    from conftest import Base, Told

QUICK: dict[str, Any] = {
    LOCAL_ADDRESSES: ["127.0.0.1"],
    "DOWNLOAD_DELAY": 0,
    "RECOUPE_FIRST_WAIT": 0.02,
    "RECOUPE_LONGEST_WAIT": 2.0,
    "RETRY_TIMES": 2,
    "DOWNLOAD_TIMEOUT": 3,
}
# without what it says of another source, which is not in the folder of a test
WHO_GHO = {
    name: value
    for name, value in yaml.safe_load((definition.FOLDER / "who_gho.yml").read_text(encoding="utf-8")).items()
    if name != "republishes"
}
REPORTS: dict[str, Any] = {
    **{name: value for name, value in WHO_GHO.items() if name not in {"indicators", "expect_replay"}},
    "title": "Rapports d’une organisation d’essai",
    "short": "ESSAI",
    "publisher": "Organisation d’essai",
    "expect": {"listed": {"min": 1, "max": 1000}},
}


@dataclass(frozen=True)
class Measured:
    """A command that ran in a process of its own: what it told, its peak memory, how long it took."""

    returncode: int
    stdout: str
    stderr: str
    megabytes: float
    seconds: float

    @property
    def run(self) -> dict[str, Any]:
        (only,) = json.loads(self.stdout)["runs"]
        return dict(only)


@dataclass
class Live:
    """A base, a publisher, and the definitions of its sources."""

    base: "Base"
    site: Site
    sources: Path
    settings: dict[str, Any] = field(default_factory=lambda: dict(QUICK))

    def who_gho(self, **changed: Any) -> None:
        self.write("who_gho", {**WHO_GHO, "data_url": f"{self.site.root}/api/", **changed})

    def reports(self, key: str = "essai", listing: dict[str, Any] | None = None, **changed: Any) -> None:
        self.write(key, {**REPORTS, "data_url": f"{self.site.root}/list", "listing": listing or {}, **changed})

    def write(self, key: str, content: dict[str, Any]) -> None:
        text = yaml.safe_dump(content, allow_unicode=True)
        (self.sources / f"{key}.yml").write_text(text, encoding="utf-8")
        definition.read_all.cache_clear()

    def crawl(self, key: str, *more: object) -> "Told":
        return self.base("crawl", key, "--format", "json", *more)

    def measured(self, *args: object) -> Measured:
        """The command in a process of its own."""
        order = self.base.folder / "order.json"
        order.write_text(
            json.dumps({"settings": self.settings, "sources": str(self.sources), "args": [str(arg) for arg in args]}),
            encoding="utf-8",
        )
        script = Path(__file__).with_name("crawl_in_its_own_process.py")
        began = time.monotonic()
        out, err = (self.base.folder / name for name in ("out.txt", "err.txt"))
        with out.open("w") as stdout, err.open("w") as stderr:
            child = subprocess.run(
                [sys.executable, str(script), str(order)], stdout=stdout, stderr=stderr,
                cwd=self.base.folder, env=self.base.variables, timeout=180,
            )  # fmt: skip
        texts = (path.read_text(encoding="utf-8") for path in (out, err))
        return Measured(
            child.returncode, *texts, int(order.with_suffix(".peak").read_text()) / 1024, time.monotonic() - began
        )


@pytest.fixture
def site() -> Iterator[Site]:
    with running(Site()) as made:
        yield made


@pytest.fixture
def sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of definitions of its own, in the place of kb/sources/."""
    folder = tmp_path / "sources"
    folder.mkdir()
    monkeypatch.setattr(definition, "FOLDER", folder)
    definition.read_all.cache_clear()
    yield folder
    monkeypatch.undo()
    definition.read_all.cache_clear()


def _live(base: "Base", site: Site, sources: Path, monkeypatch: pytest.MonkeyPatch) -> Live:
    made = Live(base, site, sources)

    def lent(**given: Any) -> dict[str, Any]:
        return scrapy_settings(**given) | made.settings

    monkeypatch.setattr(runner, "scrapy_settings", lent)
    return made


@pytest.fixture
def live(base: "Base", site: Site, sources: Path, monkeypatch: pytest.MonkeyPatch) -> Live:
    """An empty base and a publisher on the loopback."""
    return _live(base, site, sources, monkeypatch)


@pytest.fixture
def live_released(released: "Base", site: Site, sources: Path, monkeypatch: pytest.MonkeyPatch) -> Live:
    """A base that serves release 1, and a publisher on the loopback."""
    return _live(released, site, sources, monkeypatch)
