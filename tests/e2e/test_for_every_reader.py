"""Pages that a screen reader, a keyboard and a magnified screen can use: axe-core on each, then what axe does not see."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from press import CODE
from reader import ENGLISH, aside, read_aloud, violations

from ui import address
from ui.choice import Choice

if TYPE_CHECKING:
    from conftest import Base

pytestmark = pytest.mark.browser
DOC = Path(__file__).parents[2] / "docs" / "accessibilite.md"
TREES = "## Toute l’interface, lue à voix haute"
ARTEFACTS = Path(__file__).parents[1] / "artefacts"
VIH = address.write(Choice("CIV", ("vih",), medicine="dolutegravir"))


@pytest.fixture
def read(server_of_two: Any, watched: Any) -> Iterator[Callable[[str, str], Any]]:
    """Open a page of the reading room on two small releases, once what is asked for stands in it."""

    def _read(path: str, awaited: str) -> Any:
        watched.page.goto(server_of_two.address + path)
        watched.page.locator(awaited).first.wait_for()
        watched.page.locator("html[data-keys]").wait_for(state="attached")
        return watched.page

    yield _read
    assert watched.errors == []


def a_line(base: "Base") -> str:
    """The code of one figure of release 2."""
    with sqlite3.connect(base.file) as connection:
        asked = "SELECT line_id FROM observation WHERE indicator = ? AND area = 'CIV' AND last_release IS NULL"
        (found,) = connection.execute(f"{asked} ORDER BY period_end DESC LIMIT 1", (CODE,)).fetchone()
    return address.write_line(2, found)


PAGES = [
    ("", "#rc-country"),
    (f"?v={VIH}", ".rc-matrix"),
    (f"changements?v={VIH}", ".rc-changes"),
    (f"medicament?v={VIH}", "h2.rc-h2"),
    ("annexe", ".rc-h1"),
    ("sources", ".rc-sources"),
    ("cadre", ".rc-law"),
    (f"signaux?v={VIH}", ".rc-h1"),
    (f"recherche?v={VIH}", ".rc-h1"),
    ("aide", ".rc-h1"),
]


def filled(read: Callable[[str, str], Any], *, compact: bool = False) -> Iterator[tuple[str, Any]]:
    """Pages that hold something once one acts: results of a search, then an annexe with one of them."""
    page = read(f"recherche?v={VIH}", ".rc-h1")
    if compact:
        page.get_by_text("compact", exact=True).click()
        page.wait_for_timeout(600)
    page.get_by_label("Mots cherchés").fill("insuline")
    page.get_by_label("Mots cherchés").press("Enter")
    page.locator(".rc-hits mark").first.wait_for()
    page.wait_for_timeout(600)
    yield "recherche, des résultats", page
    page.locator(".rc-hits [data-act^='citer:']").first.click()
    page.get_by_role("link", name="Annexe (1)").click()
    page.get_by_text("Lignes citées").first.wait_for()
    page.wait_for_timeout(600)
    yield "annexe, une ligne citée", page


def test_axe_finds_nothing_of_ours(read: Callable[[str, str], Any], released: "Base", watched: Any) -> None:
    found = {}
    for path, awaited in [*PAGES, (f"ligne?l={a_line(released)}", "h1.rc-h1")]:
        page = read(path, awaited)
        page.evaluate("() => document.querySelectorAll('details').forEach((e) => { e.open = true; })")
        page.wait_for_timeout(400)
        if told := violations(page):
            found[path.split("?")[0] or "recoupement"] = told
    page = read(f"?v={VIH}", ".rc-matrix")
    page.get_by_role("button", name="tout déplier").click()
    page.locator("[data-act^='lire:']").first.click()
    page.get_by_role("rowheader", name="SHA-256 des octets").wait_for()
    page.wait_for_timeout(400)
    if told := violations(page):
        found["lire"] = told
    for name, page in filled(read, compact=True):
        if told := violations(page):
            found[name] = told
    assert found == {}, "\n".join(
        f"{name}: {rule}: {said}" for name, told in found.items() for rule, said in told.items()
    )


def test_a_fiche_on_paper_is_whole_and_secret(read: Callable[[str, str], Any], tmp_path: Path) -> None:
    """What Chromium prints: the matrix, every line of it unfolded, the secret and the base on each sheet, no button."""
    from pypdfium2 import PdfDocument

    page = read(f"?v={VIH}", ".rc-matrix")
    folded = page.locator("details.rc-section[open]").count()
    page.pdf(path=str(tmp_path / "fiche.pdf"), prefer_css_page_size=True)
    with PdfDocument(tmp_path / "fiche.pdf") as paper:
        sheets = [sheet.get_textpage().get_text_range() for sheet in paper]
        paper[0].render(scale=1.1).to_pil().save(ARTEFACTS / "papier.png")
    assert all("SECRET MÉDICAL — à ne pas transmettre à la préfecture" in sheet for sheet in sheets)
    assert all(f"{number} / {len(sheets)}" in sheet for number, sheet in enumerate(sheets, 1))
    assert all("base n° 2 du" in sheet.replace("\u00a0", " ") for sheet in sheets)
    whole = " ".join(" ".join(sheets).split())
    assert "Période du fait" in whole
    assert "éditeur : OMS, GHO" in whole.replace("\u00a0", " "), (
        "the lines are printed, although the page shows them folded"
    )
    for said in ("Composantes utiles", "tout déplier", "citer", "Ce qui a changé"):
        assert said not in whole
    assert page.locator("details.rc-section[open]").count() == folded, "the screen is as it was"


def test_a_page_that_tells_nothing_is_no_secret_on_paper(read: Callable[[str, str], Any], tmp_path: Path) -> None:
    from pypdfium2 import PdfDocument

    read("sources", ".rc-sources").pdf(path=str(tmp_path / "sources.pdf"), prefer_css_page_size=True)
    with PdfDocument(tmp_path / "sources.pdf") as paper:
        assert not any("SECRET" in sheet.get_textpage().get_text_range() for sheet in paper)


@pytest.mark.parametrize(("path", "awaited"), [one for one in PAGES if one[0]], ids=lambda one: str(one).split("?")[0])
def test_twice_as_large_nothing_is_lost_aside(path: str, awaited: str, read: Callable[[str, str], Any]) -> None:
    """200 % on a hospital screen is half of its pixels: the page scrolls down, a wide table scrolls in its own frame."""
    page = read(path, awaited)
    assert aside(page) == [0, 0]


def test_the_keyboard_sees_where_it_is(read: Callable[[str, str], Any]) -> None:
    """Tab from the top of the fiche: each stop is drawn apart from the rest, and has a name."""
    page = read(f"?v={VIH}", ".rc-matrix")
    stops = []
    for _ in range(30):
        page.keyboard.press("Tab")
        page.wait_for_timeout(300)  # the framework draws a focus little by little
        stops.append(page.evaluate(FOCUS))
    assert len({stop["name"] for stop in stops}) > 20
    assert [stop for stop in stops if not stop["name"] or not stop["drawn"]] == []


FOCUS = """() => {
  const here = document.activeElement;
  const drawn = (node) => {
    const style = getComputedStyle(node);
    return (style.outlineStyle !== 'none' && style.outlineWidth !== '0px') || style.boxShadow !== 'none'
      || style.borderColor.includes('11, 79, 108');
  };
  const label = here.labels?.[0]?.innerText || here.closest('label')?.innerText;
  const near = [here, here.nextElementSibling, here.closest('label')?.querySelector('span')];
  for (let up = here.parentElement, steps = 0; up && steps < 5; up = up.parentElement, steps += 1) near.push(up);
  return { name: (here.ariaLabel || here.innerText || label || here.placeholder || '').trim(), tag: here.outerHTML.slice(0, 120),
           drawn: near.some((node) => node && drawn(node)) };
}"""


HEARD_FIRST = ("Aller au contenu", "Pays", "Pathologies", "Composantes utiles", "Pages", "Composantes du traitement")


def test_the_whole_interface_read_aloud(
    read: Callable[[str, str], Any], released: "Base", update_expected: bool
) -> None:
    """Names and order as a screen reader has them; `--update-expected` writes them in docs/accessibilite.md."""
    heard = {}
    for path, awaited in [*PAGES, (f"ligne?l={a_line(released)}", "h1.rc-h1")]:
        page = read(path, awaited)
        page.wait_for_timeout(500)
        heard[path.split("?")[0] or ("accueil" if not path else "recoupement")] = read_aloud(page)
    heard |= {name: read_aloud(page) for name, page in filled(read)}
    assert {name: found for name, said in heard.items() if (found := ENGLISH.findall(said))} == {}
    fiche = heard["recoupement"]
    places = [fiche.index(said) for said in HEARD_FIRST]
    assert places == sorted(places), "what is chosen, then the pages, then what is read"
    assert all(
        f'- heading "{title}" [level=1]' in heard[name] for name, title in (("sources", "Sources"), ("aide", "Aide"))
    )
    if update_expected:
        before = DOC.read_text(encoding="utf-8").split(TREES)[0]
        trees = "".join(f"### {name}\n\n```text\n{said}\n```\n\n" for name, said in heard.items())
        DOC.write_text(f"{before}{TREES}\n\n{trees.rstrip()}\n", encoding="utf-8")
