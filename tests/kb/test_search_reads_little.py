"""A page of results costs the same few questions to the base whatever it holds; what a release says of an indicator is read once."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from library import address, both, listed, publish, report, results
from press import ADDRESS, CODE, Press, row
from sqlalchemy import Engine, event

from kb.releases import get_release
from kb.search.finding import facets
from kb.search.query import parse

AREAS = ("CIV", "MLI", "SEN", "GIN")


@contextmanager
def asked_of(engine: Engine) -> Iterator[list[str]]:
    """The statements that the engine receives meanwhile."""
    said: list[str] = []

    def note(_: Any, __: Any, statement: str, *___: Any) -> None:
        said.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(engine, "before_cursor_execute", note)


def test_twenty_results_ask_the_base_no_more_than_one(either: Press) -> None:
    few = both(report("a", "dialyse"), listed("dialyse"))
    many = both(
        *(report(f"r{n}", "hôpital", on=f"201{n}-01-01") for n in range(9)), listed(*(f"hôpital {n}" for n in range(9)))
    )
    publish(either, a=few, b=many)
    with asked_of(either.engine) as one:
        assert results(either.engine, "dialyse").total == 2
    with asked_of(either.engine) as all_of_them:
        assert results(either.engine, "hôpital").total == 18
    assert len(one) == len(all_of_them)


def test_an_indicator_is_read_once_in_a_release(either: Press) -> None:
    either.run({ADDRESS: [row(2010 + n, "1", 1.0, area=area) for n, area in enumerate(AREAS)]})
    either.freeze()
    first = [hit.line.id for hit in results(either.engine, CODE).hits]
    with asked_of(either.engine) as said:
        again = results(either.engine, CODE)
        counted = facets(either.engine, get_release(either.engine, 1), parse(CODE))
    assert [hit.line.id for hit in again.hits] == first
    assert [hit.line.area for hit in again.hits] == list(reversed(AREAS)), "the newest first"
    assert counted["country"] == dict.fromkeys(sorted(AREAS), 1)
    assert [one for one in said if "search_series" in one] == []


def test_each_release_keeps_its_own_figures(either: Press) -> None:
    either.run({ADDRESS: [row(2010, "1", 1.0, area="CIV")]})
    either.freeze()
    assert [hit.line.area for hit in results(either.engine, CODE, 1).hits] == ["CIV"]
    either.run({ADDRESS: [row(2010, "1", 1.0, area="CIV"), row(2012, "2", 2.0, area="MLI")]})
    either.freeze()
    for _ in range(2):
        assert [hit.line.area for hit in results(either.engine, CODE, 2).hits] == ["MLI", "CIV"]
        assert [hit.line.area for hit in results(either.engine, CODE, 1).hits] == ["CIV"]
    assert results(either.engine, CODE, 2, country="CIV").total == 1


def test_pages_of_figures_and_reports_follow_each_other(either: Press) -> None:
    """Figures and reports of several years, two at a time: the pages make the whole, each result once."""
    figures = [row(2010 + n, "1", 1.0, area=area) for n, area in enumerate(AREAS)]
    reports = both(*(report(f"r{n}", "rien", title=f"{CODE} {n}", on=f"201{n}-06-30") for n in range(4)))
    either.run({ADDRESS: figures, address("r"): reports})
    either.freeze()
    whole = [hit.line.id for hit in results(either.engine, CODE).hits]
    pages = [
        [hit.line.id for hit in results(either.engine, CODE, limit=2, offset=at).hits] for at in range(0, len(whole), 2)
    ]
    assert [one for page in pages for one in page] == whole
    assert len(set(whole)) == len(whole) == results(either.engine, CODE, limit=1).total
    assert {hit.line.kind for hit in results(either.engine, CODE).hits} >= {"observation", "document"}
