"""Dates as finely as a source tells them; what is drawn is what is told."""

import pytest
from signalled import signal

from scoring.textual import textual_contradictions
from scoring.timeline import entries, timeline
from scoring.timeline_dates import told_end, told_start
from ui.components import timeline_chart
from ui.components.timeline_facing import facing_tables
from ui.components.timeline_words import end_words, period_words, start_words


@pytest.mark.parametrize(
    ("when", "start", "end", "said"),
    [
        ("", None, None, ""),
        ("2021-01-01..2021-12-31", "2021", "2021", "2021"),
        ("2019-01-01..2021-12-31", "2019", "2021", "de 2019 à 2021"),
        ("2021-01-01..2021-01-31", "2021-01", "2021-01", "janvier 2021"),
        ("2019-04-01..2019-09-30", "2019-04", "2019-09", "d’avril 2019 à septembre 2019"),
        ("2020-02-01..2020-02-29", "2020-02", "2020-02", "février 2020"),
        ("2022-03-05..2022-03-05", "2022-03-05", "2022-03-05", "5 mars 2022"),
        ("2022-03-05..2022-06-30", "2022-03-05", "2022-06-30", "du 5 mars 2022 au 30 juin 2022"),
        ("2022-03-01..", "2022-03", None, "depuis mars 2022"),
        ("2022-01-01..", "2022", None, "depuis 2022"),
        ("2022-03-05..", "2022-03-05", None, "depuis le 5 mars 2022"),
        ("..2016-01-01", None, "2016", "jusqu’en 2016"),
        ("..2016-03-01", None, "2016-03", "jusqu’en mars 2016"),
        ("..2016-03-05", None, "2016-03-05", "jusqu’au 5 mars 2016"),
    ],
)
def test_a_date_is_as_fine_as_it_was_told(when: str, start: str | None, end: str | None, said: str) -> None:
    line = signal("a", when=when)
    assert (told_start(line), told_end(line)) == (start, end)
    assert period_words(line) == said


def test_an_end_that_only_the_publication_dates_is_at_the_latest() -> None:
    first, _ = entries([signal("a", when="2022-03-01..", published="2022-04-01"), signal("b", "negated")])
    assert (start_words(first), end_words(first)) == ("mars 2022", "au plus tard le 1er juin 2024")


def drawn(*lines: object) -> list[dict[str, str]]:
    (scope,) = timeline(lines, ["vih"])  # type: ignore[arg-type]
    return list(timeline_chart.chart(timeline_chart.rows(scope), "#000")["data"]["values"])


def test_an_open_end_is_drawn_open_and_said_in_words() -> None:
    kinds = [(one["kind"], one.get("words")) for one in drawn(signal("a", when="2021-01-01..2021-12-31"))]
    assert kinds == [("present", None), ("open", None), ("words", "fin non documentée")]


def test_an_end_is_drawn_as_plainly_as_a_start() -> None:
    values = drawn(signal("a", "historical", "2014-01-01..2014-12-31"))
    assert [(one["kind"], one["from"][:10]) for one in values[:2]] == [
        ("historical", "2014-01-01"),
        ("end", "2015-01-01"),
    ]


@pytest.mark.parametrize("polarity", ["negated", "hypothetical"])
def test_what_tells_no_problem_under_way_has_a_shape_and_no_bar(polarity: str) -> None:
    kinds = {one["kind"] for one in drawn(signal("a", polarity, "2014-01-01..2014-12-31"))}
    assert kinds == {polarity, f"at_{polarity}"}


def test_what_bears_no_date_is_left_to_the_table() -> None:
    (scope,) = timeline([signal("a", published=None)], ["vih"])
    assert timeline_chart.rows(scope) == []


def test_two_long_names_cut_at_one_place_are_two_rows() -> None:
    lines = [signal(one, producer="Association " + "longue " * 10 + one) for one in "ab"]
    (scope,) = timeline(lines, ["vih"])
    assert len({row.name for row in timeline_chart.rows(scope)}) == 2


def test_a_replayed_answer_is_said_so_on_both_sides() -> None:
    told = signal("a", published="2024-03-10", flags=["rejeu"], retrieved_at="2026-02-12")
    denied = signal("b", "negated", published="2024-03-20", producer="Ministère B", url="https://example.org/b")
    html = facing_tables(textual_contradictions([told, denied]), 1, {}).replace("\u00a0", " ")
    assert "réponse enregistrée le 12 février 2026, rejouée" in html
    assert html.count("relevé : ") == 1, "the live answer alone"
    assert html.index("les stocks ont manqué") < html.index("<strong>Ministère B"), "the older first"
