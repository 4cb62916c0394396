"""The worst that a publisher may write, on every page, in Chromium: nothing runs, nothing leaves, the page stands."""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hostile
import pytest

from ui import address
from ui.choice import Choice

if TYPE_CHECKING:
    from conftest import Base

pytestmark = pytest.mark.browser
DIABETES = Choice("CIV", ("diabete",), medicine=hostile.MEDICINE)
CODE = address.write(DIABETES)


@pytest.fixture
def room(base: "Base", serve: Any, tmp_path: Path) -> Iterator[Any]:
    """The reading room on two releases of hostile text: the second says something else, so that everything has changed."""
    hostile.publish(base)
    hostile.publish(base, hostile.TEXT[::-1] + hostile.TEXT)
    with serve(base, tmp_path) as server:
        yield server


def lines(base: "Base") -> list[str]:
    """One line of each kind and source in release 2."""
    with sqlite3.connect(base.file) as connection:
        return [
            line
            for table in ("observation", "listing", "signal")
            for (line,) in connection.execute(
                f"SELECT line_id FROM {table} WHERE first_release > 0 AND last_release IS NULL"
            )
        ]


STANDING = """() => {
  const main = document.querySelector('.stMain'), nav = document.querySelector("[data-testid='stTopNav']");
  const foreign = '.stHtml :is(script, img, iframe, svg, object, embed, link, meta, base, form, input, video, math)';
  return {
    ran: window.ranHere ?? null,
    foreign: document.querySelectorAll(foreign).length,
    rendered: document.querySelectorAll('.katex, .stMain .stMarkdown img, .stMain .stMarkdown a').length,
    handlers: [...document.querySelectorAll('.stHtml *')].filter((e) => [...e.attributes].some((a) => a.name.startsWith('on'))).length,
    outside: [...document.querySelectorAll('.stHtml a')].filter((e) => !/^https?:$/.test(e.protocol)).length,
    forged: document.querySelectorAll("[data-act*='0000000000000000']").length,
    wide: document.documentElement.scrollWidth - innerWidth,
    spread: main.scrollWidth - main.clientWidth,
    shown: nav.getBoundingClientRect().height > 10 && getComputedStyle(document.body).display !== 'none',
    hidden: /[\\u200b-\\u200f\\u202a-\\u202e\\u2066-\\u2069\\ufeff]/.test(document.body.innerText),
  };
}"""
AS_IT_SHOULD_BE = {
    "ran": None, "foreign": 0, "rendered": 0, "handlers": 0, "outside": 0, "forged": 0, "wide": 0, "spread": 0,
    "shown": True, "hidden": False,
}  # fmt: skip


def stands(page: Any, where: str) -> None:
    """What is true of a page whatever the text: looked at folded, then unfolded."""
    for unfolded in (False, True):
        page.evaluate(f"document.querySelectorAll('details').forEach((e) => {{ e.open = {str(unfolded).lower()}; }})")
        page.wait_for_timeout(150)
        assert page.evaluate(STANDING) == AS_IT_SHOULD_BE, where


def test_no_text_of_a_publisher_acts_in_the_page(room: Any, base: "Base", watched: Any) -> None:
    page = watched.page
    held = lines(base)
    assert len(held) == 8
    pages = {
        "recoupement": f"?v={CODE}",
        "changements": f"changements?v={CODE}",
        "medicament": f"medicament?v={CODE}",
        "signaux": f"signaux?v={CODE}",
        "recherche": f"recherche?v={CODE}",
        "sources": "sources",
        **{f"ligne {one}": f"ligne?l={address.write_line(2, one)}" for one in held},
    }
    with hostile.nothing_runs(page):
        for name, path in pages.items():
            page.goto(room.address + path)
            page.locator(".rc-h1").first.wait_for()
            page.wait_for_timeout(400)
            stands(page, name)
            watched.shot(f"hostile-{name.split()[0]}", full=False)
        from_line_to_annexe(watched, room)
    nothing_left(watched)


def nothing_left(watched: Any) -> None:
    """No request went outside; the page broke nowhere."""
    outside = [url for url in watched.requests if not re.match(r"(https?|ws)://127\.0\.0\.1[:/]|data:|blob:", url)]
    assert outside == []
    assert watched.errors == []


def test_no_text_acts_among_the_results_of_a_search(room: Any, watched: Any) -> None:
    """Titles, passages with their words marked, entries, indicators, the values of the filters; then what is typed itself."""
    page = watched.page
    with hostile.nothing_runs(page):
        page.goto(f"{room.address}recherche?v={CODE}")
        for number, asked in enumerate(ASKED):
            search(page, asked)
            page.locator(".rc-hits mark").first.wait_for()
            stands(page, f"results of {asked[:20]}")
            watched.shot(f"hostile-recherche-{number}", full=True)
        search(page, "titre")
        page.locator(".rc-hits li").nth(2).wait_for()
        for place in range(page.locator(FILTERS).count()):
            page.locator(FILTERS).nth(place).click()
            page.get_by_role("option").first.wait_for()
            assert page.evaluate(STANDING) == AS_IT_SHOULD_BE, f"filter {place}"
            assert len(page.get_by_role("listbox").inner_text()) < 60_000, "no value of a filter drowns the list"
            watched.shot(f"hostile-filtre-{place}")
            page.keyboard.press("Escape")
        read_every_result(page)
        for typed in TYPED:
            search(page, typed)
            page.get_by_text(re.compile("Aucun résultat|Il faut un mot")).first.wait_for()
            stands(page, f"typed: {typed[:20]}")
    nothing_left(watched)


# the words of hostile.TEXT: an attribute, a Markdown link, a formula, an isolated word, and a megabyte as the index cuts it
ASKED = ("onerror", "markdown lien", "frac", "isolé", "M" * 40, '"gras titre"')
TYPED = (
    "<script>window.ranHere=1</script>zzqx ![x](http://evil.example/typed.png)",
    "\u202ezzqx\u202c $x^2$ :red[a]",
    "<><>",
    "$$",
)
FILTERS = ".st-key-search_filters [role=combobox]"


def search(page: Any, asked: str) -> None:
    """Type and search; wait until the page answers to these words."""
    field = page.get_by_label(re.compile("Mots cherchés"))
    field.fill(asked)
    field.press("Enter")
    page.locator("[data-testid='stApp'][data-test-script-state='notRunning']").wait_for(state="attached")
    page.wait_for_timeout(400)


def read_every_result(page: Any) -> None:
    """« lire » from the results."""
    for act in [one.get_attribute("data-act") for one in page.locator(".rc-hits [data-act^='lire:']").all()]:
        page.locator(f".rc-hits [data-act='{act}']").first.evaluate("e => e.click()")
        page.get_by_role("rowheader", name="SHA-256 des octets").wait_for()
        stands(page, f"« lire » {act}")
        page.get_by_role("dialog").press("Escape")  # the key goes to the dialog, even before the focus has come into it
        page.get_by_role("dialog").wait_for(state="detached")


def from_line_to_annexe(watched: Any, room: Any) -> None:
    """« lire » and « citer » on every line, then the annexe with its preview."""
    page = watched.page
    page.goto(f"{room.address}?v={CODE}")
    page.locator(".rc-matrix").wait_for()
    page.get_by_role("button", name="tout déplier").click()
    # a line may stand under several components: it is cited once
    for act in sorted({one.get_attribute("data-act") for one in page.locator("[data-act^='citer:']").all()}):
        button = page.locator(f"[data-act='{act}']").first
        button.evaluate("e => e.click()")
        page.locator(f"[data-act='{act}'][aria-pressed='true']").first.wait_for(state="attached")
    first = page.locator("[data-act^='lire:']").first
    first.evaluate("e => e.click()")
    page.get_by_role("rowheader", name="SHA-256 des octets").wait_for()
    stands(page, "lire")
    watched.shot("hostile-lire")
    page.get_by_role("dialog").press("Escape")
    page.get_by_role("dialog").wait_for(state="detached")
    page.get_by_role("link", name=re.compile(r"Annexe \(\d+\)")).click()
    page.get_by_text("Lignes citées").first.wait_for()
    stands(page, "annexe")
    watched.shot("hostile-annexe")
