"""Continuity signals as lines: the quotation with its page, the words and the rule that decided, and the report it stands in."""

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import Engine, Select, Text, and_, bindparam, cast, select

from kb.clock import paris_day
from kb.frozen_vocabulary import words_of
from kb.kinds import DOCUMENT, SIGNAL
from kb.lines import Line, line_of_statement
from kb.provenance import Provenance, provenance_of
from kb.releases import RELEASE, ReleaseInfo, in_release
from kb.vocabulary.signals_loader import load_signal_types

NOT_STATED = "non indiqué"
QUOTABLE = {"full", "quote"}

c, d = SIGNAL.table.c, DOCUMENT.table.c
_COLUMNS = (
    c.address_id, c.line_id, c.document, c.area, c.type, c.page, c.polarity, c.quote, c.cue, c.rule, c.lang, c.component,
    c.families, c.products, c.amounts, c.place, c.level, c.population, c.period_as_stated,
    cast(c.period_start, Text), cast(c.period_end, Text), cast(c.published_on, Text), c.private_person,
    d.title, d.published_by,
)  # fmt: skip
_ALL = (
    select(*_COLUMNS)
    .outerjoin(
        DOCUMENT.table,
        and_(d.address_id == c.address_id, d.document == c.document, in_release(RELEASE, DOCUMENT.table)),
    )
    .where(in_release(RELEASE, SIGNAL.table))
)
_OF_COUNTRY = _ALL.where(c.area == bindparam("country"))
_OF_PRODUCT = _ALL.where(c.products.like(bindparam("product")))
_BY_ID = _ALL.where(c.line_id.in_(bindparam("ids", expanding=True)))


def country_signals(engine: Engine, release: ReleaseInfo, country: str) -> list[Line]:
    """Every signal of a country, oldest first."""
    found = _fetch(engine, release, _OF_COUNTRY, {"country": country})
    return sorted(found, key=lambda line: (line.dated, line.type or "", line.id))


def signals_of_product(engine: Engine, release: ReleaseInfo, product: str) -> list[Line]:
    """Every signal whose sentence names a product, oldest first."""
    found = _fetch(engine, release, _OF_PRODUCT, {"product": f'%"{product}"%'})
    return sorted(found, key=lambda line: (line.dated, line.area, line.id))


def signals_by_id(engine: Engine, release: ReleaseInfo, ids: Collection[str]) -> list[Line]:
    """The signals of a release by id."""
    return _fetch(engine, release, _BY_ID, {"ids": list(ids)})


def is_general(line: Line) -> bool:
    """The passage names no pathology: it speaks of every family of the country, and of none by itself."""
    return line.kind == "signal" and not line.families


def _fetch(engine: Engine, release: ReleaseInfo, statement: Select[Any], asked: dict[str, Any]) -> list[Line]:
    with words_of(engine, release), engine.connect() as connection:
        rows = connection.execute(statement, {**asked, "release": release.number}).all()
        came_from = provenance_of(connection, release.number, {row[0] for row in rows})
        day = paris_day(release.created_at).isoformat()
        return [_line(tuple(row), came_from[row[0]], day) for row in rows]


def _line(row: tuple[Any, ...], origin: Provenance, day: str) -> Line:
    (
        _, line_id, document, area, kind, page, polarity, quote, cue, rule, lang, component, families, products, amounts,
        place, level, population, stated, start, end, published_on, private_person, title, published_by,
    ) = row  # fmt: skip
    # a line of the starter has no text of its own, whatever the source allows
    shown = origin.definition.redistribution in QUOTABLE and not private_person and quote is not None
    named = json.loads(families)
    flags = {"texte_non_redistribue": not shown, "personne_privee": bool(private_person), "general": not named}
    return line_of_statement(
        origin,
        day,
        end or published_on,
        id=line_id,
        kind="signal",
        label=load_signal_types()[kind].label,
        type=kind,
        component=component,
        area=area,
        title=title,
        quote=quote if shown else None,
        lang=lang,
        page=page,
        polarity=polarity,
        cue=cue if shown else None,
        rule=rule,
        place=place,
        level=level,
        population=population,
        families=named,
        products=json.loads(products),
        amounts=json.loads(amounts),
        period_start=start,
        period_end=end,
        period_as_stated=stated,
        published_on=published_on,
        # who published the report measured or witnessed; the source only hosts it
        producer=published_by or origin.definition.own_producer or NOT_STATED,
        url=document,
        flags=[flag for flag, holds in flags.items() if holds],
    )
