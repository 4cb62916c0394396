"""A long annexe is made apart: how far it is is seen, it is stopped where it stands, and the page lives on."""

import re
from collections.abc import Callable, Iterator, Sequence
from threading import Event
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from test_annexe_page import page

from kb.citing.formats import AnnexeFormat
from kb.citing.progress import Stage, counted, telling
from ui.choice import Choice
from ui.components import annexe_formats
from ui.preparing import LEFT_ALONE, Job, Stopped

WAIT = 10  # seconds at most, for what takes none


class Work:
    """Three items, each let through by the test; `ended` once no item is worked on any more."""

    def __init__(self) -> None:
        self.let, self.reached, self.ended = Event(), Event(), Event()
        self.done: list[int] = []

    def __call__(self) -> bytes:
        try:
            for item in counted(range(3), Stage.REFERENCES):
                self.done.append(item)
                self.reached.set()
                assert self.let.wait(WAIT)
            return b"whole"
        finally:
            self.ended.set()


@pytest.fixture
def work() -> Iterator[Work]:
    one = Work()
    yield one
    one.let.set()


def test_a_job_tells_how_far_it_is_then_gives_its_file(work: Work) -> None:
    job = Job(work)
    assert work.reached.wait(WAIT)
    assert job.look() == (Stage.REFERENCES, 0, 3)
    assert not job.done
    work.let.set()
    assert job.result() == b"whole"
    assert job.done


def test_a_job_that_is_stopped_works_on_no_other_item(work: Work) -> None:
    job = Job(work)
    assert work.reached.wait(WAIT)
    job.stop()
    work.let.set()
    with pytest.raises(Stopped):
        job.result()
    assert work.ended.wait(WAIT)
    assert work.done == [0]


def test_a_job_that_nobody_looks_at_stops_by_itself(work: Work) -> None:
    hour = [0.0]
    job = Job(work, clock=lambda: hour[0])
    assert work.reached.wait(WAIT)
    hour[0] = LEFT_ALONE + 1
    work.let.set()
    with pytest.raises(Stopped):
        job.result()
    assert work.done == [0]


def test_what_goes_wrong_is_told_to_who_asks_for_the_file() -> None:
    def fails() -> bytes:
        raise KeyError("line")

    with pytest.raises(KeyError):
        Job(fails).result()


def test_each_item_is_told_to_who_listens_and_to_nobody_else() -> None:
    seen: list[tuple[Stage, int, int]] = []
    with telling(lambda *told: seen.append(told)):
        assert list(counted("abc", Stage.LAYOUT)) == ["a", "b", "c"]
    assert seen == [(Stage.LAYOUT, 0, 3), (Stage.LAYOUT, 1, 3), (Stage.LAYOUT, 2, 3)]
    assert list(counted("ab", Stage.LAYOUT)) == ["a", "b"], "nobody is told outside"


@pytest.fixture
def cited(
    figures: Any, open_app: Callable[..., AppTest], html_of: Callable[[AppTest], str], monkeypatch: pytest.MonkeyPatch
) -> AppTest:
    """A session that cites two lines, where two are already long to make."""
    monkeypatch.setattr(annexe_formats, "AT_ONCE", 1)
    app = open_app(Choice("CIV", ("vih",)))
    ids = list(dict.fromkeys(re.findall(r"citer:1:([0-9a-f]{16})", html_of(app))))[:2]
    app.session_state["basket"] = {1: ids}
    return app


def labels(app: AppTest) -> Sequence[str]:
    return [one.label for one in app.button]


def shown_bars(app: AppTest) -> list[str]:
    """What each bar is called."""
    return [
        name for one in app.get("html") for name in re.findall('<progress [^>]*aria-label="([^"]*)"', one.proto.body)
    ]


@pytest.mark.parametrize("output", ["pdf", "odt", "docx", "txt"])
def test_a_long_annexe_is_prepared_then_downloaded(
    cited: AppTest, html_of: Callable[[AppTest], str], output: str
) -> None:
    annexe = page(cited, "annexe")
    assert "se prépare d’abord" in html_of(annexe)
    assert "<pre>" not in html_of(annexe), "a long text is not made before it is asked for"
    annexe.button(key=f"prepare_1_{output}").click().run()
    job = annexe.session_state["annexe_job_1"].job
    content = job.result()
    annexe.run()
    assert not annexe.exception
    assert "download_prepared_1" in [one.proto.id.split("-")[-1] for one in annexe.get("download_button")]
    assert job.reached[0] is Stage.LAYOUT, "each writer tells its blocks"
    shown = html_of(annexe)
    assert ("<pre>" in shown) is (output == "txt")
    if output == "txt":
        assert content.decode().splitlines()[0] in shown.split("<pre>")[1]


def test_a_preparation_is_seen_and_stopped_and_the_page_lives_on(
    cited: AppTest, work: Work, html_of: Callable[[AppTest], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(annexe_formats, "made", lambda *_: work())
    annexe = page(cited, "annexe")
    annexe.button(key="prepare_1_pdf").click().run()
    assert work.reached.wait(WAIT)
    annexe.run()
    assert shown_bars(annexe) == ["PDF\u00a0: 0\u00a0%, références"]
    assert "Interrompre" in labels(annexe)
    annexe.button(key="annexe_stop_1").click().run()
    work.let.set()
    assert work.ended.wait(WAIT)
    assert work.done == [0], "nothing is left running"
    annexe.run()
    assert not annexe.exception
    assert shown_bars(annexe) == []
    assert {"Préparer\u00a0: PDF", "Vider le panier"} <= set(labels(annexe))


def test_another_basket_makes_what_was_prepared_void(
    cited: AppTest, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(annexe_formats, "made", lambda *_: work())
    monkeypatch.setattr(annexe_formats, "AT_ONCE", 0)
    annexe = page(cited, "annexe")
    annexe.button(key="prepare_1_docx").click().run()
    assert work.reached.wait(WAIT)
    annexe.session_state["basket"] = {1: annexe.session_state["basket"][1][:1]}
    annexe.run()
    work.let.set()
    assert work.ended.wait(WAIT)
    assert work.done == [0]
    assert shown_bars(annexe) == []
    assert AnnexeFormat.DOCX in {
        key.split("_")[-1] for key in (one.key for one in annexe.button) if key and "prepare_1" in key
    }
