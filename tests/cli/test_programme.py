"""The programme is put together from one file of commands, or from all of them."""

import subprocess
import sys

import pytest

from cli.app import COMMANDS, programme

EVERY = [(file, name) for file, names in COMMANDS.items() for name in names]


def names_in(asked: str | None) -> set[str]:
    app = programme(asked)
    plain = {one.name or (one.callback.__name__ if one.callback else "") for one in app.registered_commands}
    return plain | {str(group.name) for group in app.registered_groups}


@pytest.mark.parametrize(("file", "name"), EVERY, ids=[name for _, name in EVERY])
def test_a_command_is_found_in_the_file_said_to_hold_it(file: str, name: str) -> None:
    assert names_in(name) == set(COMMANDS[file])


@pytest.mark.parametrize("asked", [None, "--help", "fich"])
def test_anything_else_loads_them_all(asked: str | None) -> None:
    assert names_in(asked) == {name for _, name in EVERY}


def test_a_fiche_needs_no_crawler() -> None:
    code = "import sys; from cli.app import programme; programme('fiche'); print('scrapy' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"


@pytest.mark.parametrize("args", [[], ["release"]])
def test_without_a_command_the_help_is_the_whole_answer(args: list[str]) -> None:
    told = subprocess.run(
        [sys.executable, "-c", "from cli import main; main()", *args], capture_output=True, text=True, check=False
    )
    assert told.returncode == 2
    assert "Usage: " in told.stdout
    assert told.stderr == ""
