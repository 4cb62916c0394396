"""The lines that a search gives: what they quote under each licence, their dates and flags, where their words stand; the counts."""

from datetime import datetime
from typing import Any

import msgspec
import pytest
from library import address, both, found, lend, listed, publish, report, results
from press import ADDRESS, EXTRACTOR, SOURCE, Press, row

from kb.copies import copy_of, records_of
from kb.lines import Line
from kb.lines_by_id import lines_by_id
from kb.passage_lines import LONGEST_QUOTE
from kb.releases import current_release, get_release
from kb.search.filters import Filters
from kb.search.finding import by_family, facets
from kb.search.lines import Hit
from kb.search.marks import around
from kb.search.query import parse
from kb.withdrawing import withdraw

LONG = " ".join(f"mot{n}" for n in range(200)) + " La rupture dure. " + " ".join(f"fin{n}" for n in range(400))


def only(press: Press, asked: str, **more: Any) -> Hit:
    (hit,) = results(press.engine, asked, kind="passage", **more).hits
    return hit


def test_a_passage_is_a_whole_line(either: Press, quoting: None) -> None:
    told = {"title": "Rapport annuel", "on": "2017-06-30", "lang": "fr", "heading": "Médicaments"}
    publish(either, un=report("un", "Une rupture d’insuline.", **told))
    hit = only(either, "rupture")
    line = hit.line
    assert set(msgspec.structs.asdict(line)) == set(Line.__struct_fields__)
    assert (line.kind, line.label, line.page, line.lang) == ("passage", "Rapport annuel — Médicaments", 1, "fr")
    assert (line.quote, line.published_on, line.area, line.area_type) == (
        "Une rupture d’insuline.",
        "2017-06-30",
        "CIV",
        "COUNTRY",
    )
    assert (line.url, line.source, line.extractor) == ("https://example.org/un", SOURCE, EXTRACTOR)
    assert (line.period_start, line.period_end, line.period_as_stated) == (None, None, None), (
        "a passage states no period"
    )
    assert line.archived
    assert len(line.sha256) == 64
    assert line.retrieved_at is not None
    assert line.age_months == 104
    assert line.flags == ["plus_de_24_mois"]
    assert [line.quote[slice(*mark)] for mark in hit.quote_marks] == ["rupture"]
    assert [line.label[slice(*mark)] for mark in only(either, "médicament").label_marks] == ["Médicaments"]


@pytest.mark.parametrize(
    ("redistribution", "quoted"), [("full", "whole"), ("quote", "cut"), ("figures", None), ("reference", None)]
)
def test_a_licence_says_what_is_quoted(
    either: Press, monkeypatch: pytest.MonkeyPatch, redistribution: str, quoted: str | None
) -> None:
    lend(monkeypatch, redistribution)
    publish(either, un=report("un", LONG))
    hit = only(either, "rupture")
    quote = hit.line.quote
    assert ("texte_non_redistribue" in hit.line.flags) == (quote is None) == (quoted is None)
    assert ("extrait" in hit.line.flags) == (quoted == "cut")
    if quote is None:
        assert hit.quote_marks == ()
        return
    assert (quote == LONG) == (quoted == "whole")
    assert [quote[slice(*mark)] for mark in hit.quote_marks] == ["rupture"]


def test_a_short_quotation_is_the_text_to_the_letter_and_never_cuts_a_word(either: Press, quoting: None) -> None:
    publish(either, un=report("un", LONG))
    quote = only(either, "rupture").line.quote or ""
    assert LONG.startswith(f"{quote} ")
    assert 0.98 * LONGEST_QUOTE < len(quote) <= LONGEST_QUOTE


def test_a_result_is_the_line_of_its_id_whatever_was_asked(either: Press, quoting: None) -> None:
    publish(either, un=report("un", LONG, "une dialyse", title="Rapport"), liste=listed("Rupture 10 mg"))
    release = current_release(either.engine)
    hits = [hit for asked in ("rupture", "mot3", "rapport") for hit in results(either.engine, asked).hits]
    assert {hit.line.kind for hit in hits} == {"passage", "document", "listing"}
    opened = lines_by_id(either.engine, release, [hit.line.id for hit in hits])
    assert all(opened[hit.line.id] == hit.line for hit in hits)
    for line in opened.values():
        held = copy_of(either.engine, release, line)
        assert held is not None
        assert (held.sha256, records_of(b'[{"area": "CIV"}]', line)) == (line.sha256, [])


def test_an_older_release_opens_its_own_line(either: Press, quoting: None) -> None:
    publish(either, un=report("un", "dialyse", title="Premier"))
    publish(either, un=report("un", "dialyse", title="Second"))
    first, second = (only(either, "dialyse", release=number).line for number in (1, 2))
    assert first.id == second.id
    for number, line in ((1, first), (2, second)):
        assert lines_by_id(either.engine, get_release(either.engine, number), [line.id]) == {line.id: line}
    assert (first.title, second.title) == ("Premier", "Second")


@pytest.mark.parametrize(
    ("text", "marks", "context", "wanted"),
    [
        ("un deux trois", [], 4, "un"),
        ("un deux trois", [(3, 7)], 100, "un deux trois"),
        ("un deux trois", [(3, 7)], 3, "un deux"),
        ("aaaaaaaaaa b aaaaaaaaaa", [(11, 12)], 5, "b"),
        ("x 1 2 3 yyyyyyyyyyyyyyyy 4 zzz", [(2, 3), (4, 5), (25, 26)], 6, "x 1 2 3"),
        ("", [], 10, ""),
    ],
)
def test_the_words_around(text: str, marks: list[tuple[int, int]], context: int, wanted: str) -> None:
    start, end = around(text, marks, context)
    assert text[start:end].strip() == wanted


def test_a_passage_that_names_a_person_is_a_reference(either: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    lend(monkeypatch, "full")
    publish(either, un=report("un", "Madame X attend une dialyse.", private_person=True, person_cue="Madame X"))
    hit = only(either, "dialyse")
    assert hit.line.quote is None
    assert {"texte_non_redistribue", "personne_privee"} <= set(hit.line.flags)
    assert "Madame" not in str(hit)


def test_the_age_of_an_undated_report_is_not_invented(either: Press, quoting: None) -> None:
    publish(either, un=report("un", "dialyse", on=None, lang=None, countries='["CIV", "MLI"]'))
    line = only(either, "dialyse").line
    assert (line.published_on, line.age_months) == (None, None)
    assert line.flags == ["date_non_enregistree"]
    assert (line.area, line.area_type, line.lang) == ("CIV, MLI", "COUNTRIES", None)


def test_a_report_found_by_its_title_is_a_line_too(either: Press) -> None:
    publish(either, un=report("un", title="Hôpitaux de Bouaké"))
    (hit,) = results(either.engine, "bouake hôpital").hits
    assert (hit.line.kind, hit.line.label, hit.line.quote, hit.line.page) == (
        "document",
        "Hôpitaux de Bouaké",
        None,
        None,
    )
    assert [hit.line.label[slice(*mark)] for mark in hit.label_marks] == ["Hôpitaux", "Bouaké"]


def test_the_line_of_a_list_says_that_it_is_a_list(either: Press) -> None:
    publish(
        either, liste=listed("Insuline rapide", form="injectable", strengths="100 UI/ml", paediatric=True, level="3")
    )
    (hit,) = results(either.engine, "insuline").hits
    line = hit.line
    assert (line.type, line.quote, line.level, line.population) == ("national_list", "Insuline rapide", "3", "enfant")
    assert line.dimensions == {"DCI": "Insuline rapide", "PRESENTATION": "injectable", "DOSAGE": "100 UI/ml"}
    assert "liste_sans_approvisionnement" in line.flags
    assert (line.period_as_stated, line.period_end) == ("2017", "2017-12-31")


def test_a_line_of_a_page_keeps_its_id_from_release_to_release(either: Press, quoting: None) -> None:
    publish(either, un=report("un", "dialyse"))
    publish(either, deux=report("deux", "dialyse encore"))
    ids = [{hit.line.id for hit in results(either.engine, "dialyse", number).hits} for number in (1, 2)]
    assert ids[0] < ids[1]


def test_what_was_withdrawn_is_neither_found_nor_counted(either: Press, quoting: None) -> None:
    publish(either, un=report("un", "dialyse"), deux=report("deux", "dialyse encore"))
    withdraw(either.engine, either.archive_url, address("un"), "demande")
    assert found(either.engine, "dialyse") == ["dialyse encore"]
    counts = facets(either.engine, current_release(either.engine), parse("dialyse"))
    assert counts["kind"] == {"passage": 1}


def test_counts_by_facet(either: Press) -> None:
    # two signals of one type in one passage: one result
    signals = [{"type": "stock_out_medicines", "families": '["diabete"]', "end": end} for end in (4, 5)]
    either.run({ADDRESS: [row(2015, "1", 1.0), row(2014, "1", 1.0, area="MLI")]})
    publish(
        either,
        a=report("a", "ménages", "ménages", countries='["CIV", "SEN"]', on="2015-02-01", signals=signals),
        b=both(
            report("b", "ménages", lang="en", on=None, countries="[]"), listed("Ménages A", "Ménages B", area="MLI")
        ),
    )
    release = current_release(either.engine)
    counts = facets(either.engine, release, parse("ménages"))
    assert counts == {
        "country": {"CIV": 3, "MLI": 3, "SEN": 2},
        "kind": {"listing": 2, "observation": 2, "passage": 3},
        "lang": {"en": 5, "fr": 2},
        "signal": {"stock_out_medicines": 1},
        "source": {SOURCE: 7},
        "year": {"2014": 1, "2015": 3, "2017": 2},
    }
    of_families = by_family(either.engine, release, parse("ménages"))
    assert (of_families["diabete"], of_families["vih"]) == (3, 2), "the series is of every family, the passage of one"
    for key, amount in of_families.items():
        assert results(either.engine, "ménages", family=key).total == amount
    of_mali = facets(either.engine, release, parse("ménages"), Filters(country="MLI"))
    assert (of_mali["kind"], of_mali["country"]) == ({"listing": 2, "observation": 1}, {"MLI": 3})


def test_ages_count_to_the_day_of_the_release(either: Press, quoting: None) -> None:
    publish(either, un=report("un", "dialyse", on="2024-03-11"))
    first = only(either, "dialyse", release=1).line
    assert (first.age_months, first.flags) == (24, ["plus_de_24_mois"])
    assert datetime.fromisoformat(str(first.retrieved_at)).year == 2026


def test_the_plan_begins_with_the_words(either: Press) -> None:
    """The index of words is read first: the other way round, every entry of the base would be asked in turn."""
    publish(either, un=report("un", *(f"dialyse {n}" for n in range(30))))
    if either.engine.dialect.name != "sqlite":
        return
    from kb.search.hits import _statements

    page = _statements(("sqlite", frozenset({"country"}), False)).page
    compiled = page.compile(either.engine)
    asked = {"release": 1, "upto": 5, "words": '"dialys"', "names": '"_dialys"', "country": "CIV"}
    values = compiled.construct_params(asked)
    with either.engine.connect() as connection:
        plan = connection.exec_driver_sql(
            f"EXPLAIN QUERY PLAN {compiled}", tuple(values[name] for name in compiled.positiontup or ())
        ).all()
    told = [line[3] for line in plan]
    scans = [text for text in told if text.startswith("SCAN")]
    assert scans
    assert all("search_words VIRTUAL TABLE" in text for text in scans), told
    assert sum("search_entry USING INTEGER PRIMARY KEY" in text for text in told) == 2, told
