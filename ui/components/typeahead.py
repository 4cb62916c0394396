"""The type-ahead of countries and families. Streamlit's own filter is accent-sensitive and knows no synonym:
« cote d » finds nothing there, and « guinee » only Guinée équatoriale."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import streamlit as st

from kb.vocabulary.entries_loader import load_ambiguous
from kb.vocabulary.icd10 import range_interval
from kb.vocabulary.loader import load_countries, load_families
from kb.vocabulary.matching import Found, find_country, find_family, find_medicine
from kb.vocabulary.medicine_models import Medicine
from kb.vocabulary.medicine_words import load_ambiguous_medicines
from kb.vocabulary.medicines_loader import load_medicines
from kb.vocabulary.similarity import term
from ui import wording_fr as w

Option = dict[str, Any]
_SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Field:
    """One type-ahead: what it is called, what it offers, how it asks when nothing on the page resembles the text."""

    id: str
    label: str
    placeholder: str
    none: str
    multi: bool
    options: Callable[[], list[Option]]
    find: Callable[[str], Found]


@lru_cache
def country_options() -> list[Option]:
    """Every country with the folded forms of its names."""
    shared = load_ambiguous("countries")
    return [
        {"key": key, "label": one.fr, "terms": _terms([*one.names, key], key, shared)}
        for key, one in load_countries().items()
    ]


@lru_cache
def family_options() -> list[Option]:
    """Every family with the folded forms of its names, and its ICD-10 intervals."""
    shared = load_ambiguous("families")
    return [
        {
            "key": key,
            "label": one.label,
            "terms": _terms(one.names, key, shared),
            "icd": [range_interval(code) for code in one.icd10],
        }
        for key, one in load_families().items()
    ]


def _terms(names: Iterable[str], key: str, shared: Any) -> list[list[str]]:
    own = [[term(name, key, name, "").folded, name] for name in names]
    return own + [[name, name] for name, keys in shared.items() if key in keys]


@lru_cache
def medicine_options() -> list[Option]:
    """Every medicine with the folded forms of its names, brands included; a class is asked of the server."""
    shared = load_ambiguous_medicines()
    return [
        {"key": key, "label": one.fr, "terms": _terms(_words_of(one), key, shared)}
        for key, one in load_medicines().items()
    ]


def _words_of(medicine: Medicine) -> list[str]:
    return [*medicine.names, *medicine.synonyms.abbreviations, *(brand.name for brand in medicine.brands)]


COUNTRY = Field("country", w.COUNTRY, w.COUNTRY_HINT, w.NO_SUCH_COUNTRY, False, country_options, find_country)
MEDICINE = Field("medicine", w.MEDICINE, w.MEDICINE_HINT, w.NO_SUCH_MEDICINE, False, medicine_options, find_medicine)
FAMILIES = Field("families", w.FAMILIES, w.FAMILIES_HINT, w.NO_SUCH_FAMILY, True, family_options, find_family)


def typeahead(
    field: Field, chosen: Sequence[str], on_pick: Callable[[str], None], on_drop: Callable[[str], None] | None = None
) -> None:
    """Show one type-ahead. The callbacks receive a key of the vocabulary, never what was typed."""
    labels = _labels(field.id)
    key = f"ta_{field.id}"

    def picked() -> None:
        _hand_over(st.session_state[key].pick, labels, on_pick)

    def dropped() -> None:
        if on_drop:
            _hand_over(st.session_state[key].drop, labels, on_drop)

    def asked() -> None:
        matches = field.find(str(st.session_state[key].ask or "")[:100]).matches
        turn = st.session_state.get(f"{key}_answer", (0, []))[0] + 1
        st.session_state[f"{key}_answer"] = (turn, [{"key": one.key, "label": one.label} for one in matches])

    turn, suggestions = st.session_state.get(f"{key}_answer", (0, []))
    _component()(
        key=key,
        data={
            "id": field.id,
            "label": field.label,
            "placeholder": field.placeholder,
            "multi": field.multi,
            "options": _options(field, key),
            "chosen": [{"key": one, "label": labels[one]} for one in chosen],
            "asked": turn,
            "suggestions": suggestions,
            "texts": {"several": w.SEVERAL, "none": field.none, "remove": w.REMOVE},
        },
        on_pick_change=picked,
        on_drop_change=dropped,
        on_ask_change=asked,
        on_need_change=lambda: st.session_state.pop(f"{key}_drawn", None),
    )


# the page keeps what it was sent (typeahead.js): 77 kB a field, sent again at each choice and on each page without this. The first
# drawings all hold it, since one that another follows at once may never be shown; a page that still lacks it asks (`need`).
_FIRST_DRAWINGS = 3


def _options(field: Field, key: str) -> list[Option] | None:
    drawn = st.session_state.get(f"{key}_drawn", 0)
    st.session_state[f"{key}_drawn"] = drawn + 1
    return field.options() if drawn < _FIRST_DRAWINGS else None


@lru_cache
def _labels(field_id: str) -> dict[str, str]:
    (field,) = (one for one in (COUNTRY, MEDICINE, FAMILIES) if one.id == field_id)
    return {option["key"]: option["label"] for option in field.options()}


def _hand_over(key: Any, known: dict[str, str], receiver: Callable[[str], None]) -> None:
    if key in known:
        receiver(key)


@st.cache_resource(show_spinner=False)
def _component() -> Any:
    return st.components.v2.component(
        "recoupe_typeahead", html='<div class="rc-ta"></div>', js=_SCRIPT, isolate_styles=False
    )
