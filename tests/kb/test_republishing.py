"""Chains of republication: what a definition declares, followed to the first publisher."""

import pytest

from kb.errors import BadDefinition
from kb.sources import republishing
from kb.sources.definition import Republication, all_sources
from kb.sources.republishing import chain_problems, first_published, producer_of_series


@pytest.fixture
def declared(monkeypatch: pytest.MonkeyPatch) -> object:
    """Definitions with other chains."""

    def put(**chains: list[Republication]) -> None:
        held = {key: one.model_copy(update={"republishes": chains.get(key, [])}) for key, one in all_sources().items()}
        monkeypatch.setattr(republishing, "all_sources", lambda: held)
        forget()

    yield put
    monkeypatch.undo()
    forget()


def forget() -> None:
    """What was read of the definitions before they were changed."""
    republishing._first_published.cache_clear()
    republishing._producer_of_series.cache_clear()


@pytest.mark.parametrize("key", sorted(all_sources()))
def test_every_declared_chain_names_series_that_exist(key: str) -> None:
    assert chain_problems(all_sources()[key]) == []


def test_a_chain_is_followed_to_its_head() -> None:
    assert first_published("world_bank", "SH.HIV.ARTC.ZS") == ("unaids", "PERCENT_PLWH")
    assert first_published("world_bank", "SP.POP.TOTL") == ("world_bank", "SP.POP.TOTL")
    assert producer_of_series("world_bank", "SH.MED.PHYS.ZS") == producer_of_series("who_gho", "HWF_0001")


def test_two_links_make_one_chain(declared: object) -> None:
    declared(  # type: ignore[operator]
        world_bank=[Republication(of="who_gho", series={"SH.HIV.ARTC.ZS": "HIV_ARTCOVERAGE"}, because="a test of two links")],
        who_gho=[Republication(of="unaids", series={"HIV_ARTCOVERAGE": "PERCENT_PLWH"}, because="a test of two links")],
    )  # fmt: skip
    assert first_published("world_bank", "SH.HIV.ARTC.ZS") == ("unaids", "PERCENT_PLWH")


def test_a_chain_that_comes_back_is_refused(declared: object) -> None:
    declared(  # type: ignore[operator]
        unaids=[Republication(of="who_gho", series={"PERCENT_PLWH": "HIV_ARTCOVERAGE"}, because="a circle of two")],
        who_gho=[Republication(of="unaids", series={"HIV_ARTCOVERAGE": "PERCENT_PLWH"}, because="a circle of two")],
    )  # fmt: skip
    with pytest.raises(BadDefinition, match="comes back to itself"):
        first_published("who_gho", "HIV_ARTCOVERAGE")


def test_a_chain_that_leads_nowhere_is_named(declared: object) -> None:
    lost = [Republication(of="nobody", series={"HIV_ARTCOVERAGE": "X"}, because="a key with a slip")]
    declared(who_gho=lost)  # type: ignore[operator]
    with pytest.raises(BadDefinition, match=r"nobody\.yml"):
        first_published("who_gho", "HIV_ARTCOVERAGE")
    assert chain_problems(all_sources()["who_gho"].model_copy(update={"republishes": lost})) == [
        "republishes: no source is called nobody."
    ]


def test_a_code_that_does_not_exist_is_named() -> None:
    wrong = [Republication(of="unaids", series={"HIV_ARTCOVERAGE": "PERCENT_PLHW"}, because="a code with a slip")]
    changed = all_sources()["who_gho"].model_copy(update={"republishes": wrong})
    assert chain_problems(changed) == ["republishes: PERCENT_PLHW is no series of unaids."]
