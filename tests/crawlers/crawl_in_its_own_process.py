"""The command in a process of its own, to see what memory it takes: `python crawl_in_its_own_process.py ORDER.json`."""

import atexit
import json
import re
import sys
from pathlib import Path
from typing import Any
from unittest import mock


def keep_peak(path: Path) -> None:
    """The peak of this programme alone, in kB: what wait4 tells counts the process that started it too."""
    told = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"))
    path.write_text(told.group(1) if told else "", encoding="ascii")


def main() -> None:
    order: dict[str, Any] = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    atexit.register(keep_peak, Path(sys.argv[1]).with_suffix(".peak"))
    import cli
    from crawlers import runner
    from crawlers.settings import scrapy_settings
    from kb.sources import definition

    def lent(**given: Any) -> dict[str, Any]:
        return scrapy_settings(**given) | order["settings"]

    sys.argv = ["recoupe", *order["args"]]
    with (
        mock.patch.object(definition, "FOLDER", Path(order["sources"])),
        mock.patch.object(runner, "scrapy_settings", lent),
    ):
        cli.main()


if __name__ == "__main__":
    main()
