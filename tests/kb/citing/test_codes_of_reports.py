"""Passages, reports, figures and listings in one basket: its code and its annexe, on both engines, after a withdrawal too."""

import pytest
from library import address, publish, report, results
from press import Press

from kb.citing.annexe import annexe_of, cited
from kb.citing.basket import Asked, basket_of
from kb.citing.collecting import lines_of
from kb.citing.surroundings import Surroundings
from kb.citing.text import annexe_text
from kb.clock import now
from kb.releases import current_release
from kb.reopen import TYPED, length
from kb.reopening import code_of, open_code
from kb.withdrawing import withdraw

TEXTS = {f"r{n}": report(f"r{n}", f"Une rupture d’insuline a duré {n} mois.", title=f"Rapport {n}", on="2017-06-30", lang="fr")
         for n in range(1, 8)}  # fmt: skip


@pytest.fixture
def _published(either: Press, quoting: None) -> None:
    publish(either, **TEXTS)


@pytest.mark.usefixtures("_published")
def test_passages_come_back_from_their_code_and_are_quoted_in_the_annexe(either: Press) -> None:
    release = current_release(either.engine)
    hits = results(either.engine, "rupture", kind="passage").hits
    assert len(hits) == len(TEXTS)
    basket = basket_of(release.number, release.sha256, [hit.line.id for hit in hits], [Asked("CIV", ("diabete",))])
    lines = lines_of(either.engine, release, basket)
    code = code_of(either.engine, release, lines, basket)
    assert code is not None
    assert length(code) <= TYPED
    assert open_code(either.engine, code) == (release, basket)
    said = annexe_text(annexe_of(cited(lines, release, Surroundings(), code, basket), now()))
    for number in range(1, 8):
        assert f"« Une rupture d’insuline a duré {number} mois. » [fr]" in said
        assert f"Rapport {number} [langue d’origine : français]" in " ".join(said.split())


@pytest.mark.usefixtures("_published")
def test_a_withdrawn_report_keeps_its_place_and_loses_its_words(either: Press) -> None:
    release = current_release(either.engine)
    basket = basket_of(
        1, release.sha256, [hit.line.id for hit in results(either.engine, "rupture", kind="passage").hits]
    )
    code = code_of(either.engine, release, lines_of(either.engine, release, basket), basket)
    assert code is not None
    withdraw(either.engine, either.archive_url, address("r3"), "ordonnance")
    opened, held = open_code(either.engine, code)
    assert held == basket
    said = annexe_text(
        annexe_of(cited(lines_of(either.engine, opened, held), opened, Surroundings(), code, held), now())
    )
    assert "a duré 3 mois" not in said
    assert "Rapport 3" not in said
    assert "(ordonnance)" in said
    assert "a duré 4 mois" in said
