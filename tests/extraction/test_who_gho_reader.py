import html
import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.items import ObservationItem, Payload, UnreadablePayload
from extraction.readers.who_gho import read

URL = "https://ghoapi.azureedge.net/api/HIV_ARTCOVERAGE"
ROW: dict[str, Any] = {
    "Id": 1, "IndicatorCode": "HIV_ARTCOVERAGE", "SpatialDimType": "COUNTRY", "SpatialDim": "CIV", "TimeDimType": "YEAR",
    "ParentLocationCode": "AFR", "ParentLocation": "Africa", "Dim1Type": None, "Dim1": None, "TimeDim": 2016,
    "Dim2Type": None, "Dim2": None, "Dim3Type": None, "Dim3": None, "DataSourceDimType": None, "DataSourceDim": None,
    "Value": "52 [44-61]", "NumericValue": 52.0, "Low": 44.0, "High": 61.0, "Comments": None,
    "Date": "2023-07-10T07:53:22+02:00", "TimeDimensionValue": "2016",
    "TimeDimensionBegin": "2016-01-01T00:00:00+01:00", "TimeDimensionEnd": "2016-12-31T00:00:00+01:00",
}  # fmt: skip


def envelope(*rows: dict[str, Any], **more: Any) -> bytes:
    return json.dumps({"@odata.context": "https://…#HIV_ARTCOVERAGE", "value": list(rows), **more}).encode()


def read_bytes(body: bytes, url: str = URL, *, ours: bool = False) -> list[ObservationItem]:
    return list(read(Payload(url, body, dates_are_ours=ours)))


def read_row(*, ours: bool = False, **changed: Any) -> ObservationItem:
    (item,) = read_bytes(envelope({**ROW, **changed}), ours=ours)
    return item


@pytest.mark.parametrize("field", sorted(ROW))
def test_a_missing_field_stops_the_reading_and_is_named(field: str) -> None:
    row = {name: value for name, value in ROW.items() if name != field}
    with pytest.raises(UnreadablePayload, match=f"`{field}`"):
        read_bytes(envelope(ROW, row))


def test_a_field_nobody_knows_stops_the_reading_and_is_named() -> None:
    with pytest.raises(UnreadablePayload, match="`ValidatedBy`"):
        read_bytes(envelope({**ROW, "ValidatedBy": "HQ"}))


def test_an_unknown_key_of_the_envelope_stops_the_reading() -> None:
    with pytest.raises(UnreadablePayload, match="error"):
        read_bytes(envelope(ROW, error={"code": "500"}))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("NumericValue", "52"),
        ("Value", 52.0),
        ("Low", [44]),
        ("TimeDim", "2016"),
        ("SpatialDim", None),
        ("Id", 1.5),
        ("Date", 7),
    ],
)
def test_a_field_of_another_type_stops_the_reading_and_is_named(field: str, value: object) -> None:
    with pytest.raises(UnreadablePayload, match=field):
        read_bytes(envelope({**ROW, field: value}))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<!DOCTYPE html><title>Just a moment...</title>",
        envelope(ROW)[:-40],
        envelope(ROW)[:1],
        envelope(ROW).replace(b"52.0", b"NaN"),
        b"[]",
        b"null",
        b'{"value": null}',
        envelope({**ROW, "Value": "caf\u00e9"}).replace(b"caf\\u00e9", b"caf\xe9"),
    ],
    ids=["empty", "web page", "cut off", "one byte", "NaN", "list", "null", "no list", "latin-1"],
)
def test_bytes_that_are_not_an_answer_are_refused_in_one_sentence(body: bytes) -> None:
    with pytest.raises(UnreadablePayload) as refused:
        read_bytes(body)
    assert URL in str(refused.value)
    assert "\n" not in str(refused.value)


def test_an_answer_about_another_code_than_its_address_is_refused() -> None:
    with pytest.raises(UnreadablePayload, match="parle de NCD_CCS_Insulin"):
        read_bytes(envelope(ROW, {**ROW, "IndicatorCode": "NCD_CCS_Insulin"}))


def test_a_day_that_does_not_exist_is_refused() -> None:
    with pytest.raises(UnreadablePayload, match="2016-02-30"):
        read_row(TimeDimensionBegin="2016-02-30T00:00:00+01:00")


@pytest.mark.parametrize("path", ["Indicator", "DIMENSION/COUNTRY/DimensionValues", "Dimension", "Indicator?$top=5"])
def test_the_catalogue_and_the_dimensions_hold_no_observation(path: str) -> None:
    assert read_bytes(b'{"value": [{"Code": "AFR"}]}', f"https://ghoapi.azureedge.net/api/{path}") == []


def test_a_page_of_a_series_is_read_under_the_code_of_its_address() -> None:
    assert len(read_bytes(envelope(ROW), f"{URL}?$skip=1000")) == 1


def test_an_empty_list_is_no_observation() -> None:
    assert read_bytes(envelope()) == []


@pytest.mark.parametrize(
    ("published", "text"),
    [
        ("&lt;1", "<1"),
        ("41 [35&#8211;47]", "41 [35–47]"),
        ("A &amp; B", "A & B"),
        ("&amp;lt;1", "&lt;1"),
        ("12 &nbsp;", "12 \u00a0"),
    ],
)
def test_html_entities_are_decoded_once(published: str, text: str) -> None:
    assert read_row(Value=published, NumericValue=None).value_as_published == text
    assert read_row(Comments=published).comments == text


@pytest.mark.parametrize("text", ["Yes", "No", "Don't know", "Not applicable", "10 to 50", "Yes, within the country"])
def test_a_category_is_kept_as_text_without_a_number(text: str) -> None:
    item = read_row(Value=text, NumericValue=None, Low=None, High=None)
    assert (item.value_as_published, item.value, item.reported) == (text, None, True)


@pytest.mark.parametrize(
    "text", ["No data", "no data", " No data ", "No data received", "…", "...", "", "No response", None]
)
def test_not_reported_is_told_apart_from_a_value(text: str | None) -> None:
    item = read_row(Value=text, NumericValue=None, Low=None, High=None)
    assert (item.value_as_published, item.value, item.reported) == (text, None, False)


@pytest.mark.parametrize("text", ["<1", "&lt;0.1", ">95", "1 000", "10%", "12,5", "1e3", "15 [15 - 18]"])
def test_a_text_that_is_not_simply_a_number_stays_a_text(text: str) -> None:
    item = read_row(Value=text, NumericValue=None, Low=None, High=None)
    assert (item.value, item.reported) == (None, True)


@pytest.mark.parametrize(("text", "value"), [("63.25", 63.25), ("0", 0.0), ("-3", -3.0), (" 7 ", 7.0)])
def test_a_plain_number_in_the_display_text_is_read(text: str, value: float) -> None:
    assert read_row(Value=text, NumericValue=None).value == value


def test_the_full_number_is_kept_beside_the_rounded_text() -> None:
    item = read_row(Value="36.0", NumericValue=36.01868)
    assert (item.value, item.value_as_published) == (36.01868, "36.0")


def test_zero_is_a_value() -> None:
    item = read_row(Value="0", NumericValue=0.0, Low=0.0, High=0.0)
    assert (item.value, item.low, item.high, item.reported) == (0.0, 0.0, 0.0, True)


def test_a_range_of_years_is_one_period() -> None:
    item = read_row(
        TimeDimType="YEARRANGE", TimeDim=2007, TimeDimensionValue="2007-2013",
        TimeDimensionBegin="2007-01-01T00:00:00+01:00", TimeDimensionEnd="2013-12-31T00:00:00+01:00",
    )  # fmt: skip
    assert (item.period_as_stated, item.period_start, item.period_end) == ("2007-2013", "2007-01-01", "2013-12-31")


@pytest.mark.parametrize(
    ("kind", "code", "one_code"),
    [
        ("SEX", "BTSX", "SEX_BTSX"),
        ("SEX", "SEX_BTSX", "SEX_BTSX"),
        ("RESIDENCEAREATYPE", "URB", "RESIDENCEAREATYPE_URB"),
        ("AGEGROUP", "YEARS15-49", "AGEGROUP_YEARS15-49"),
        ("GHECAUSES", "GHE002", "GHE002"),
        ("SEX", None, None),
        (None, None, None),
    ],
)
def test_old_and_new_dimension_codes_are_one(kind: str | None, code: str | None, one_code: str | None) -> None:
    for number in ("1", "2", "3"):
        item = read_row(**{f"Dim{number}Type": kind, f"Dim{number}": code})
        assert getattr(item, f"dim{number}") == one_code


def test_a_row_is_dated_by_the_publisher_only_where_the_date_is_theirs() -> None:
    assert read_row().published_on == "2023-07-10"
    assert read_row(ours=True).published_on is None
    assert read_row(Date=None).published_on is None


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_any_number_survives(number: float) -> None:
    item = read_row(NumericValue=number, Low=-number, High=number)
    assert (item.value, item.low, item.high) == (number, -number, number)
    assert item.value is not None
    assert math.copysign(1, item.value) == math.copysign(1, number)


# a lone surrogate is no character: JSON may spell it, UTF-8 may not
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_survives(text: str) -> None:
    item = read_row(Value=html.escape(text), Comments=html.escape(text), NumericValue=1.0)
    assert item.value_as_published == text
    assert item.comments == text


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(body: bytes) -> None:
    with pytest.raises(UnreadablePayload):
        read_bytes(body)
