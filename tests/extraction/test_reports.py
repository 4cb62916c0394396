"""Reports and their passages: what is stated, what is read, what is handed to whoever draws facts; bad answers are told."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.items import Item, Payload, ReportItem, ReportPassageItem, SignalItem, UnreadablePayload
from extraction.readers import reader_of
from extraction.reports import Report, ReportText, Stated, day_of, report_items, text_reading
from extraction.run import last_day_of, retrieved_on
from kb.readings import Unread

ADDRESS = "https://example.org/rapport"


def items(text: str, stated: Stated | None = None, **more: Any) -> list[Item]:
    return list(
        report_items(Report(ADDRESS, text_reading(text, "vide"), stated or Stated()), date(2026, 3, 12), **more)
    )


@given(st.text(max_size=2_000))
def test_passages_of_any_text_stand_in_it_to_the_letter(text: str) -> None:
    report = Report(ADDRESS, text_reading(text, "vide"))
    page = report.text_of(1)
    assert page is not None
    assert len(page) == len(text), "what no base can hold is replaced one for one: offsets are the publisher's"
    first, *passages = report_items(report, None)
    assert isinstance(first, ReportItem)
    assert (first.unread_reason == "vide") == (not page.strip())
    for passage in passages:
        assert isinstance(passage, ReportPassageItem)
        assert page[passage.start : passage.end] == passage.text


def test_nothing_that_the_publisher_does_not_state_is_stated() -> None:
    (report,) = items("Trop court.")[:1]
    assert isinstance(report, ReportItem)
    assert (report.title, report.published_by, report.published_on, report.published_evidence) == (
        None,
        None,
        None,
        None,
    )
    assert (report.countries, report.lang) == ("[]", None)


def test_the_title_names_the_country_where_nobody_states_it() -> None:
    (report,) = items("Texte.", Stated(title="Mali : les soins"))[:1]
    assert isinstance(report, ReportItem)
    assert report.countries == '["MLI"]'


def test_a_date_found_in_the_text_says_so_and_never_follows_the_day_of_capture() -> None:
    (report,) = items("Publié le 4 mars 2024\n\nLe centre de santé est ouvert deux jours par semaine.")[:1]
    assert isinstance(report, ReportItem)
    assert report.published_on == "2024-03-04"
    assert (report.published_evidence or "").startswith("texte du document : « Publié le 4 mars 2024")
    (later,) = items("Publié le 4 mars 2031\n\nLe centre de santé est ouvert deux jours par semaine.")[:1]
    assert isinstance(later, ReportItem)
    assert later.published_on is None


def test_pages_are_handed_with_their_numbers_to_whoever_draws_facts() -> None:
    seen: list[ReportText] = []

    def extract(text: ReportText) -> list[Item]:
        seen.append(text)
        return [
            SignalItem(
                document=text.document, area="MLI", type="stock_out_medicines", page=1, start=0, end=7, polarity="affirmed",
                quote=text.pages[1][0:7], cue="rupture", rule="essai/1", component="medicament",
            )
        ]  # fmt: skip

    stated = Stated(countries=("MLI",), lang="fr", published_on="2024-03-04")
    *_, signal = items("Rupture d’insuline à Nara.", stated, extract=extract)
    assert isinstance(signal, SignalItem)
    assert signal.quote == "Rupture"
    (text,) = seen
    assert (text.lang, text.countries, text.published_on) == ("fr", ("MLI",), "2024-03-04")
    assert [passage.text for passage in text.passages] == ["Rupture d’insuline à Nara."]


@pytest.mark.parametrize(
    ("stated", "day"),
    [("2019-03-14 03:00:00", "2019-03-14"), ("2025-10-24T00:00:00+00:00", "2025-10-24"), ("", None), (None, None),
     ("mars 2019", None), ("2019-02-30", None)],
)  # fmt: skip
def test_a_day_is_read_at_the_head_of_a_moment_or_not_recorded(stated: str | None, day: str | None) -> None:
    assert day_of(stated) == day


@pytest.mark.parametrize(
    ("captured", "day"),
    [("2026-02-12", date(2026, 2, 12)), ("2018-10", date(2018, 10, 31)), ("2019", date(2019, 12, 31)),
     ("2022..2025", date(2025, 12, 31)), ("2024-02", date(2024, 2, 29)), ("inconnu", None), ("2019-13", None)],
)  # fmt: skip
def test_what_is_known_of_a_capture_ends_on_its_last_day(captured: str, day: date | None) -> None:
    assert last_day_of(captured) == day


def snapshot(**changed: Any) -> Unread:
    known: dict[str, Any] = {
        "snapshot_id": 1, "address_id": 1, "source_key": "hrw", "url": ADDRESS, "sha256": "0" * 64, "warc_file": "a",
        "warc_offset": 0, "warc_record_id": "b", "replay_note": None, "media_type": None, "fetched_from": None, "told": None,
        "retrieved_at": None, "captured_on": None,
    }  # fmt: skip
    return Unread(**known | changed)


def test_bytes_are_dated_by_their_capture_or_retrieval_never_by_the_day_of_reading() -> None:
    evening = datetime(2026, 3, 11, 23, 30, tzinfo=UTC)
    assert retrieved_on(snapshot(retrieved_at=evening)) == date(2026, 3, 12), "in Paris"
    assert retrieved_on(snapshot(retrieved_at=evening, captured_on="2019")) == date(2019, 12, 31)
    assert retrieved_on(snapshot()) is None


WHOLE = {
    "totalCount": 1, "count": 1,
    "data": [{"id": "1", "fields": {"title": "x", "url": ADDRESS, "date": {"created": "2026-01-01"}, "body": "Texte."}}],
}  # fmt: skip


@pytest.mark.parametrize(
    ("source", "body", "told"),
    [
        ("reliefweb", b"", "n’est pas du JSON entier"),
        ("reliefweb", b'{"data": [', "n’est pas du JSON entier"),
        ("reliefweb", b"\xff\xfe", "n’est pas du JSON entier"),
        ("reliefweb", b'{"error": "x"}', "n’a pas les champs connus"),
        ("reliefweb", json.dumps({**WHOLE, "warnings": []}).encode(), "n’a pas les champs connus"),
        ("global_fund", b'{"iso3": "CIV"}', "n’a pas les champs connus"),
        ("global_fund", b"[", "n’a pas les champs connus"),
        ("hrw", b'{"url": "x", "title": "y"}', "n’a pas les champs connus"),
    ],
)
def test_an_answer_of_another_shape_is_refused_in_one_sentence(source: str, body: bytes, told: str) -> None:
    payload = Payload(f"{ADDRESS}.json", body, media_type="application/json")
    with pytest.raises(UnreadablePayload, match=told) as refused:
        list(reader_of(source).read(payload))
    assert payload.url in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_report_of_reliefweb_filed_under_the_whole_world_names_no_country() -> None:
    fields = WHOLE["data"][0]["fields"] | {
        "country": [{"iso3": "wld", "name": "World"}, {"iso3": "ben", "name": "Benin"}]
    }  # type: ignore[index]
    body = json.dumps({**WHOLE, "data": [{"id": "1", "fields": fields}]}).encode()
    (report, *_) = reader_of("reliefweb").read(Payload(f"{ADDRESS}.json", body))
    assert isinstance(report, ReportItem)
    assert report.countries == '["BEN"]'


def test_a_report_of_a_ministry_is_of_its_country_whatever_its_title() -> None:
    page = "<html><title>Coopération avec le Mali</title><body><p>Le ministre a reçu une délégation du Mali ce matin.</p></body></html>"
    (report, *_) = reader_of("minsante_civ").read(Payload(f"{ADDRESS}.html", page.encode(), media_type="text/html"))
    assert isinstance(report, ReportItem)
    assert report.countries == '["CIV"]'
