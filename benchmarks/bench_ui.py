"""A rerun of a fiche, against a bare Streamlit page that draws the same elements from constants, in the same run.

Both are real servers on loopback, asked in turn by the same client: seconds from the request to the end of the script, every
element received. The bare page has our navigation, no base and no logic; it sets its modules apart from the garbage collector
as ours does, so that the ratio is of our own work. Prints medians of 20 and their ratio.
A bare page has to send what its type-aheads offer each time; ours leaves it out after the first drawings of a session. With
`bench_ui.py later` the bare page leaves it out too, as no page without a script of its own could: a harder baseline.
"""

import asyncio
import json
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

import room

from ui import address
from ui.choice import Choice

ROUNDS, WARM = 20, 4
TARGETS = {"ratio": 2.0}
FICHES = [Choice("CIV", ("vih",)), Choice("SEN", ("diabete",)), Choice("COD", ("vih", "tuberculose"))]

BARE = """
import gc, json, streamlit as st
from pathlib import Path

@st.cache_resource
def constants():
    gc.collect(); gc.freeze()
    return json.loads(Path({file!r}).read_text(encoding="utf-8"))

def draw():
    for number, (kind, one) in enumerate(constants()[st.query_params["n"]]):
        if kind == "html": st.html(one)
        elif kind == "checkbox": st.checkbox(one, True, key=f"c{{number}}")
        elif kind == "selectbox": st.selectbox(one[0], one[1], key=f"s{{number}}")
        elif kind == "radio": st.radio(one[0], one[1], key=f"r{{number}}", horizontal=True)
        elif kind == "text_input": st.text_input(one, key=f"t{{number}}")
        elif kind == "page_link": st.page_link(st.Page(other, url_path="other"), label=one)
        elif kind == "bidi_component": component(one[0], one[1])(key=f"b{{number}}", data=one[2])

@st.cache_resource
def component(name, js):
    return st.components.v2.component(name, html="<div class='rc-ta'></div>", js=js, isolate_styles=False)

def other(): st.write("")

st.set_page_config(layout="wide")
st.navigation([st.Page(draw, default=True), st.Page(other, url_path="other")], position="top").run()
"""


def constant(element: Any) -> tuple[str, Any] | None:
    """What the bare page needs to draw an element of the fiche again."""
    kind = element.WhichOneof("type")
    if kind == "html":
        return kind, element.html.body
    if kind in {"checkbox", "text_input", "page_link"}:
        return kind, getattr(element, kind).label or "label"
    if kind in {"selectbox", "radio"}:
        return kind, (getattr(element, kind).label, list(getattr(element, kind).options) or ["one"])
    if kind == "bidi_component":
        held = element.bidi_component
        return kind, (held.component_name, held.js_content, json.loads(held.json or "{}"))
    return None


async def measure(port: int, bare_port: int, queries: list[str]) -> dict[str, float]:
    """Medians of both, asked in turn."""
    ours: list[float] = []
    bare: list[float] = []
    async with room.opened(port) as one, room.opened(bare_port) as other:
        sessions = room.Session(one), room.Session(other)
        for turn in range(WARM * len(queries) + ROUNDS):
            place = turn % len(queries)
            took = await sessions[0].rerun(queries[place]), await sessions[1].rerun(f"n={place}")
            if turn >= WARM * len(queries):
                ours.append(took[0])
                bare.append(took[1])
    found = statistics.median(ours), statistics.median(bare)
    return {"ours_ms": found[0] * 1000, "bare_ms": found[1] * 1000, "ratio": found[0] / found[1]}


async def drawn(port: int, query: str, drawings: int) -> list[tuple[str, Any]]:
    """The elements of one fiche, as constants, at the first drawing of a session or a later one."""
    async with room.opened(port) as socket:
        session = room.Session(socket)
        for _ in range(drawings):
            await session.rerun(query)
        held = [constant(delta.new_element) for delta in session.drawn]
        return [one for one in held if one is not None]


def main() -> int:
    """Make the base, draw the fiches once, then measure."""
    queries = [f"v={address.write(choice)}" for choice in FICHES]
    drawings = WARM + 1 if sys.argv[1:] == ["later"] else 1
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        env = room.base_in(folder)
        with room.serving(room.ROOM, env) as (port, _):
            constants = {str(place): asyncio.run(drawn(port, query, drawings)) for place, query in enumerate(queries)}
            (folder / "constants.json").write_text(json.dumps(constants), encoding="utf-8")
            (folder / "bare.py").write_text(BARE.format(file=str(folder / "constants.json")), encoding="utf-8")
            command = [sys.executable, "-m", "streamlit", "run", str(folder / "bare.py"), "--server.port=PORT",
                       "--server.address=127.0.0.1", "--server.headless=true", "--browser.gatherUsageStats=false",
                       "--server.fileWatcherType=none"]  # fmt: skip
            with room.serving(command, env) as (bare_port, _):
                return room.told("ui", asyncio.run(measure(port, bare_port, queries)), TARGETS)


if __name__ == "__main__":
    sys.exit(main())
