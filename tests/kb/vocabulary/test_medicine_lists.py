"""The recorded Global Essential Medicines Database (137 national lists, June 2017): every name is accounted for."""

import csv
import gzip
import io
from collections.abc import Mapping
from pathlib import Path

import pytest

from kb.vocabulary.matching import find_medicine
from kb.vocabulary.medicine_entries import Account, account_for
from kb.vocabulary.medicines_loader import load_medicines

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def listings(shared: Path) -> Mapping[str, frozenset[str]]:
    """Each name of the database with the countries whose list carries it."""
    packed = shared / "replay" / "essential_medicines" / "gem.csv.gz"
    rows = list(csv.reader(io.StringIO(gzip.decompress(packed.read_bytes()).decode("utf-8-sig"))))
    countries = rows[0][3:]
    return {
        row[0]: frozenset(country for country, listed in zip(countries, row[3:], strict=True) if listed == "1")
        for row in rows[1:]
    }


@pytest.fixture(scope="module")
def account(listings: Mapping[str, frozenset[str]]) -> Account:
    return account_for(listings)


def countries_of(key: str, listings: Mapping[str, frozenset[str]], account: Account) -> frozenset[str]:
    named = [countries for name, countries in listings.items() if account.resolved.get(name) == key]
    return frozenset().union(*named)


def test_every_name_is_accounted_for(listings: Mapping[str, frozenset[str]], account: Account) -> None:
    assert len(listings) == 2068
    assert set(account.resolved) | set(account.unresolved) == set(listings)
    assert not set(account.resolved) & set(account.unresolved)
    assert all(key in load_medicines() for key in account.resolved.values())


def test_nearly_all_mentions_are_resolved(listings: Mapping[str, frozenset[str]], account: Account) -> None:
    mentions = sum(len(countries) for countries in listings.values())
    resolved = sum(len(countries) for name, countries in listings.items() if name in account.resolved)
    assert resolved / mentions >= 0.97
    assert max(len(listings[name]) for name in account.unresolved) < 40


@pytest.mark.parametrize(
    ("key", "count"),
    [
        ("dolutegravir", 3), ("sofosbuvir", 5), ("tenofovir_disoproxil", 89), ("insuline_rapide", 135),
        ("insuline_lente", 115), ("insuline_intermediaire", 93), ("lamivudine", 120), ("velpatasvir", 0),
        ("ciclosporine", 86), ("acide_valproique", 127),
    ],
)  # fmt: skip
def test_how_many_lists_of_2017_carry_it(
    key: str, count: int, listings: Mapping[str, frozenset[str]], account: Account
) -> None:
    assert len(countries_of(key, listings, account)) == count


def test_the_database_counts_substances_and_hides_combinations(
    listings: Mapping[str, frozenset[str]], account: Account
) -> None:
    """A list that carries an inhibitor that exists in combination alone carries its partner too."""
    for inhibitor, partner in (
        ("acide_clavulanique", "amoxicilline"),
        ("cilastatine", "imipenem"),
        ("carbidopa", "levodopa"),
    ):
        alone = countries_of(inhibitor, listings, account) - countries_of(partner, listings, account)
        assert alone == set()
    medicines = load_medicines()
    combined = [name for name, key in account.resolved.items() if medicines[key].kind == "association"]
    assert len(combined) <= 2


def test_tenofovir_alafenamide_is_counted_by_nobody(listings: Mapping[str, frozenset[str]], account: Account) -> None:
    names = [name for name, key in account.resolved.items() if key == "tenofovir_disoproxil"]
    assert names == ["Tenofovir Disoproxil Fumarate"]
    assert countries_of("tenofovir_alafenamide", listings, account) == set()


def test_a_name_of_the_database_is_never_picked_as_another_medicine(account: Account) -> None:
    """Names that the vocabulary does not hold are often one letter from a name that it holds."""
    picked = {name: find_medicine(name).picked for name in list(account.unresolved)[::3]}
    assert {name: key for name, key in picked.items() if key is not None} == {}
