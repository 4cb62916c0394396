"""Which sources a search went through: those that the release holds a reading of, with something in it."""

from sqlalchemy import Engine, bindparam, select

from kb.frozen_vocabulary import words_of
from kb.readings import addresses, readings
from kb.releases import RELEASE, ReleaseInfo, holdings, in_release
from kb.sources.definition import all_sources

# one look per source, that stops at the first reading: a source may have a hundred thousand
_HOLDS = (
    select(readings.c.id)
    .join(holdings, holdings.c.reading_id == readings.c.id)
    .join(addresses, addresses.c.id == holdings.c.address_id)
    .where(addresses.c.source_key == bindparam("source"), in_release(RELEASE, holdings), readings.c.rows > 0)
    .limit(1)
)


def sources_read(engine: Engine, release: ReleaseInfo) -> frozenset[str]:
    """The keys of the sources whose statements a search of this release looks at."""
    with words_of(engine, release), engine.connect() as connection:
        return frozenset(
            key
            for key in all_sources()
            if connection.scalar(_HOLDS, {"source": key, "release": release.number}) is not None
        )
