"""`recoupe find` on a code of ICD-10: its family, or why there is none."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Base


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("e119", "→ family diabete « Diabète » (CIM-10, 100)"),
        ("N18.5", "→ family insuffisance_renale "),
        ("I63", "  family cardiovasculaire "),
        ("I63", "  family neurologie "),
        ("E17", "E17 is no code of ICD-10 (WHO, version 2019)."),
        ("J01", "J01 is a code of ICD-10 that no family holds: « Infections respiratoires aiguës. »"),
        ("xyzxyz", "Nothing in the vocabulary looks like this text."),
    ],
)
def test_a_code_is_answered(base: "Base", typed: str, said: str) -> None:
    told = base("find", typed, "--kind", "family")
    assert told.returncode == 0
    assert said in told.stdout


def test_a_code_is_no_country(base: "Base") -> None:
    assert "Nothing in the vocabulary looks like this text." in base("find", "J45", "--kind", "country").stdout
