"""Every page in every situation of the base: it says something, never a stack trace, and never nothing."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from press import ADDRESS, Press, rows
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from kb.engine import engine_for
from kb.expectations import Outcome
from kb.lines import Line
from kb.queries import series_lines
from kb.releases import current_release
from kb.settings import settings
from ui import address
from ui.choice import Choice
from ui.components.search_state import Asked

if TYPE_CHECKING:
    from conftest import Base

ASK_THE_BASE = {"recoupement", "signaux", "changements", "medicament", "recherche"}
PAGES = (*sorted(ASK_THE_BASE), "ligne", "annexe", "sources", "cadre", "aide")
NEED_NO_BASE = {"cadre", "aide"}
VIH = Choice("CIV", ("vih",), medicine="dolutegravir")
CODE, NAME = "GHED_OOPSCHE_SHA2011", "payée directement par les ménages"


@pytest.fixture
def looking_at(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[["Base"], None]]:
    """Point this process at a base."""

    def _at(base: "Base") -> None:
        for name, value in base.variables.items():
            if name.startswith("RECOUPE_"):
                monkeypatch.setenv(name, value)
        settings.cache_clear()
        engine_for.cache_clear()

    yield _at
    engine_for.cache_clear()
    settings.cache_clear()


@pytest.fixture
def page() -> Callable[..., AppTest]:
    """One page inside the frame of the application, at a choice, a release and a line."""

    def _page(name: str, release: int | None = None, line: str = "0" * 16, citing: Any = None) -> AppTest:
        app = AppTest.from_string(
            f"import streamlit as st\nfrom ui import frame\nfrom ui.pages import {name}\n"
            f"frame.run(st.navigation([st.Page({name}.show, url_path={name!r})], position='hidden'))",
            default_timeout=60,
        )
        choice = Choice(VIH.country, VIH.families, VIH.components, release, VIH.medicine)
        app.query_params["v"] = address.write(choice)
        app.query_params["l"] = address.write_line(release or 0, line)
        app.session_state["basket"] = citing or {}
        app.session_state["search_asked"] = Asked("ménages")
        return app.run()

    return _page


@pytest.fixture
def said(html_of: Callable[[AppTest], str]) -> Callable[[AppTest], str]:
    """What a page shows, with plain spaces; it must be something, and no failure."""

    def _said(app: AppTest) -> str:
        assert not app.exception, app.exception[0].value if app.exception else ""
        shown = html_of(app) + "".join(one.value for one in app.markdown)
        assert 'class="rc-h1"' in shown or "rc-problem" in shown or "rc-empty" in shown, "a page that says nothing"
        return shown.replace("\u00a0", " ")

    return _said


every_page = pytest.mark.parametrize("name", PAGES)


@every_page
def test_without_a_release(name: str, base: "Base", page: Any, said: Any) -> None:
    shown = said(page(name))
    if name in ASK_THE_BASE:
        assert "La base est vide" in shown
    if name == "sources":
        assert "jamais exécutée" in shown


@pytest.fixture(scope="module")
def starter(tmp_path_factory: pytest.TempPathFactory) -> "Base":
    from bases import Base as MadeBase

    from kb.starter import format as starter_file

    if starter_file.read() is None:
        pytest.skip("this checkout was built without the starter figures (kb/starter)")
    made = MadeBase(tmp_path_factory.mktemp("starter"))
    assert made("init").returncode == 0
    return made


@every_page
def test_on_the_starter_figures(name: str, starter: "Base", looking_at: Any, page: Any, said: Any) -> None:
    looking_at(starter)
    line = figure(engine_for(settings().database_url))
    shown = said(page(name, 0, line.id, {0: [line.id]}))
    assert "Chiffres de départ" in shown
    if name in {"recoupement", "annexe"}:
        assert NAME in shown
    if name == "recherche":
        assert "rc-hits" in shown
    if name == "signaux":
        assert "aucun signal" in shown.lower()
    if name == "ligne":
        assert "Aucune copie n’est gardée ici" in shown


@pytest.mark.shared
@pytest.mark.slow
@every_page
def test_on_the_whole_recorded_base(name: str, whole_base: Any, looking_at: Any, page: Any, said: Any) -> None:
    looking_at(whole_base.base)
    line = figure(engine_for(settings().database_url))
    shown = said(page(name, None if name != "ligne" else 2, line.id, {2: [line.id]}))
    assert "rc-problem" not in shown
    if name in {"recoupement", "annexe", "ligne"}:
        assert NAME in shown


def figure(engine: Engine) -> Line:
    """The newest figure of one series."""
    release = current_release(engine)
    return series_lines(engine, release, "CIV", "who_gho", CODE)[-1]


@pytest.fixture
def press(base: "Base") -> Press:
    """Release 1, of ten figures."""
    made = Press(engine_for(base.variables["RECOUPE_DATABASE_URL"]), str(base.archive))
    made.run({ADDRESS: rows(10)})
    made.freeze()
    return made


@every_page
def test_at_a_release_that_does_not_exist(name: str, press: Press, page: Any, said: Any) -> None:
    line = figure(press.engine)
    shown = said(page(name, 9, line.id, {9: [line.id]}))
    if name in {*ASK_THE_BASE, "annexe"}:
        assert "demande la base n° 9, que cette installation ne tient pas" in shown
    if name == "ligne":
        assert "ne tient pas la ligne, ou la base" in shown


@every_page
def test_with_a_source_in_quarantine(name: str, press: Press, page: Any, said: Any) -> None:
    press.run({ADDRESS: rows(2)}, Outcome.BELOW_EXPECTATION)
    line = figure(press.engine)
    shown = said(page(name, 1, line.id, {1: [line.id]}))
    if name in {"recoupement", "ligne", "annexe"}:
        assert NAME in shown, "the last good run goes on serving"
        assert "1999" in shown
    if name == "sources":
        assert "en deçà de ce qui est attendu : retenue" in shown


@every_page
def test_a_database_file_that_goes_away_and_comes_back(
    name: str, press: Press, base: "Base", page: Any, said: Any, html_of: Any
) -> None:
    line = figure(press.engine)
    app = page(name, 1, line.id, {1: [line.id]})
    before = said(app)
    away = base.file.with_suffix(".away")
    press.engine.dispose()
    base.file.rename(away)
    base.file.mkdir()  # SQLite would make a new file in an empty place
    lost = said(app.run())
    if name not in NEED_NO_BASE:
        assert "La base de données ne répond pas" in lost
        assert str(base.folder) not in lost, "a page does not tell where the base lives"
    press.engine.dispose()
    base.file.rmdir()
    away.rename(base.file)
    assert said(app.run()) == before


@pytest.mark.postgres
def test_a_server_that_goes_away_and_comes_back(
    postgres_server: Any, new_base: Callable[[str], "Base"], looking_at: Any, page: Any, said: Any, tmp_path: Path
) -> None:
    base = new_base("postgresql")
    assert base("init", "--no-starter").returncode == 0
    looking_at(base)
    url = base.variables["RECOUPE_DATABASE_URL"]
    press = Press(engine_for(url), str(base.archive))
    press.run({ADDRESS: rows(10)})
    press.freeze()
    app = page("recoupement", 1)
    before = said(app)
    name = url.rpartition("/")[2]
    postgres_server.sql(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
    postgres_server.sql(f"ALTER DATABASE {name} RENAME TO {name}_away")
    assert "La base de données ne répond pas" in said(app.run())
    postgres_server.sql(f"ALTER DATABASE {name}_away RENAME TO {name}")
    assert said(app.run()) == before
