import pytest

from extraction.text.characters import cleaned, decoded

SENTENCE = "L’hôpital de Thiès n’a plus d’insuline depuis mars."


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", "text/plain; charset=iso-8859-1"),  # the server is wrong: UTF-8 that holds is UTF-8
        ("utf-8-sig", None),
        ("utf-16", None),
        ("cp1252", None),
        ("cp1252", "text/plain; charset=iso-8859-1"),  # what browsers read under that label
        ("cp1252", "text/plain; charset=no-such-charset"),
    ],
)
def test_a_wrong_or_missing_charset_costs_no_accent(encoding: str, declared: str | None) -> None:
    assert decoded(SENTENCE.encode(encoding), declared, markup=False) == SENTENCE


def test_a_page_may_declare_its_own_charset() -> None:
    body = '<html><head><meta charset="windows-1251"></head><p>больница без инсулина'.encode("cp1251")
    assert "больница" in decoded(body, "text/html", markup=True)


def test_what_no_base_can_hold_is_shown_as_unnamed() -> None:
    assert cleaned("a\x00b\x1fc\ufffed\ud800e\r\nf\rg\tf\u00a0") == "a\ufffdb\ufffdc\ufffdd\ufffde\nf\ng\tf\u00a0"
