"""No base, no release, a database that does not answer, starter figures alone: a sentence each, never a stack trace."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from kb.engine import engine_for
from kb.settings import settings
from ui import address
from ui.choice import Choice

Open = Callable[..., AppTest]
Html = Callable[[AppTest], str]
PAGES = ["annexe", "sources", "aide"]


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Point this process at a database address."""

    def _at(url: str) -> None:
        monkeypatch.setenv("RECOUPE_DATABASE_URL", url)
        settings.cache_clear()
        engine_for.cache_clear()

    yield _at
    settings.cache_clear()
    engine_for.cache_clear()


def test_no_base(at: Any, tmp_path: Path, open_app: Open, html_of: Html) -> None:
    at(f"sqlite:///{tmp_path}/none.db")
    app = open_app(Choice("CIV", ("vih",)))
    assert not app.exception
    assert "lancez recoupe init" in html_of(app)


@pytest.mark.parametrize(
    "url", ["postgresql+psycopg://nobody@127.0.0.1:9/none", "sqlite:////proc/none/base.db", "nonsense"]
)
def test_a_database_that_does_not_answer(url: str, at: Any, open_app: Open, html_of: Html) -> None:
    at(url)
    app = open_app(Choice("CIV", ("vih",)))
    assert not app.exception
    assert "La base de données ne répond pas" in html_of(app)
    assert "127.0.0.1" not in html_of(app), "a page does not tell where the base lives"


def test_a_base_without_release(base: object, open_app: Open, html_of: Html) -> None:
    app = open_app(Choice("CIV", ("vih",)))
    assert not app.exception
    assert "recoupe release create" in html_of(app)


@pytest.fixture
def starter_base(nowhere: Any, at: Any) -> Any:
    """Release 0, or a skip that says why."""
    from kb.starter import format as starter_file

    if starter_file.read() is None:
        pytest.skip("this checkout was built without the starter figures (kb/starter)")
    assert nowhere("init").returncode == 0
    at(nowhere.variables["RECOUPE_DATABASE_URL"])
    return nowhere


def test_starter_figures_say_so_on_every_page(starter_base: object, open_app: Open, html_of: Html) -> None:
    app = open_app(Choice("CIV", ("vih",)))
    assert not app.exception
    shown = html_of(app).replace("\u00a0", " ")
    assert "Chiffres de départ : livrés avec le programme, captés" in shown
    assert "recoupe crawl who_gho puis recoupe release create" in shown
    assert "chiffre de départ" in shown


def test_starter_figures_alone_are_compared_to_nothing(starter_base: object, open_app: Open, html_of: Html) -> None:
    app = AppTest.from_string("from ui.pages import changements\nchangements.show()", default_timeout=20)
    app.query_params["v"] = address.write(Choice("CIV", ("vih",)))
    shown = html_of(app.run())
    assert not app.exception
    assert "il n’y a encore rien à comparer" in shown
    assert not app.text_input, "no date leads anywhere"
