"""The `listing` of a definition is read strictly, and its dates and records as publishers write them."""

import json
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from crawlers.listings.choice import Choice
from crawlers.listings.dates import read_date, read_moment
from crawlers.listings.entries import Entry, UnreadableListing
from crawlers.listings.feeds import read_feed
from crawlers.listings.pages import read_json
from crawlers.listings.sitemaps import read_sitemap
from crawlers.listings.xml_records import MAX_RECORDS
from kb.errors import BadDefinition
from kb.sources.definition import FOLDER, load
from kb.sources.listing import Listing

WHOLE: dict[str, Any] = yaml.safe_load((FOLDER / "who_gho.yml").read_text(encoding="utf-8"))
FEED: dict[str, Any] = {"kind": "feed", "documents": ["^/r/"]}
HTML: dict[str, Any] = {"kind": "html", "documents": ["x"], "item": "li", "link": "a::attr(href)"}


def written(tmp_path: Path, listing: dict[str, Any], **more: Any) -> Path:
    path = tmp_path / "essai.yml"
    path.write_text(yaml.safe_dump(WHOLE | more | {"listing": listing}, allow_unicode=True), encoding="utf-8")
    return path


@pytest.mark.parametrize("listing", [FEED, HTML, {**FEED, "since": date(2015, 1, 1), "max_pages": 3}])
def test_a_listing_that_is_whole_is_read(tmp_path: Path, listing: dict[str, Any]) -> None:
    assert load(written(tmp_path, listing)).listing == Listing(**listing)


SLIPS: dict[str, tuple[dict[str, Any], str]] = {
    "an unknown key": ({**FEED, "docments": ["x"]}, "listing.docments"),
    "an unknown kind": ({**FEED, "kind": "rss"}, "listing.kind"),
    "nothing is a document": ({**FEED, "documents": []}, "listing.documents"),
    "no regular expression": ({**FEED, "documents": ["("]}, "listing.documents"),
    "a selector that nobody reads": ({**FEED, "item": "li"}, "does not read item"),
    "a selector that is missing": ({"kind": "html", "documents": ["x"], "item": "li"}, "needs link"),
    "json without items": ({"kind": "json", "documents": ["x"], "link": "url"}, "needs items"),
    "sitemaps of a feed": ({**FEED, "sitemaps": ["fr"]}, "does not read sitemaps"),
    "a day that does not exist": ({**FEED, "since": "2015-02-30"}, "listing.since"),
    "no page at all": ({**FEED, "max_pages": 0}, "listing.max_pages"),
    "an address that is none": ({**FEED, "start": ["/feed"]}, "listing.start"),
    "a language in words": ({**FEED, "language": "français"}, "listing.language"),
    "attachments without end": ({**FEED, "attachments": {"css": "a", "max": 9999}}, "listing.attachments.max"),
}


@pytest.mark.parametrize("case", SLIPS)
def test_a_slip_stops_at_the_door(tmp_path: Path, case: str) -> None:
    listing, named = SLIPS[case]
    with pytest.raises(BadDefinition, match=r"essai\.yml: listing") as refused:
        load(written(tmp_path, listing))
    assert named in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("more", "named"),
    [
        ({"hosts": ["https://example.org"]}, "hosts"), ({"hosts": ["Example.ORG"]}, "hosts"), ({"data_url": "ftp://x/"}, "data_url"),
        ({"data_url": "https://me:secret@example.org/"}, "data_url"), ({"pace": {"seconds": 1}}, "pace.because"),
        ({"pace": {"seconds": -1, "because": "parce que c’est ainsi"}}, "pace.seconds"), ({"checked": "hier"}, "checked"),
        ({"status": "active ?"}, "status"),
    ],
)  # fmt: skip
def test_a_slip_about_the_addresses_stops_too(tmp_path: Path, more: dict[str, Any], named: str) -> None:
    with pytest.raises(BadDefinition, match=r"essai\.yml") as refused:
        load(written(tmp_path, FEED, **more))
    assert named in str(refused.value)


def test_a_source_nobody_has_seen_says_so(tmp_path: Path) -> None:
    found = load(written(tmp_path, FEED, status="jamais vue en vrai", checked="never"))
    assert (found.status, found.checked) == ("jamais vue en vrai", "never")
    assert load(written(tmp_path, FEED, checked=date(2026, 11, 20))).checked == date(2026, 11, 20)


def test_the_hosts_of_a_source_are_those_it_names(tmp_path: Path) -> None:
    listing = {**FEED, "start": ["https://www.example.org/feed", "http://example.org:8080/x"]}
    found = load(written(tmp_path, listing, hosts=["files.example.org"]))
    assert found.sites == {"ghoapi.azureedge.net", "www.example.org", "example.org:8080", "files.example.org"}


DATES = [
    ("2024-03-12", None, None), ("2024-03-12T23:30:00+01:00", None, None), ("2024-03-12T09:00:00Z", None, None),
    ("Tue, 12 Mar 2024 10:00:00 +0100", None, None), ("Tue, 12 Mar 2024 10:00:00 GMT", None, None),
    ("12/03/2024", "%d/%m/%Y", None), ("12 mars 2024", "%d %B %Y", "fr"), (" 12\n Mars  2024", "%d %B %Y", "fr"),
    ("12 de marzo de 2024", "%d de %B de %Y", "es"), ("12 de março de 2024", "%d de %B de %Y", "pt"), ("March 12, 2024", "%B %d, %Y", "en"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "date_format", "language"), DATES)
def test_a_date_is_read_as_it_is_written(text: str, date_format: str | None, language: str | None) -> None:
    assert read_date(text, date_format, language) == date(2024, 3, 12)


SHORT = {
    "1er juin 2023": date(2023, 6, 1), "3 juil. 2023": date(2023, 7, 3), "15 août 2023": date(2023, 8, 15),
    "2 févr. 2023": date(2023, 2, 2),
}  # fmt: skip


@pytest.mark.parametrize(("text", "day"), SHORT.items())
def test_french_months_are_read_whole_or_short(text: str, day: date) -> None:
    assert read_date(text, "%d %B %Y", "fr") == day


@pytest.mark.parametrize("text", ["", "hier", "2024-13-01", "12/03", "il y a 3 jours", "0000-00-00"])
def test_what_is_no_date_is_none(text: str) -> None:
    assert read_date(text) is None
    assert read_date(text, "%d %B %Y", "fr") is None


@given(st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2100, 1, 1), timezones=st.just(UTC)))
def test_a_moment_survives_being_written(moment: datetime) -> None:
    assert read_moment(moment.isoformat()) == moment


@given(st.binary(max_size=300))
def test_no_bytes_make_the_readers_of_lists_fall(body: bytes) -> None:
    for read in (read_feed, read_sitemap):
        with suppress(UnreadableListing):
            read(body, "https://x/")


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["items", "url", "name"]), inner, max_size=3)
    ),
)


@given(ANY_JSON)
def test_no_json_makes_the_reader_of_lists_fall(content: Any) -> None:
    listing = Listing(kind="json", documents=["x"], items="items", link="url", title="name", next="name", total="name")
    with suppress(UnreadableListing):
        read_json(json.dumps(content), "https://x/", listing)


def test_a_list_without_end_is_refused() -> None:
    body = b"<urlset>" + b"<url><loc>https://x/a</loc></url>" * (MAX_RECORDS + 1) + b"</urlset>"
    with pytest.raises(UnreadableListing, match="plus de 50000 entrées"):
        read_sitemap(body, "https://x/")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"])
def test_a_feed_is_read_in_its_own_encoding(encoding: str) -> None:
    stated = encoding.removesuffix("-sig")
    text = f'<?xml version="1.0" encoding="{stated}"?><rss><channel><item><title>Santé</title><link>/a</link></item></channel></rss>'
    (entry,) = read_feed(text.encode(encoding), "https://x/").entries
    assert entry == Entry("https://x/a", "Santé")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16"])
def test_entities_are_seen_in_every_encoding_that_is_read(encoding: str) -> None:
    text = "<!DOCTYPE r [<!ENTITY a 'b'>]><rss><channel><item><link>&a;</link></item></channel></rss>"
    with pytest.raises(UnreadableListing, match="entités"):
        read_feed(text.encode(encoding), "https://x/")


def test_atom_keeps_its_addresses_in_attributes() -> None:
    text = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><link rel="self" href="/feed"/><link rel="next" href="?p=2"/>'
        '<entry><title type="html">Étude</title><link rel="enclosure" href="/z.pdf"/><link href="/a"/>'
        "<published>2024-03-01T10:00:00Z</published><updated>2024-04-01T10:00:00+02:00</updated>"
        "<source><title>Autre</title></source></entry></feed>"
    )
    page = read_feed(text.encode(), "https://x/feed")
    assert page.pages == ["https://x/feed?p=2"]
    (entry,) = page.entries
    assert (entry.url, entry.title, entry.published) == ("https://x/a", "Étude", date(2024, 3, 1))
    assert entry.modified == datetime(2024, 4, 1, 8, tzinfo=UTC)


def choice(**more: Any) -> Choice:
    listing = Listing(kind="feed", documents=["^/r/"], max_documents=2)
    return Choice(
        listing,
        {"x"},
        more.get("complete", {}),
        more.get("known", set()),
        more.get("withdrawn", set()),
        more.get("limit"),
    )


def test_each_address_is_taken_once_whatever_its_fragment() -> None:
    made = choice()
    assert [made.take(Entry(url)) for url in ("https://x/r/1", "https://x/r/1#top", "https://x/r/1")] == [
        "https://x/r/1",
        None,
        None,
    ]
    assert made.listed == 1


@given(st.lists(st.integers(0, 9), max_size=30), st.sets(st.integers(0, 9)))
def test_new_documents_are_limited_and_known_ones_are_not(numbers: list[int], known: set[int]) -> None:
    made = choice(known={f"https://x/r/{n}" for n in known})
    asked = [url for n in numbers if (url := made.take(Entry(f"https://x/r/{n}")))]
    assert len(asked) == len(set(asked)) == made.asked
    assert made.listed == len(set(numbers)) == made.asked + made.left
    assert made.new == min(2, len(set(numbers) - known))


SEEN = datetime(2024, 3, 12, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("modified", "to_the_day", "asked"),
    [
        (datetime(2024, 3, 11, tzinfo=UTC), True, False), (datetime(2024, 3, 12, tzinfo=UTC), True, True),
        (datetime(2024, 3, 12, 8, tzinfo=UTC), False, False), (datetime(2024, 3, 12, 10, tzinfo=UTC), False, True), (None, False, True),
    ],
)  # fmt: skip
def test_what_has_not_changed_since_a_complete_run_is_not_asked(
    modified: datetime | None, to_the_day: bool, asked: bool
) -> None:
    made = choice(complete={"https://x/r/1": SEEN}, known={"https://x/r/1"})
    entry = Entry("https://x/r/1", modified=modified, modified_to_the_day=to_the_day)
    assert (made.take(entry) is not None) is asked
    assert made.listed == 1
