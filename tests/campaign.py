"""kill -9 campaigns, shared by the short test and the long one."""

import os
import signal
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from conftest import Base


@dataclass
class Campaign:
    """kill -9 at chosen moments of crawl → read → release create, then the same commands again."""

    index: Path
    template: "Base"
    folder: Path
    reference: str = ""
    durations: dict[str, float] = field(default_factory=dict)

    def prepare(self) -> None:
        """Once without a kill: the hash to find again, and how long each command takes."""
        base = self.template.copy_to(self.folder / "reference")
        for name, args in self._commands():
            began = time.monotonic()
            told = base(*self._told(base, args))
            self.durations[name] = time.monotonic() - began
            assert "fault of the programme" not in told.stderr, told.stderr
        self.reference = self._releases(base)[-1]["sha256"]

    def kill(self, number: int, name: str, share: float) -> "Base":
        """Kill the command `name` after this share of its usual time; then check, do everything again and check."""
        base = self.template.copy_to(self.folder / f"kill-{number}")
        for step, args in self._commands():
            if step != name:
                base(*self._told(base, args))
                continue
            child = base.started(*self._told(base, args))
            time.sleep(self.durations[name] * share)
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            break
        self._check(base, f"killed in {name} at {share:.2f}")
        assert base("init", "--no-starter").returncode == 0
        for _, args in self._commands():
            told = base(*self._told(base, args))
            assert "fault of the programme" not in told.stderr, told.stderr
        self._check(base, f"after {name} at {share:.2f}")
        assert self._releases(base)[-1]["sha256"] == self.reference
        return base

    def _commands(self) -> list[tuple[str, list[object]]]:
        crawl = ["crawl", "who_gho", "--replay", self.index, "--format", "json"]
        return [
            ("crawl", crawl),
            ("read", ["read"]),
            ("release", ["release", "create", "--accept", "LAST", "--reason", "kill"]),
        ]

    def _told(self, base: "Base", args: list[object]) -> list[object]:
        if "LAST" not in args:
            return args
        (source,) = [one for one in base("sources", "--format", "json").json if one["key"] == "who_gho"]
        return [source["last_run"]["id"] if one == "LAST" else one for one in args]

    @staticmethod
    def _releases(base: "Base") -> list[dict[str, Any]]:
        told = base("release", "list", "--format", "json")
        assert told.returncode == 0, told.stderr
        return list(told.json)

    def _check(self, base: "Base", when: str) -> None:
        """Only whole releases are ever seen."""
        for release in self._releases(base):
            checked = base("release", "verify", release["number"])
            assert checked.returncode == 0, (when, checked.stderr)
            assert release["sha256"] == self.reference, when
