"""A release finds what it holds, for ever: reports that come, change, go and come back; rebuilds, backups, withdrawals."""

import random
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from library import Drawn, address, both, found, listed, publish, report, results
from press import ADDRESS, Press, row
from sqlalchemy import Engine, delete, select

from kb.backup import backup, restore
from kb.engine import current_revision, engine_for, upgrade, writing
from kb.kinds import DOCUMENT, LISTING, PASSAGE
from kb.rebuild import rebuild
from kb.releases import in_release, list_releases
from kb.search.catching_up import catch_up
from kb.search.indexing import refill
from kb.search.showing import shown
from kb.search.tables import areas, entries, series, texts
from kb.withdrawing import withdraw

if TYPE_CHECKING:
    from conftest import Base

pytestmark = pytest.mark.usefixtures("quoting")
WORDS = ("rupture", "insuline", "dialyse", "stock", "bouaké", "mali", "oxygène", "coût", "rapport")


def everything(engine: Engine, expressions: tuple[str, ...] = WORDS) -> dict[tuple[int, str], list[tuple[Any, ...]]]:
    """Release × question → what is found, with the offsets."""
    return {
        (release.number, text): [
            (hit.line.id, hit.line.label, hit.line.quote, hit.label_marks, hit.quote_marks)
            for hit in results(engine, text, release.number).hits
        ]
        for release in list_releases(engine)
        for text in expressions
    }


def life(press: Press) -> None:
    """Five releases: a report that changes its title, one that changes its text, one that goes and comes back."""
    press.run({ADDRESS: [row(2015, "1", 1.0), row(2015, "2", 2.0, area="MLI")]})
    many = [f"page {n} : rupture de stock" for n in range(8)]
    publish(
        press,
        a=report("a", "dialyse à Bouaké", *many, title="Premier titre"),
        b=report("b", "coût de la dialyse", *many),
        c=both(listed("Insuline rapide", "Insuline lente", "Stock A", "Stock B"), report("d", "insuline au Mali")),
    )
    publish(press, a=report("a", "dialyse à Bouaké", *many, title="Rapport renommé"))
    publish(press, b=report("b", "oxygène et dialyse", *many))
    publish(press, c=both(listed("Insuline lente", "Stock A", "Stock B"), report("d", "insuline au Mali")))
    publish(
        press,
        c=both(listed("Insuline rapide", "Insuline lente", "Stock A", "Stock B"), report("d", "insuline au Mali")),
    )


def test_a_release_finds_what_it_held_and_nothing_else(either: Press) -> None:
    life(either)
    engine = either.engine
    assert found(engine, "renommé", 1) == []
    assert len(found(engine, "renommé", 2)) == 10, "the report and each of its passages, by its title"
    assert found(engine, '"premier titre"', 2) == []
    assert found(engine, "oxygène", 2) == []
    assert found(engine, "oxygène", 3) == ["oxygène et dialyse"]
    assert found(engine, '"coût de la dialyse"', 2) == ["coût de la dialyse"]
    assert found(engine, '"coût de la dialyse"', 3) == []
    assert [len(found(engine, "insuline rapide", number)) for number in (1, 2, 3, 4, 5)] == [1, 1, 1, 0, 1]
    assert [results(engine, "rupture", number).total for number in (1, 2, 3, 4, 5)] == [16] * 5


def test_what_was_found_once_is_found_again_byte_for_byte(either: Press) -> None:
    publish(either, a=report("a", "dialyse à Bouaké, coût élevé"))
    before = everything(either.engine)
    publish(
        either, b=report("b", "dialyse à Bouaké, rupture"), a=report("a", "dialyse à Bouaké, coût élevé", title="Autre")
    )
    assert {key: value for key, value in everything(either.engine).items() if key[0] == 1} == before


def shown_entries(engine: Engine, number: int) -> list[tuple[str, int]]:
    with engine.connect() as connection:
        found = connection.execute(select(entries.c.kind, entries.c.statement_id).where(shown(number)))
        return sorted(tuple(row) for row in found)


def shown_statements(engine: Engine, number: int) -> list[tuple[str, int]]:
    with engine.connect() as connection:
        return sorted(
            (kind.name, original)
            for kind in (DOCUMENT, LISTING, PASSAGE)
            for original in connection.scalars(select(kind.table.c.original_id).where(in_release(number, kind.table)))
        )


@pytest.mark.parametrize("seed", range(6))
def test_an_entry_stands_in_a_release_once_exactly_when_its_statement_does(either: Press, seed: int) -> None:
    chance = random.Random(seed)
    either.archived = False
    for number in range(5):
        named = [name for name in "abcdefgh" if chance.random() < 0.8] or ["a"]
        answers: dict[str, Drawn] = {}
        for at in ("x", "y"):
            parts = [
                report(name, *(chance.choice(WORDS) for _ in range(chance.randint(1, 3))), title=chance.choice(WORDS))
                for name in named if chance.random() < 0.7
            ]  # fmt: skip
            parts.append(listed(*chance.sample(WORDS, 5)))
            answers[at] = both(*parts)
        run = either.run({address(at): drawn for at, drawn in answers.items()} | {address("n"): listed(f"n{number}")})
        either.freeze(accept={run: "at random"})
    for release in list_releases(either.engine):
        assert shown_entries(either.engine, release.number) == shown_statements(either.engine, release.number)


def test_an_unchanged_answer_adds_nothing_to_the_index(either: Press) -> None:
    answers = {address("a"): report("a", "dialyse", title="Un")}
    either.run(answers)
    either.freeze()
    publish(either, a=both(report("a", "dialyse", title="Un"), report("b", "insuline")))
    with either.engine.connect() as connection:
        assert len(connection.execute(select(entries.c.id)).all()) == 4


def test_a_rebuilt_base_finds_the_same(either: Press, tmp_path: Path) -> None:
    life(either)
    withdraw(either.engine, either.archive_url, address("b"), "demande")
    made = engine_for(f"sqlite:///{tmp_path}/made.db")
    rebuild(either.archive_url, made, lambda snapshot, extractor: None)
    assert everything(made) == everything(either.engine)


def test_a_restored_base_finds_the_same_and_goes_on(either: Press, tmp_path: Path) -> None:
    life(either)
    backup(either.engine, either.archive_url, tmp_path / "backup.tar")
    made = engine_for(f"sqlite:///{tmp_path}/made.db")
    restore(made, str(tmp_path / "archive"), tmp_path / "backup.tar")
    assert everything(made) == everything(either.engine)
    again = Press(made, str(tmp_path / "archive"))
    publish(again, z=report("z", "rupture nouvelle"))
    assert found(made, "nouvelle") == ["rupture nouvelle"]


def test_a_base_made_before_the_index_is_indexed_when_it_is_upgraded(
    either: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    life(either)
    before = everything(either.engine)
    with writing(either.engine) as connection:
        for table in (areas, texts, series, entries):
            connection.execute(delete(table))
        refill(connection)
    assert not any(everything(either.engine).values())
    monkeypatch.setattr("kb.engine.current_revision", lambda engine: "0004")
    upgrade(either.engine)
    assert everything(either.engine) == before
    with writing(either.engine) as connection:
        catch_up(connection)  # and once more changes nothing
    assert everything(either.engine) == before
    assert current_revision(either.engine) is not None


def test_withdrawn_words_are_not_found_and_not_on_disk(base: "Base") -> None:
    press = Press(engine_for(base.variables["RECOUPE_DATABASE_URL"]), str(base.archive))
    secret = both(report("a", "le nom xylophonique de Zébulonville", title="Titre vermiculaire", heading="Intertitre ocarina"),
                  listed("Nom gardé", brand="Marquezarde"))  # fmt: skip
    publish(press, a=secret, b=report("b", "autre chose de commun"))
    assert found(press.engine, "xylophonique") != []
    assert found(press.engine, "marquezarde") == ["Nom gardé"]
    words = ("xylophon", "zebulonvil", "vermicul", "ocarin", "marquezard")
    assert all(word.encode() in stored(base) for word in words)
    withdraw(press.engine, press.archive_url, address("a"), "demande")
    for asked in ("xylophonique", "zebulonville", "vermiculaire", "ocarina", "marquezarde", "gardé"):
        assert found(press.engine, asked, 1) == []
    left = stored(base)
    assert [word for word in words if word.encode() in left] == []
    assert found(press.engine, "commun") == ["autre chose de commun"]


def stored(base: "Base") -> bytes:
    """The file of the base and its journal, in lower case without accents, as stems are."""
    return b"".join(path.read_bytes() for path in base.file.parent.glob(f"{base.file.name}*")).lower()


def test_a_passage_that_another_answer_holds_too_is_found_there_only(either: Press) -> None:
    publish(either, a=report("a", "dialyse à Bouaké", title="Premier"))
    publish(either, a=report("a", "dialyse à Bouaké", title="Second"))
    with either.engine.connect() as connection:
        shas = list(connection.exec_driver_sql("SELECT sha256 FROM snapshot ORDER BY id").scalars())
    withdraw(either.engine, either.archive_url, shas[0], "demande")
    assert found(either.engine, "dialyse", 1) == []
    assert found(either.engine, "premier", 1) == []
    assert found(either.engine, "dialyse", 2) == ["dialyse à Bouaké"]
    assert [hit.line.label for hit in results(either.engine, "second", 2).hits] == ["Second", "Second"]


def test_a_withdrawn_figure_is_told_by_its_label_and_says_so(either: Press) -> None:
    either.run({ADDRESS: [row(2015, "36.5", 36.5)]})
    either.freeze()
    withdraw(either.engine, either.archive_url, ADDRESS, "demande")
    (hit,) = results(either.engine, "dépenses ménages").hits
    assert (hit.line.withdrawn_because, hit.line.value) == ("demande", None)


def test_a_release_is_searchable_as_soon_as_it_exists(either: Press) -> None:
    either.run({address("a"): report("a", "dialyse")})
    assert list_releases(either.engine) == []
    either.freeze()
    assert found(either.engine, "dialyse") == ["dialyse"]
