"""The doctor's guide is the page « Aide »: it judges nothing, its pictures are small and said in words."""

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from scoring.guard import forbidden_words
from ui import guide


def texts() -> list[str]:
    return [part if isinstance(part, str) else part.said for part in guide.parts()]


def test_the_guide_judges_no_care() -> None:
    said = " ".join(texts()).replace("vous qui lisez, qui pesez et qui concluez", "")
    assert forbidden_words(said) == []


def test_double_signs_take_a_no_break_space() -> None:
    assert [text for text in texts() for mark in ":;?!»" if f" {mark}" in text] == []


def test_every_picture_is_small_and_said_in_words() -> None:
    pictures = [part for part in guide.parts() if isinstance(part, guide.Picture)]
    assert len(pictures) >= 3
    for picture in pictures:
        assert len(picture.said) > 40
        assert picture.source.startswith("data:image/png;base64,")
        assert len(picture.source) < 150_000


def test_the_guide_is_the_page_aide(html_of: Callable[[AppTest], str]) -> None:
    app = AppTest.from_string("from ui.pages import aide\naide.show()", default_timeout=20).run()
    assert not app.exception
    assert any("Lire les états" in one.value for one in app.markdown)
    assert html_of(app).count("<img ") == html_of(app).count(' alt="') >= 3
