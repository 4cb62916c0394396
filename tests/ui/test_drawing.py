"""A drawing of a page asks the base once which release is the newest; the next drawing asks again."""

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from ui import data
from ui.choice import Choice


def test_the_newest_base_is_asked_for_once_a_drawing(
    revised: Any, open_app: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []
    read = data.current_release
    monkeypatch.setattr(data, "current_release", lambda *args: asked.append(args) or read(*args))
    app = open_app(Choice("CIV", ("vih",)))
    assert not app.exception
    assert len(asked) == 1
    app.run()
    assert len(asked) == 2, "a base made meanwhile is seen at once"
