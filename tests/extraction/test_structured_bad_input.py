"""Every answer that is not what its reader knows is refused in one sentence that names the address, and nothing is read of it."""

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from structured import ALL, APPEALS, ESTIMATES, EXAMPLES, HDR, POPULATION, WORKBOOK, read, sheets_of, workbook, zipped

from extraction.formats import archives, csv_tables, workbooks
from extraction.items import UnreadablePayload

SDMX = "https://ec.europa.eu/eurostat/api/dissemination/sdmx/2.1/data/HLTH_RS_PHYS"
TABLE = (EXAMPLES / "unaids" / "Estimates_2025_en.csv").read_bytes()
WIDE = (EXAMPLES / "undp_hdr" / "HDR25.csv").read_bytes()
MESSAGE = (EXAMPLES / "eurostat" / "HLTH_RS_PHYS.xml").read_bytes()
PAGE = b"<!DOCTYPE html><html><title>Just a moment...</title></html>"
SHEETS = sheets_of(EXAMPLES / "unaids" / "HIV_estimates_from_1990-to-present")


def archive(content: bytes) -> bytes:
    return zipped(content, "Estimates_2025_en.csv")


def members(**content: bytes) -> bytes:
    folded = io.BytesIO()
    with zipfile.ZipFile(folded, "w", zipfile.ZIP_DEFLATED) as made:
        for name, body in content.items():
            made.writestr(name.replace("_csv", ".csv"), body)
    return folded.getvalue()


def locked() -> bytes:
    """An archive whose member says that it is encrypted."""
    made = bytearray(archive(TABLE))
    made[6] |= 1
    made[made.index(b"PK\x01\x02") + 8] |= 1
    return bytes(made)


def corrupted() -> bytes:
    made = bytearray(archive(TABLE))
    made[200:230] = bytes(30)
    return bytes(made)


def sheets(change: Callable[[dict[str, list[list[str]]]], object]) -> bytes:
    made = {name: [list(row) for row in rows] for name, rows in SHEETS.items()}
    change(made)
    return workbook(made)


def renamed(old: str, new: str) -> bytes:
    """The workbook with one title written otherwise, on both sheets that repeat each other."""
    made = {name: [[new if cell == old else cell for cell in row] for row in rows] for name, rows in SHEETS.items()}
    return workbook(made)


def with_entities() -> bytes:
    book = workbook(SHEETS)
    folded = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as source, zipfile.ZipFile(folded, "w", zipfile.ZIP_DEFLATED) as made:
        for name in source.namelist():
            body = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                body = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]>' + body.split(b"?>", 1)[-1]
            made.writestr(name, body)
    return folded.getvalue()


def answer(source: str, name: str, change: Callable[[Any], object]) -> bytes:
    told = json.loads((EXAMPLES / source / name).read_bytes())
    change(told)
    return json.dumps(told).encode()


def population(change: Callable[[Any], object]) -> bytes:
    return answer("world_bank", "SP.POP.TOTL.json", change)


def appeals(change: Callable[[Any], object]) -> bytes:
    return answer("ifrc_go", "appeals.json", change)


MESSAGE_ANSWER = json.dumps(
    [{"message": [{"id": "120", "key": "Invalid value", "value": "The provided parameter value is not valid"}]}]
).encode()

REFUSED: dict[str, tuple[str, bytes, str, str]] = {
    # UNAIDS, archives
    "not an archive": (ESTIMATES, b"", "unaids", "ne s’ouvre pas"),
    "web page for an archive": (ESTIMATES, PAGE, "unaids", "ne s’ouvre pas"),
    "cut archive": (ESTIMATES, archive(TABLE)[:-40], "unaids", "ne s’ouvre pas"),
    "corrupted archive": (ESTIMATES, corrupted(), "unaids", "abîmé ou coupé"),
    "locked archive": (ESTIMATES, locked(), "unaids", "ne s’ouvre pas"),
    "two tables": (ESTIMATES, members(a_csv=TABLE, b_csv=TABLE), "unaids", "contient 2 fichiers CSV"),
    "no table": (ESTIMATES, members(readme=b"hello"), "unaids", "contient 0 fichiers CSV"),
    "bomb by its ratio": (ESTIMATES, archive(bytes(30_000_000)), "unaids", "se déplie plus de 200 fois"),
    "web page in an archive": (ESTIMATES, archive(PAGE), "unaids", "une page web à la place d’un tableau"),
    "empty table": (ESTIMATES, archive(b""), "unaids", "est vide"),
    "missing column": (ESTIMATES, archive(TABLE.replace(b",Formatted,", b",", 1)), "unaids", "manque : « Formatted »"),
    "extra column": (ESTIMATES, archive(TABLE.replace(b",Source,", b",Source,Rank,", 1)), "unaids", "en plus : « Rank »"),
    "column twice": (ESTIMATES, archive(TABLE.replace(b"Footnote", b"Source", 1)), "unaids", "en plus : « Source »"),
    "cut table": (ESTIMATES, archive(TABLE[:-20]), "unaids", "abîmé ou coupé"),
    "quote never closed": (ESTIMATES, archive(TABLE + b'"open'), "unaids", "abîmé ou coupé"),
    "utf-16": (ESTIMATES, archive(TABLE.decode("utf-8-sig").encode("utf-16")), "unaids", "ni en UTF-8 ni en latin-1"),
    "a period that is no year": (ESTIMATES, archive(TABLE.replace(b",2016,", b",2016-17,")), "unaids", "'2016-17'"),
    "an address nobody knows": (ESTIMATES.replace("Estimates", "KPAtlasDB"), archive(TABLE), "unaids", "Aucun fichier connu"),
    # UNAIDS, workbook
    "not a workbook": (WORKBOOK, PAGE, "unaids", "ne s’ouvre pas"),
    "cut workbook": (WORKBOOK, workbook(SHEETS)[:-300], "unaids", "ne s’ouvre pas"),
    "an archive that is no workbook": (WORKBOOK, archive(TABLE), "unaids", "ne s’ouvre pas"),
    "workbook with entities": (WORKBOOK, with_entities(), "unaids", "entités XML"),
    "missing sheet": (WORKBOOK, sheets(lambda made: made.pop("Treatment - by Area")), "unaids", "manque : « Treatment - by Area »"),
    "extra sheet": (WORKBOOK, sheets(lambda made: made.update(Notes=[["x"]])), "unaids", "en plus : « Notes »"),
    "missing title": (
        WORKBOOK, renamed("Number of adults (15+) receiving ART", ""), "unaids",
        "manque : « Number of adults (15+) receiving ART »",
    ),
    "title nobody knows": (
        WORKBOOK, renamed("Number of adults (15+) receiving ART", "Number of adults (16+) receiving ART"), "unaids",
        "en plus : « Number of adults (16+) receiving ART »",
    ),
    "bound without its figure": (
        WORKBOOK, renamed("PMTCT coverage of effective regimen", "PMTCT coverage"), "unaids", "une borne sans son chiffre",
    ),
    "source no longer said": (WORKBOOK, renamed("Source: UNAIDS 2019 estimates", "UNAIDS"), "unaids", "ne dit plus sa source"),
    "row without a year": (WORKBOOK, renamed("2017", "total"), "unaids", "ne commence pas par une année"),
    # UNDP
    "web page for a table": (HDR, PAGE, "undp_hdr", "une page web à la place d’un tableau"),
    "missing label": (HDR, WIDE.replace(b"region", b"regio", 1), "undp_hdr", "manque : « region »"),
    "missing measure": (HDR, WIDE.replace(b"mmr_2022", b"le_2020", 1), "undp_hdr", "manque : « mmr »"),
    "measure nobody knows": (HDR, WIDE.replace(b"mmr_2022", b"mmx_2022", 1), "undp_hdr", "en plus : « mmx »"),
    "column of the wide table twice": (HDR, WIDE.replace(b"le_2021", b"hdi_2021", 1), "undp_hdr", "en plus : « hdi_2021 »"),
    "cut wide table": (HDR, WIDE[:-150], "undp_hdr", "abîmé ou coupé"),
    "wide table in utf-16": (HDR, WIDE.decode("latin-1").encode("utf-16"), "undp_hdr", "ni en UTF-8 ni en latin-1"),
    # World Bank
    "unknown code": (POPULATION, MESSAGE_ANSWER, "world_bank", "« The provided parameter value is not valid »"),
    "cut JSON": (POPULATION, population(len)[:-30], "world_bank", "JSON entier"),
    "web page for JSON": (POPULATION, PAGE, "world_bank", "JSON entier"),
    "missing field": (POPULATION, population(lambda told: told[1][0].pop("obs_status")), "world_bank", "obs_status"),
    "field nobody knows": (POPULATION, population(lambda told: told[1][0].update(footnote="x")), "world_bank", "footnote"),
    "header nobody knows": (POPULATION, population(lambda told: told[0].update(status="x")), "world_bank", "status"),
    "a value that is no number": (POPULATION, population(lambda told: told[1][1].update(value="many")), "world_bank", "many"),
    "a quarter": (POPULATION, population(lambda told: told[1][0].update(date="2024Q1")), "world_bank", "'2024Q1'"),
    "another series": (POPULATION.replace("SP.POP.TOTL", "SH.MED.BEDS.ZS"), population(len), "world_bank", "parle de SP.POP.TOTL"),
    # IFRC GO
    "cut appeals": (APPEALS, appeals(len)[:-30], "ifrc_go", "JSON entier"),
    "appeal without a field": (APPEALS, appeals(lambda told: told["results"][0].pop("code")), "ifrc_go", "code"),
    "appeal with a field more": (APPEALS, appeals(lambda told: told["results"][0].update(x=1)), "ifrc_go", "x"),
    "appeal without a beginning": (APPEALS, appeals(lambda told: told["results"][0].update(start_date=None)), "ifrc_go", "start_date"),
    "a day that does not exist": (
        APPEALS, appeals(lambda told: told["results"][0].update(start_date="2023-02-30T00:00:00Z")), "ifrc_go", "2023-02-30",
    ),
    "a list nobody knows": (APPEALS.replace("appeals", "event"), appeals(len), "ifrc_go", "Aucune liste connue"),
    # Eurostat
    "no message": (SDMX, PAGE, "eurostat", "pas répondu un message SDMX"),
    "cut message": (SDMX, MESSAGE[:-200], "eurostat", "message SDMX entier"),
    "message with entities": (SDMX, MESSAGE.replace(b"?>", b"?><!DOCTYPE a>", 1), "eurostat", "déclare un type de document"),
    "no area in the key": (SDMX, MESSAGE.replace(b'id="GEO"', b'id="PLACE"'), "eurostat", "ne dit pas son pays"),
    "a month": (SDMX, MESSAGE.replace(b'value="2022"', b'value="2022-01"'), "eurostat", "'2022-01'"),
    "answer still being made": (
        SDMX,
        MESSAGE.split(b"<message:DataSet ")[0]
        + b'<footer:Footer><footer:Message code="413" severity="Information"><common:Text>later</common:Text>'
        b"</footer:Message></footer:Footer></message:GenericData>",
        "eurostat", "prépare encore",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_bytes_of_another_shape_are_refused_in_one_sentence(name: str) -> None:
    url, body, source, said = REFUSED[name]
    with pytest.raises(UnreadablePayload) as refused:
        read(source, url, body)
    told = str(refused.value)
    assert said in told
    assert "\n" not in told
    assert told.endswith(".")


@pytest.mark.parametrize("name", [name for name in REFUSED if not name.startswith("a day that")])
def test_the_refusal_names_the_address(name: str) -> None:
    url, body, source, _ = REFUSED[name]
    with pytest.raises(UnreadablePayload) as refused:
        read(source, url, body)
    assert url in str(refused.value)


def test_an_archive_too_large_once_unfolded_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_BYTES", len(TABLE) - 1)
    with pytest.raises(UnreadablePayload, match="dépasse"):
        read("unaids", ESTIMATES, archive(TABLE))


def test_a_table_with_too_many_rows_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_tables, "MAX_ROWS", 28)
    with pytest.raises(UnreadablePayload, match="dépasse 28 lignes"):
        read("unaids", ESTIMATES, archive(TABLE))
    monkeypatch.setattr(csv_tables, "MAX_ROWS", 29)
    assert len(read("unaids", ESTIMATES, archive(TABLE))) == 17


def test_a_workbook_with_too_many_rows_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "MAX_ROWS", 7)
    with pytest.raises(UnreadablePayload, match="dépasse 7 lignes"):
        read("unaids", WORKBOOK, workbook(SHEETS))


def test_a_sheet_that_declares_a_million_columns_is_read_at_its_real_width() -> None:
    book = workbook(SHEETS)
    folded = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as source, zipfile.ZipFile(folded, "w", zipfile.ZIP_DEFLATED) as made:
        for name in source.namelist():
            body = source.read(name)
            if b"<dimension " in body:
                head, _, tail = body.partition(b'<dimension ref="')
                body = head + b'<dimension ref="A1:XFD1048576"' + tail[tail.index(b'"') + 1 :]
            made.writestr(name, body)
    assert read("unaids", WORKBOOK, folded.getvalue()) == read("unaids", WORKBOOK, book)


def test_what_sdmx1_prints_when_it_fails_is_not_printed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(UnreadablePayload):
        read("eurostat", SDMX, MESSAGE[:-200])
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    "url", sorted({(e.source, e.url) for e in ALL if not e.url.endswith("limit=200") or "appeals" in e.url})
)
@settings(max_examples=60, deadline=None)
@given(body=st.binary(max_size=300))
def test_no_bytes_break_a_reader(url: tuple[str, str], body: bytes) -> None:
    with pytest.raises(UnreadablePayload):
        read(*url, body)
