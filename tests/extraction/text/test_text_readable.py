import pytest

from extraction.text.readable import readable, words_of


@pytest.mark.parametrize(
    ("drawn", "read"),
    [
        ("Les stocks sont\nvides depuis mars.", "Les stocks sont vides depuis mars."),
        ("un appro-\nvisionnement", "un approvisionnement"),
        ("un appro\u2010\nvisionnement", "un approvisionnement"),
        ("un appro\u00ad\nvisionnement in\u00adterrompu", "un approvisionnement interrompu"),
        ("in non-\naffected zones", "in non-affected zones"),
        ("out-of-\npocket payment", "out-of-pocket payment"),
        ("à Petit-\nGoâve", "à Petit-Goâve"),
        ("de 2018-\n2019", "de 2018- 2019"),
        ("Un.\n\nDeux.", "Un.\n\nDeux."),
        ("\tUn.\n\n \n\n\nDeux.\n", "Un.\n\nDeux."),
        ("• un mot\nsuite\n• deux", "• un mot suite\n• deux"),
        ("District\tStock\nThiès\t0", "District | Stock\nThiès | 0"),
        ("", ""),
    ],
)
def test_a_passage_reads_as_a_person_reads_it(drawn: str, read: str) -> None:
    assert readable(drawn) == read


def test_what_the_document_writes_elsewhere_decides() -> None:
    words = words_of("Crisis-affected areas were affected by the crisis. It is difficult.")
    assert readable("in crisis-\naffected areas, diffi-\ncult", words) == "in crisis-affected areas, difficult"


def test_a_broken_word_proves_nothing_of_itself() -> None:
    assert "diffi" not in words_of("a diffi-\ncult word")
