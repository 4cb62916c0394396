"""Médicament: each kind of fact under its own heading, with what it does not say; a combination is not its parts."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec
import pytest
from press import ADDRESS, Press, rows
from streamlit.testing.v1 import AppTest

from extraction.items import ListingItem
from kb.engine import engine_for
from ui import address
from ui.choice import Choice

if TYPE_CHECKING:
    from conftest import Base

LIST = "https://global.essentialmeds.org/gem.csv"


def listing(area: str, name: str, medicine: str) -> tuple[object, ...]:
    item = ListingItem(
        list_kind="national_list", area=area, name=name, medicine=medicine, period_as_stated="2017",
        period_start="2017-01-01", period_end="2017-12-31",
    )  # fmt: skip
    return msgspec.structs.astuple(item)


@pytest.fixture
def page(base: "Base") -> Callable[[Choice], AppTest]:
    press = Press(engine_for(base.variables["RECOUPE_DATABASE_URL"]), str(base.archive), source="essential_medicines")
    listed = [
        listing("CIV", "Dolutegravir", "dolutegravir"),
        listing("MLI", "Abacavir/lamivudine", "abacavir_lamivudine"),
        listing("MLI", "Abacavir", "abacavir"),
    ]
    press.run({LIST: {"listing": listed}})
    press.freeze()
    press.engine.dispose()

    def _page(choice: Choice) -> AppTest:
        app = AppTest.from_string("from ui.pages import medicament\nmedicament.show()", default_timeout=20)
        app.query_params["v"] = address.write(choice)
        return app.run()

    return _page


def shown(app: AppTest, html_of: Callable[[AppTest], str]) -> str:
    assert not app.exception
    return html_of(app).replace("\u00a0", " ")


def test_the_list_says_its_year_and_what_it_does_not_say(
    page: Callable[[Choice], AppTest], html_of: Callable[[AppTest], str]
) -> None:
    said = shown(page(Choice("CIV", medicine="dolutegravir")), html_of)
    for words in (
        "1 liste nationale porte ce nom.",
        "Côte d’Ivoire : la liste nationale porte ce nom.",
        "2017",
        "ne dit rien de l’approvisionnement",
        "Dolutegravir",
    ):
        assert words in said


def test_a_name_absent_from_a_list_is_said_of_the_list(
    page: Callable[[Choice], AppTest], html_of: Callable[[AppTest], str]
) -> None:
    assert "Mali : la liste nationale lue ne porte pas ce nom." in shown(
        page(Choice("MLI", medicine="dolutegravir")), html_of
    )
    assert "France : aucune liste nationale n’a été lue." in shown(
        page(Choice("FRA", medicine="dolutegravir")), html_of
    )


def test_a_list_that_this_base_does_not_hold_is_not_said_to_be_read(
    base: "Base", html_of: Callable[[AppTest], str]
) -> None:
    press = Press(engine_for(base.variables["RECOUPE_DATABASE_URL"]), str(base.archive))  # another source
    press.run({ADDRESS: rows(3)})
    press.freeze()
    press.engine.dispose()
    app = AppTest.from_string("from ui.pages import medicament\nmedicament.show()", default_timeout=20)
    app.query_params["v"] = address.write(Choice("MLI", medicine="dolutegravir"))
    assert "Mali : aucune liste nationale n’a été lue." in shown(app.run(), html_of)


def test_a_combination_is_not_its_parts(page: Callable[[Choice], AppTest], html_of: Callable[[AppTest], str]) -> None:
    said = shown(page(Choice("MLI", medicine="abacavir")), html_of)
    assert "Abacavir/lamivudine" not in said
    assert "1 liste nationale porte ce nom." in said
    both = shown(page(Choice("MLI", medicine="abacavir_lamivudine")), html_of)
    assert "Association fixe" in both
    assert "Abacavir/lamivudine" in both


def test_without_a_medicine_the_page_says_what_to_do(
    page: Callable[[Choice], AppTest], html_of: Callable[[AppTest], str]
) -> None:
    assert "Choisissez un médicament" in shown(page(Choice("CIV")), html_of)


def test_the_address_keeps_the_medicine_and_names_nothing() -> None:
    choice = Choice("CIV", ("vih",), (), 3, "dolutegravir")
    code = address.write(choice)
    assert address.read(code) == choice
    assert address.read(address.write(Choice("CIV", ("vih",), (), 3))) == Choice("CIV", ("vih",), (), 3)
    assert "dolu" not in code.lower()
