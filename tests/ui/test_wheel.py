"""An installed copy is whole: the wheel, in an environment that holds nothing of ours, opens the reading room and its guide."""

import os
import shutil
import socket
import subprocess
import sys
import sysconfig
import time
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ui.guide import GUIDE

ROOT = Path(__file__).parents[2]
UV = str(Path(sys.executable).with_name("uv"))
NOT_OURS = shutil.ignore_patterns(".*", "var", "dist", "build", "tests", "__pycache__", "node_modules")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `make wheel` makes of these files."""
    copy, made = tmp_path_factory.mktemp("source") / "recoupe", tmp_path_factory.mktemp("wheel")
    shutil.copytree(ROOT, copy, ignore=NOT_OURS)
    shutil.copytree(ROOT / ".streamlit", copy / ".streamlit")
    build = [UV, "build", "--quiet", "--wheel", "--offline", "--no-build-isolation", "--python", sys.executable]
    told = subprocess.run([*build, "--out-dir", str(made), str(copy)], capture_output=True, text=True)
    assert told.returncode == 0, told.stderr
    return next(made.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty environment with the wheel, and its Python."""
    folder = tmp_path_factory.mktemp("installed") / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    python = folder / "bin" / "python"
    install = [UV, "pip", "install", "--quiet", "--offline", "--no-deps", "--python", str(python), str(wheel)]
    told = subprocess.run(install, capture_output=True, text=True)
    assert told.returncode == 0, told.stderr
    return python


def alone(folder: Path, **more: str) -> dict[str, str]:
    """An environment where the dependencies are this one's, and nothing of ours is: a path given so reads no .pth file."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("RECOUPE_", "PYTHON"))}
    base = {"RECOUPE_DATABASE_URL": f"sqlite:///{folder}/base.db", "RECOUPE_ARCHIVE_URL": str(folder / "archive")}
    return {**kept, **base, "RECOUPE_LOG_DIR": str(folder / "log"), "PYTHONPATH": sysconfig.get_path("purelib"), **more}


def test_the_guide_and_its_pictures_are_in_the_wheel(wheel: Path, installed: Path, tmp_path: Path) -> None:
    assert not [name for name in zipfile.ZipFile(wheel).namelist() if name.startswith(("tests/", "docs/"))]
    told = (
        "from ui import guide; print(guide.GUIDE); print(sum(isinstance(one, guide.Picture) for one in guide.parts()))"
    )
    done = subprocess.run(
        [str(installed), "-c", told], env=alone(tmp_path), cwd=tmp_path, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    place, pictures = done.stdout.split()
    assert str(installed.parents[1]) in place, "the guide of the wheel, not that of the source"
    assert int(pictures) == GUIDE.read_text(encoding="utf-8").count("](images/guide-")


@pytest.fixture
def room(installed: Path, tmp_path: Path) -> Iterator[str]:
    """`recoupe init`, then `recoupe serve`, from the environment and away from the source; its address."""
    recoupe, env = str(installed.with_name("recoupe")), alone(tmp_path)
    subprocess.run([recoupe, "init"], env=env, cwd=tmp_path, check=True, capture_output=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with (tmp_path / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [recoupe, "serve", "--port", str(port)], env=env, cwd=tmp_path, stdout=log, stderr=log
        )
    try:
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait(timeout=20)


def answer(url: str) -> Any:
    for _ in range(120):
        try:
            return urllib.request.urlopen(url, timeout=5)
        except OSError:
            time.sleep(0.5)
    raise AssertionError(f"no answer at {url}")


def test_the_reading_room_opens_from_the_wheel(room: str) -> None:
    assert answer(f"{room}_stcore/health").status == 200
    page = answer(room)
    assert 'lang="fr"' in page.read().decode()
    assert "default-src 'none'" in page.headers["Content-Security-Policy"], "our headers are around every answer"
