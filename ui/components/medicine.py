"""What the vocabulary holds on a medicine, as a table: names, classes, combinations, usual presentations, brands."""

from collections.abc import Iterable

from kb.vocabulary.medicine_lookup import combinations_with, headings_of
from kb.vocabulary.medicine_models import Brand, Medicine
from kb.vocabulary.medicine_words import load_classes
from kb.vocabulary.medicines_loader import load_medicines
from ui import wording_fr as w
from ui.components.html import small, tag, text


def words_table(medicine: Medicine) -> str:
    """The fields that are filled, each with its origin where it has one."""
    words = medicine.synonyms
    fields = {
        w.ENGLISH: text(medicine.en),
        w.OTHER_NAMES: _list((*words.fr, *words.en, *words.abbreviations)),
        w.SALTS: _list(medicine.salts),
        w.CLASSES: _list(load_classes()[key].label for key in medicine.classes),
        w.PARTS: _list(_label(key) for key in medicine.combination_of),
        w.ANY_OF: _list(_label(key) for key in medicine.any_of),
        w.WITHIN: _list(one.fr for one in combinations_with(medicine.key)),
        w.HEADINGS: _list(one.fr for one in headings_of(medicine.key)),
        w.FORMS: _list(f"{one.text} ({w.FOR_CHILDREN})" if one.paediatric else one.text for one in medicine.forms),
        w.BRANDS: _brands(medicine.brands),
    }
    rows = "".join(
        tag("tr", tag("th", text(name), scope="row"), tag("td", said)) for name, said in fields.items() if said
    )
    return tag("table", tag("caption", text(w.WORDS)), tag("tbody", rows), class_="rc-fields")


def _label(key: str) -> str:
    return load_medicines()[key].fr


def _list(names: Iterable[str]) -> str:
    return text(", ".join(names))


def _brands(brands: Iterable[Brand]) -> str:
    by_origin: dict[str, list[str]] = {}
    for brand in brands:
        by_origin.setdefault(w.brand_origin(brand.origin.title, brand.origin.dated), []).append(brand.name)
    return "".join(tag("p", text(", ".join(names)), small(origin)) for origin, names in by_origin.items())
