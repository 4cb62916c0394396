"""Publishers' text becomes HTML in one place: nothing of it may run, hide, or turn the reading order."""

import pytest

from ui.components.html import LONGEST, button, clean, link, tag, text

HIDDEN = [
    "\u202e",
    "\u202c",
    "\u2066",
    "\u2069",
    "\u200b",
    "\u200d",
    "\u200f",
    "\ufeff",
    "\u00ad",
    "\x00",
    "\x1b",
    "\x9b",
    "\ud800",
]


@pytest.mark.parametrize(
    "hostile", ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", '"><svg onload=x>', "' onclick='x"]
)
def test_tags_and_quotes_are_only_text(hostile: str) -> None:
    shown = tag("td", text(hostile), title=hostile)
    assert "<script" not in shown
    assert "<img" not in shown
    assert "<svg" not in shown
    assert shown.count('"') == 2, "an attribute cannot be closed from inside"
    assert "'" not in shown


@pytest.mark.parametrize("hidden", HIDDEN, ids=lambda one: f"U+{ord(one):04X}")
def test_what_cannot_be_seen_is_taken_out(hidden: str) -> None:
    assert text(f"a{hidden}b") == "ab"


def test_ordinary_text_stays() -> None:
    said = "Côte d’Ivoire — « 36,0 »\u00a0; العربية, ትግርኛ, 中文\n<1 [<1–2]"
    assert clean(said) == said
    assert text("<1 [<1–2]") == "&lt;1 [&lt;1–2]"


def test_a_word_of_a_megabyte_is_shortened() -> None:
    shown = text("a" * 1_000_000)
    assert len(shown) < LONGEST + 10
    assert shown.endswith("[…]")


def test_a_text_is_cut_before_it_is_escaped() -> None:
    assert text("&" * 1_000_000).endswith("&amp; […]"), "an entity is never cut in two"


def test_a_button_is_named_and_carries_its_action() -> None:
    assert button("lire", "lire:1:ab", 'lire "x"') == (
        '<button type="button" class="rc-act" data-act="lire:1:ab" aria-label="lire &quot;x&quot;">lire</button>'
    )


def test_a_name_read_aloud_holds_no_tag_that_would_take_it_away() -> None:
    assert 'aria-label="lire : ‹/style›"' in button("lire", "lire:1:ab", "lire : </style>")


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", "http://a.example/<script>", "http://a.example/ onclick=x", "//a", ""],
)
def test_only_a_plain_web_address_can_be_followed(address: str) -> None:
    assert link(address) == text(address)


def test_an_address_is_followed_without_telling_where_from() -> None:
    assert link("https://a.example/x?y=1&z=2") == (
        '<a href="https://a.example/x?y=1&amp;z=2" target="_blank" rel="noopener noreferrer">https://a.example/x?y=1&amp;z=2</a>'
    )
