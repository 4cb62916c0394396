"""Which entries are of which pathology family: found once a release, so that a question is counted by family in one go.

The same rule as the filter by family (kb.search.filters): its names in the text, a signal of the family seen in the passage, a
medicine that it usually uses.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import lru_cache

from sqlalchemy import Connection, Engine, and_, select

from kb.kinds import LISTING, PASSAGE, SIGNAL
from kb.releases import RELEASE, ReleaseInfo, in_release
from kb.search.filters import Filters
from kb.search.hits import stands_in
from kb.search.matching import matching
from kb.search.showing import shown
from kb.search.tables import entries
from kb.vocabulary.loader import load_families
from kb.vocabulary.medicine_lookup import medicines_of_family

Numbers = int
"""A set of entries: the bit n is set for the entry n. A million entries are 125 kB, and an intersection is one instruction."""

e, p, s = entries.c, PASSAGE.table.c, SIGNAL.table.c
_SIGNALLED = (
    select(e.id, s.families)
    .join(PASSAGE.table, and_(e.kind == PASSAGE.name, p.id == e.statement_id))
    .join(SIGNAL.table, stands_in(p, s))
    .where(shown(RELEASE), in_release(RELEASE, SIGNAL.table))
)
_LISTED = (
    select(e.id, LISTING.table.c.medicine)
    .join(LISTING.table, and_(e.kind == LISTING.name, LISTING.table.c.id == e.statement_id))
    .where(shown(RELEASE), LISTING.table.c.medicine.is_not(None))
)


def numbers(held: Iterable[int]) -> Numbers:
    """The set of these entries."""
    kept = list(held)
    bits = bytearray(max(kept, default=0) // 8 + 1)
    for one in kept:
        bits[one >> 3] |= 1 << (one & 7)
    return int.from_bytes(bits, "little")


def of_families(connection: Connection, release: ReleaseInfo) -> Mapping[str, Numbers]:
    """Family → its entries in a release. Called under the words of that release.

    What was withdrawn since may still be among them: the hits of a question, which are asked for each time, are not.
    """
    kept = _kept(connection.engine, release.number, release.sha256, release.created_at)
    if not kept:
        kept.update(_found(connection, release.number))
    return kept


@lru_cache(maxsize=4)  # a session reads one base, or two that it compares
def _kept(engine: Engine, number: int, sha256: str, at: datetime) -> dict[str, Numbers]:
    return {}


def _found(connection: Connection, release: int) -> dict[str, Numbers]:
    held: dict[str, list[int]] = defaultdict(list)
    of_medicine: dict[str, list[str]] = defaultdict(list)
    for key in load_families():
        held[key] += _worded(connection, release, key)
        for medicine in medicines_of_family(key):
            of_medicine[medicine.key].append(key)
    asked = {"release": release}
    for entry, families in connection.execute(_SIGNALLED, asked):
        for key in json.loads(families or "[]"):
            held[key].append(entry)
    for entry, medicine in connection.execute(_LISTED, asked):
        for key in of_medicine.get(medicine, ()):
            held[key].append(entry)
    return {key: numbers(found) for key, found in held.items()}


def _worded(connection: Connection, release: int, key: str) -> Iterable[int]:
    """The passages and reports that name a family, and any entry of another kind than a list."""
    dialect = connection.dialect.name
    named = e.id.in_(matching(dialect, "family_words"))
    statement = select(e.id).where(shown(RELEASE), e.kind != LISTING.name, named)
    words = Filters(family=key).parameters(dialect)["family_words"]
    return connection.scalars(statement, {"release": release, "family_words": words})
