"""Reagents, supplies and devices that reports name beside medicines, with the words that name them."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from pydantic import Field

from kb.vocabulary.files import FOLDER, build_all, read_entries
from kb.vocabulary.models import Entry, Text
from kb.vocabulary.standing import read_once

SIGNAL_PRODUCTS = "signal_products.yml"


class SignalProduct(Entry):
    """A reagent, a supply or a device."""

    key: Text
    label: Text
    kind: Literal["reactif", "consommable", "dispositif"]
    words: tuple[Text, ...] = Field(min_length=1)


@read_once
def load_signal_products(folder: Path = FOLDER) -> Mapping[str, SignalProduct]:
    """Read the products by key, in the order of the file."""
    return MappingProxyType(build_all(SignalProduct, "key", SIGNAL_PRODUCTS, read_entries(folder / SIGNAL_PRODUCTS)))
