"""The legal frame is read strictly: nothing is stated without where and when it was read, or why it was not."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest

from kb.legal.loader import FILE, FOLDER, load_legal_frame
from kb.legal.models import LONGEST_QUOTE, Section, Statement
from kb.vocabulary.errors import VocabularyError
from scoring.guard import forbidden_words

Break = Callable[[str, str], Path]
FRAME = load_legal_frame()
every_statement = pytest.mark.parametrize("one", FRAME.statements, ids=lambda one: one.key)


@pytest.fixture
def broken(tmp_path: Path) -> Break:
    """Copy the file and change one text in it."""

    def change(before: str, after: str) -> Path:
        shutil.copy(FOLDER / FILE, tmp_path / FILE)
        content = (tmp_path / FILE).read_text(encoding="utf-8")
        assert before in content, f"{FILE} no longer holds {before!r}: choose another text to break"
        (tmp_path / FILE).write_text(content.replace(before, after, 1), encoding="utf-8")
        return tmp_path

    return change


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("    status: vérifié\n", "", 'entry "loi_1998": "status" is missing'),
        ("    status: vérifié\n", "    status: sans doute\n", 'entry "loi_1998": "status"'),
        ("    seen_on: 2026-11-22\n", "", 'entry "loi_1998": status: vérifié needs read_in and seen_on'),
        ("    seen_on: 2026-11-22\n", "    seen_on: hier\n", 'entry "loi_1998": "seen_on"'),
        ('    read_in: {instruction_2011: "§ II", comede_page: null}\n', "", "needs read_in and seen_on"),
        ("{instruction_2011: null}", "{instruction_2012: null}", 'the source "instruction_2012" is not known'),
        ("    section: algerie\n", "    section: algérie\n", 'entry "accord_algerien": "section"'),
        ("    section: algerie\n", "    section: college\n", 'the section "algerie" holds no statement'),
        ("    examined: l’existence\n", "", "since and examined go with section: criteres"),
        ("    since: 2011-06-16\n", "    since: 1997-06-16\n", "stand in the order of their dates"),
        ("    since: 2011-06-16\n", "    since: 1998-05-11\n", "stand in the order of their dates"),
        ("    why: aucun texte", "    limit: aucun texte", 'entry "dossier_du_juge": why goes with status: non vérifié'),
        ("    status: non vérifié\n", "    status: non vérifié\n    quoted: [traitement]\n", "quoted needs status: vérifié"),
        ('["sous réserve', '["' + "a" * LONGEST_QUOTE + " sous réserve", 'entry "loi_2011": "quoted.0"'),
        ("    said: Il va au collège", "    dit: Il va au collège", 'entry "rapport_medical": "said" is missing'),
        ("    address: https://lexbase.fr", "    address: lexbase.fr", 'entry "lexbase_r42511": "address"'),
        ("    kind: association\n", "    kind: blog\n", 'entry "comede_page": "kind"'),
        ("sources:\n", "sources:\n  unused: {name: Personne, kind: commentaire}\n", 'entry "unused": no statement'),
        ("  loi_2011:\n    section", "  loi_1998:\n    section", '"loi_1998" is written twice'),
        ("about: >-", "version: 1\nabout: >-", "the file holds about, sources and statements"),
        ("statements:\n", "statements: {}\nothers:\n", "the file holds about, sources and statements"),
    ],
)  # fmt: skip
def test_a_slip_is_told_with_the_file_and_the_entry(broken: Break, before: str, after: str, sentence: str) -> None:
    folder = broken(before, after)
    with pytest.raises(VocabularyError) as told:
        load_legal_frame(folder)
    assert sentence in str(told.value)
    assert str(told.value).startswith(FILE)
    assert "\n" not in str(told.value)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(VocabularyError, match=r"cadre\.yml: the file is missing"):
        load_legal_frame(tmp_path)


def test_the_three_tests_on_the_country_stand_in_order() -> None:
    steps = FRAME.of("criteres")
    assert [one.since.year for one in steps if one.since] == [1998, 2011, 2016]
    assert [one.examined for one in steps] == ["l’accès effectif", "l’existence", "l’accès effectif, de nouveau"]


def test_the_algerian_agreement_keeps_the_words_of_1998() -> None:
    (agreement,) = FRAME.of("algerie")
    assert agreement.quoted == FRAME.of("criteres")[0].quoted


def test_the_annexe_never_goes_to_the_prefecture() -> None:
    (annexe,) = [one for one in FRAME.of("annexe") if one.key == "annexe_recoupe"]
    assert "Jamais à la préfecture" in annexe.said


def test_old_texts_stand_apart() -> None:
    assert {one.section for one in FRAME.statements if "L. 611-3" in one.subject} == {"historique"}
    assert {one.section for one in FRAME.statements if "§ III.1" in one.read_in.values()} == {"historique"}


@every_statement
def test_no_statement_gives_a_verdict(one: Statement) -> None:
    said = [one.subject, one.period, one.examined, one.said, one.why, one.limit, *one.quoted]
    assert [(text, found) for text in said if text and (found := forbidden_words(text))] == []


@every_statement
def test_a_statement_read_in_a_comment_alone_says_so(one: Statement) -> None:
    kinds = {FRAME.sources[key].kind for key in one.read_in}
    assert one.limit or one.why or kinds - {"commentaire", "association"}


def test_every_section_speaks() -> None:
    assert all(FRAME.of(section) for section in get_args(Section))
    first, last = FRAME.read_on
    assert first <= last
