"""SQLite, PostgreSQL and a search that reads every text give the same answers, on corpora made at random in four languages."""

import random
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from library import address, both, lend, listed, report, results
from press import ADDRESS, Press, row
from sqlalchemy import Engine, select
from test_search_words import HOSTILE

from kb.engine import engine_for, upgrade
from kb.errors import BadQuery
from kb.releases import get_release
from kb.search.expansions import synonyms
from kb.search.expressions import holds
from kb.search.filters import Filters
from kb.search.finding import by_family, facets
from kb.search.query import parse
from kb.search.showing import shown
from kb.search.tables import entries, texts

if TYPE_CHECKING:
    from conftest import Base

pytestmark = pytest.mark.postgres
LANGUAGES = {
    "fr": "rupture ruptures de stock insuline l’hôpital césarienne traitée été où dialyse patients les une malades coût 2017",
    "en": "stock-out shortage of insulin hospital treated patients the strike strikes caesarean HIV AIDS cost 2017 out",
    "es": "desabastecimiento de insulina hospital atención pacientes los huelga cesárea niños 2017 días",
    "pt": "ruptura de stock insulina hospital atenção pacientes os greve cesariana situações situação 2017 não",
}
ALL_WORDS = sorted({word for words in LANGUAGES.values() for word in words.split()})


@pytest.fixture(scope="module")
def two(new_base: Callable[[str], "Base"]) -> tuple[Engine, Engine]:
    """The same publications on both engines, in three releases."""
    made = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RECOUPE_CLOCK", "2026-03-12T09:00:00+00:00")
        for name in ("sqlite", "postgresql"):
            base = new_base(name)
            engine = engine_for(base.variables["RECOUPE_DATABASE_URL"])
            upgrade(engine)
            publications(Press(engine, str(base.archive)))
            made.append(engine)
    return made[0], made[1]


def publications(press: Press) -> None:
    chance = random.Random(20261122)
    figures = [row(2010 + n, "1", 1.0, area=area) for n, area in enumerate(("CIV", "MLI", "SEN"))]
    press.run({ADDRESS: figures})
    for release in range(3):
        answers = {}
        for at in range(4):
            kept = [a_report(chance, f"{at}-{n}", release if chance.random() < 0.4 else 0) for n in range(8)]
            names = [" ".join(chance.sample(ALL_WORDS, 2)) for _ in range(5)]
            answers[address(str(at))] = both(*kept, listed(*dict.fromkeys(names), area=chance.choice(["CIV", "MLI"])))
        run = press.run(answers)
        press.freeze(accept={run: "at random"})


def a_report(chance: random.Random, name: str, version: int) -> Any:
    lang = chance.choice([*LANGUAGES, None])
    words = LANGUAGES[lang].split() if lang else ALL_WORDS
    said = [" ".join(chance.choices(words, k=chance.randint(1, 9))) for _ in range(chance.randint(1, 4))]
    day = chance.choice(["2015-01-01", "2017-06-30", None])
    countries = chance.choice(['["CIV"]', '["CIV", "MLI"]', "[]"])
    heading = chance.choice([None, chance.choice(words)])
    title = f"{chance.choice(words)} {chance.choice(words)} {version}"
    signals = [{"type": "strike", "families": '["vih"]'}] if chance.random() < 0.3 else []
    return report(name, *said, lang=lang, on=day, countries=countries, heading=heading, title=title, signals=signals)


def ids(engine: Engine, asked: str, release: int, **more: Any) -> list[str]:
    return [hit.line.id for hit in results(engine, asked, release, expand=synonyms, **more).hits]


def by_reading_everything(engine: Engine, asked: str, release: int) -> list[tuple[str, int]]:
    """What each stored text of a release answers, without any engine's index."""
    statement = select(entries.c.kind, entries.c.tie, texts.c.words).join(texts, texts.c.id == entries.c.id)
    with engine.connect() as connection:
        rows = connection.execute(statement.where(shown(release))).all()
    query = parse(asked, synonyms)
    return sorted((kind, tie) for kind, tie, words in rows if holds(query, f" {words} "))


word = st.sampled_from(ALL_WORDS)
phrase = st.lists(word, min_size=1, max_size=4).map(lambda words: f'"{" ".join(words)}"')
piece = st.one_of(word, word.map(str.upper), phrase, word.map(lambda one: f"-{one}"), phrase.map(lambda one: f"-{one}"))
question = st.lists(piece, min_size=1, max_size=4).map(" ".join)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked=question, release=st.sampled_from([1, 2, 3]))
def test_the_same_results_in_the_same_order(two: tuple[Engine, Engine], asked: str, release: int) -> None:
    try:
        parse(asked)
    except BadQuery:
        return
    one, other = (ids(engine, asked, release) for engine in two)
    assert one == other
    tied = [int(line, 16) >> 1 for line in one]
    told = sorted(tie for _, tie in by_reading_everything(two[0], asked, release))
    figures = [hit for hit in results(two[0], asked, release, expand=synonyms).hits if hit.line.kind == "observation"]
    assert sorted(set(tied) - {int(hit.line.id, 16) >> 1 for hit in figures}) == told
    assert len(tied) == len(told) + len(figures)


filters = st.fixed_dictionaries(
    {}, optional={"country": st.sampled_from(["CIV", "MLI", "FRA"]), "family": st.sampled_from(["vih", "diabete"]),
                  "lang": st.sampled_from(["fr", "en"]), "kind": st.sampled_from(["passage", "document", "listing", "observation"]),
                  "signal": st.just("strike"), "source": st.just("who_gho")},
)  # fmt: skip


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked=word, asked_of=filters, size=st.integers(1, 7))
def test_the_same_filters_pages_and_counts(
    two: tuple[Engine, Engine], asked: str, asked_of: dict[str, str], size: int
) -> None:
    whole = [ids(engine, asked, 3, **asked_of) for engine in two]
    assert whole[0] == whole[1]
    assert set(whole[0]) <= set(ids(two[0], asked, 3))
    for engine in two:
        total = results(engine, asked, 3, expand=synonyms, limit=1, **asked_of).total
        cut = [ids(engine, asked, 3, limit=size, offset=at, **asked_of) for at in range(0, total, size)]
        assert [one for page in cut for one in page] == whole[0]
    told = [facets(engine, _release(engine), parse(asked, synonyms), Filters(**asked_of)) for engine in two]
    assert told[0] == told[1]
    assert sum(told[0]["kind"].values()) == sum(told[0]["source"].values()) == len(whole[0])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked=word, asked_of=filters, release=st.sampled_from([1, 2, 3]))
def test_each_family_counts_what_its_filter_would_leave(
    two: tuple[Engine, Engine], asked: str, asked_of: dict[str, str], release: int
) -> None:
    kept = {name: value for name, value in asked_of.items() if name != "family"}
    for engine in two:
        counted = by_family(engine, get_release(engine, release), parse(asked, synonyms), Filters(**kept))
        for key in ("vih", "diabete", "tuberculose"):
            left = results(engine, asked, release, expand=synonyms, limit=1, **kept, family=key).total
            assert counted.get(key, 0) == left, key


def _release(engine: Engine) -> Any:
    return get_release(engine, 3)


@pytest.mark.parametrize("asked", HOSTILE)
def test_hostile_questions_are_answered_alike(two: tuple[Engine, Engine], asked: str) -> None:
    one, other = (ids(engine, asked, 3) for engine in two)
    assert one == other


def test_a_text_of_twenty_thousand_words_has_its_phrases_on_both(
    new_base: Callable[[str], "Base"], monkeypatch: pytest.MonkeyPatch
) -> None:
    """PostgreSQL keeps 16 383 positions of a text and 255 of a word: its phrases are looked for in the stems themselves."""
    lend(monkeypatch, "full")
    long = " ".join(["de stock"] * 10_000) + " rupture de chaîne, fin"
    for name in ("sqlite", "postgresql"):
        base = new_base(name)
        monkeypatch.setenv("RECOUPE_CLOCK", "2026-03-12T09:00:00+00:00")
        engine = engine_for(base.variables["RECOUPE_DATABASE_URL"])
        upgrade(engine)
        press = Press(engine, str(base.archive))
        press.run({ADDRESS: report("a", long)})
        press.freeze()
        assert results(engine, '"rupture de chaine"').total == 1
        assert results(engine, '"stock rupture de chaîne"').total == 1
        assert results(engine, '"rupture de stock"').total == 0
        (hit,) = results(engine, '"rupture de chaine"').hits
        assert [(hit.line.quote or "")[slice(*mark)] for mark in hit.quote_marks] == ["rupture de chaîne"]
