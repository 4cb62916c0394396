"""What a search of texts went through: said with its results, and most of all when there are none (design §2.3)."""

from sqlalchemy import Engine

from kb.releases import ReleaseInfo
from kb.search.sources import sources_read
from scoring.evidence import NotConsulted, Search
from scoring.searching import source_states, went_through


def looked_through(
    engine: Engine, release: ReleaseInfo, country: str | None, family: str | None, lang: str | None
) -> tuple[list[Search], list[NotConsulted]]:
    """The sources that could hold an answer to these filters: those that were searched, and those that could not be."""
    return went_through(source_states(engine, release), sources_read(engine, release), country, family, lang)
