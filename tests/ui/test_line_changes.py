"""Ce qui a changé, in lists and in reports: what one base says and the other does not; and the filter by population."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from press import ADDRESS, Press, row
from streamlit.testing.v1 import AppTest

from extraction.items import KIND_OF, Item, ListingItem, ReportItem, ReportPassageItem, SignalItem
from kb.engine import engine_for
from ui import address
from ui.choice import Choice

if TYPE_CHECKING:
    from conftest import Base

DIABETES = Choice("CIV", ("diabete",))
REPORT, REPORTS = "https://example.org/report/7", "https://example.org/reports"
LIST = "https://example.org/list"
GONE, CAME = "ruptures d’insuline dans deux districts", "l’insuline est revenue"


def listing(name: str, form: str) -> Item:
    return ListingItem(
        list_kind="national_list", area="CIV", name=name, medicine="insuline_nph", form=form, period_as_stated="2017",
        period_start="2017-01-01", period_end="2017-12-31",
    )  # fmt: skip


def signal(quote: str) -> list[Item]:
    place: dict[str, Any] = {"document": REPORT, "page": 1, "start": 0, "end": len(quote)}
    return [
        ReportItem(document=REPORT, title="Rapport", countries='["CIV"]', lang="fr", pages=1),
        ReportPassageItem(**place, ordinal=0, text=quote, lang="fr"),
        SignalItem(
            **place, area="CIV", type="stock_out_medicines", polarity="present", quote=quote, cue="ruptures",
            rule="test", component="medicament", families='["diabete"]', lang="fr", published_on="2026-02-01",
        ),
    ]  # fmt: skip


def publish(base: "Base", source: str, url: str, items: list[Item]) -> dict[int, str]:
    drawn: dict[str, list[Any]] = {}
    for item in items:
        drawn.setdefault(KIND_OF[type(item)], []).append(msgspec.structs.astuple(item))
    press = Press(engine_for(base.variables["RECOUPE_DATABASE_URL"]), str(base.archive), source=source)
    return {press.run({url: drawn}): "on purpose"}


@pytest.fixture
def two(base: "Base") -> Press:
    """Release 2: an entry went, one came, one has another form; a signal went, another came."""
    press = Press(engine_for(base.variables["RECOUPE_DATABASE_URL"]), str(base.archive))
    for names, quote in (
        (("Insuline NPH", "flacon"), GONE),
        (("Insuline NPH", "stylo"), CAME),
    ):
        old = [listing("Insuline isophane", "flacon")] if quote == GONE else [listing("Insuline NPH 100 UI", "flacon")]
        taken = publish(base, "essential_medicines", LIST, [listing(*names), *old])
        taken |= publish(base, "reliefweb", REPORTS, signal(quote))
        press.freeze(taken)
    return press


@pytest.fixture
def read(html_of: Callable[[AppTest], str]) -> Callable[..., str]:
    def _read(population: str | None = None) -> str:
        app = AppTest.from_string("from ui.pages import changements\nchangements.show()", default_timeout=20)
        app.query_params["v"] = address.write(DIABETES)
        if population:
            app.session_state["population_chosen"] = population
        app.run()
        assert not app.exception
        return html_of(app).replace("\u00a0", " ")

    return _read


def rows_of(shown: str, kind: str) -> list[str]:
    table = shown.split(f'data-section="changes-{kind}"')[1].split("</details>")[0]
    return table.split("<tbody>")[1].split("<tr>")[1:]


def test_lists_are_compared_entry_by_entry(two: Press, read: Callable[..., str]) -> None:
    rows = rows_of(read(), "listing")
    kinds = {name: row for row in rows for name in ("Insuline isophane", "Insuline NPH 100 UI", "stylo") if name in row}
    assert len(rows) == 3
    assert "ligne retirée" in kinds["Insuline isophane"]
    assert "n’est plus publiée" in kinds["Insuline isophane"]
    assert "ligne ajoutée" in kinds["Insuline NPH 100 UI"]
    assert "valeur révisée" in kinds["stylo"]
    assert "lire:1:" in kinds["Insuline isophane"], "a line that is gone is read in the base that held it"


def test_signals_are_compared_word_for_word(two: Press, read: Callable[..., str]) -> None:
    shown = read()
    rows = rows_of(shown, "signal")
    assert {"ligne retirée" if GONE in row else "ligne ajoutée" if CAME in row else "" for row in rows} == {
        "ligne retirée", "ligne ajoutée",
    }  # fmt: skip
    assert 'lang="fr"' in "".join(rows)


def test_the_fiche_counts_them_too(two: Press, open_app: Callable[..., AppTest]) -> None:
    app = open_app(DIABETES)
    labels = [one.proto.label for one in app.get("page_link")]
    assert [label.replace("\u00a0", " ") for label in labels] == ["5 changements depuis la base n° 1"]


def test_the_filter_by_population_is_honoured_and_said(base: "Base", read: Callable[..., str]) -> None:
    press = Press(engine_for(base.variables["RECOUPE_DATABASE_URL"]), str(base.archive))
    adults = {"code": "NCD_DIABETES_PREVALENCE_CRUDE"}
    press.run({ADDRESS: [row(2015, "36.0", 36.0)], ADDRESS + "2": [row(2015, "5.0", 5.0, **adults)]})
    press.freeze()
    taken = press.run({ADDRESS: [row(2015, "34.2", 34.2)], ADDRESS + "2": [row(2015, "6.0", 6.0, **adults)]})
    press.freeze({taken: "on purpose"})
    assert "34,2" in read("enfant")
    assert "Population : enfant, au sens de chaque source." in read("enfant")
    assert "Population" not in read()
