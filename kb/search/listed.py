"""A line of an entry of a list of medicines. To stand on a list is to stand on a list: nothing is said of supply."""

import json
from typing import Any

from kb.kinds import LISTING
from kb.lines import Line, age
from kb.provenance import Provenance

c = LISTING.table.c
LISTING_COLUMNS = (
    c.original_id, c.address_id, c.line_id, c.list_kind, c.area, c.name, c.period_as_stated, c.period_start, c.period_end,
    c.medicine, c.parts, c.form, c.strengths, c.brand, c.holder, c.paediatric, c.level, c.comments, c.published_on,
)  # fmt: skip
CHILDREN = "enfant"


def line_of_entry(row: Any, origin: Provenance, day: str) -> Line:
    """A line from a row of LISTING_COLUMNS; its age counts from the end of the period of the list."""
    definition, gone = origin.definition, origin.withdrawn_on is not None
    end = row.period_end.isoformat()
    months, old = age(end, day)
    flags = (
        ("plus_de_24_mois", old),
        ("retire", gone),
        ("rejeu", origin.replayed),
        ("figures_de_depart", origin.starter),
    )
    return Line(
        id=row.line_id,
        kind=LISTING.name,
        label=row.name,
        indicator=None,
        type=row.list_kind,
        value_as_published=None,
        value=None,
        low=None,
        high=None,
        unit=None,
        dimensions={
            name: row._mapping[name] for name in ("form", "strengths", "brand", "holder") if row._mapping[name]
        },
        area=row.area,
        area_type="COUNTRY",
        place=None,
        level=row.level,
        population=CHILDREN if row.paediatric else None,
        quote="" if gone else row.name,
        lang=definition.covers.languages[0],
        page=None,
        polarity=None,
        cue=None,
        rule=None,
        comments=row.comments,
        extractor=origin.extractor,
        products=[row.medicine] if row.medicine else json.loads(row.parts or "[]"),
        families=[],
        amounts=[],
        period_start=row.period_start.isoformat(),
        period_end=end,
        period_as_stated=row.period_as_stated,
        published_on=row.published_on.isoformat() if row.published_on else None,
        retrieved_at=origin.retrieved_at,
        last_checked_at=origin.last_checked_at,
        age_months=months,
        flags=[flag for flag, holds in flags if holds],
        self_reported=False,
        tier=definition.tier,
        source=definition.key,
        publisher=definition.publisher,
        producer=definition.producer,
        licence=definition.licence.name,
        url=origin.url,
        sha256=origin.sha256,
        archived=origin.archived,
        withdrawn_on=origin.withdrawn_on,
        withdrawn_because=origin.withdrawn_because,
    )
