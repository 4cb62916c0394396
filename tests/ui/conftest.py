"""The application in this process, on a small base; figures and texts written by us in WHO's format."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from ui import address
from ui.choice import Choice

APP = Path(__file__).parents[2] / "app_streamlit.py"  # AppTest resolves a bare name beside the test
HOSTILE = (
    "Households <script>alert(1)</script> ![x](http://evil.example/a.png) \u202etxet\u202c :red[rouge] \u200bcaché"
)


@pytest.fixture(autouse=True)
def _fresh_caches() -> None:
    """Each test has a base of its own under the same release number."""
    st.cache_data.clear()
    st.cache_resource.clear()


@pytest.fixture
def open_app() -> Callable[..., AppTest]:
    """Open the application at a choice, or at a raw code."""

    def _open(choice: Choice | None = None, code: str | None = None) -> AppTest:
        app = AppTest.from_file(str(APP), default_timeout=20)
        if choice or code:
            app.query_params["v"] = code or address.write(choice or Choice())
        return app.run()

    return _open


@pytest.fixture
def figures(recording: Any, base: Any) -> Any:
    """Release 1 of a small recording where one figure is 36.0 and one comment is hostile; all of it invented."""
    answer = recording.answer("GHED_OOPSCHE_SHA2011")
    for row in answer["value"]:
        if row["SpatialDim"] == "CIV" and row["TimeDim"] == 2015:
            row.update(Value="36.0", NumericValue=36.0, Comments=HOSTILE)
    recording.keep("GHED_OOPSCHE_SHA2011", answer)
    insulin = recording.answer("NCD_CCS_Insulin")
    for row in insulin["value"]:
        if row["SpatialDim"] == "CIV":
            row["Value"] = "<img src=x onerror=alert(1)> " + "a" * 5_000
    recording.keep("NCD_CCS_Insulin", insulin)
    told = base.crawl(recording.index)
    assert told.returncode in {0, 1}, told.stderr
    assert base.release()["number"] == 1
    return base


@pytest.fixture
def revised(figures: Any, recording: Any, next_release: Any) -> Any:
    """Release 2, a month later: 36.0 has become 34.2, 38.5 is written 38.50, a text has become hostile. All invented."""
    answer = recording.answer("GHED_OOPSCHE_SHA2011")
    for row in answer["value"]:
        if row["Value"] == "36.0":
            row.update(Value="34.2", NumericValue=34.2)
        elif row["SpatialDim"] == "CIV" and row["Value"].startswith("38.5"):
            row.update(Value=row["Value"] + "0")
    recording.keep("GHED_OOPSCHE_SHA2011", answer)
    insulin = recording.answer("NCD_CCS_Insulin")
    for row in insulin["value"]:
        if row["SpatialDim"] == "CIV":
            row["Value"] = HOSTILE
    recording.keep("NCD_CCS_Insulin", insulin)
    return next_release(figures, recording, "2026-04-12T09:00:00+00:00", 2)


@pytest.fixture
def next_release() -> Callable[..., Any]:
    """Crawl the recording as it is now, and freeze."""

    def _next(base: Any, recording: Any, clock: str, number: int) -> Any:
        later = base.at(clock)
        later.crawl(recording.index)
        assert later.release()["number"] == number
        return later

    return _next


@pytest.fixture
def html_of() -> Callable[[AppTest], str]:
    """All the HTML that the page shows, dialogs included."""
    return lambda app: "\n".join(element.proto.body for element in app.get("html"))
