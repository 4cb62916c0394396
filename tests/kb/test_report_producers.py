"""Who is said to have written a report: whom it names, else the publisher that writes what it publishes, else nobody."""

from typing import TYPE_CHECKING, Any

import pytest
from signalled import newsroom, report

from kb.releases import get_release
from kb.signal_lines import country_signals

if TYPE_CHECKING:
    from conftest import Base


@pytest.mark.parametrize(
    ("source", "named", "producer"),
    [
        ("hrw", None, "Human Rights Watch"),
        ("hrw", "Une coalition", "Une coalition"),
        ("reliefweb", None, "non indiqué"),  # it hosts the reports of others: its own name would be a false witness
        ("reliefweb", "MSF", "MSF"),
    ],
)
def test_the_producer_of_a_report(base: "Base", source: str, named: str | None, producer: str) -> None:
    room = newsroom(base, source)
    said: Any = named
    room.run({"https://example.org/api/1": report(1, said, "2026-03-01", {"quote": "le stock manque"})})
    room.freeze()
    (line,) = country_signals(room.engine, get_release(room.engine, 1), "CIV")
    assert line.producer == producer
