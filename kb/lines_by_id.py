"""Any line by its id, whatever its kind: what an annexe, a code or a « lire » button names."""

from collections.abc import Iterable

from sqlalchemy import Engine

from kb.lines import Line
from kb.listing_lines import listings_by_id
from kb.passage_lines import report_lines_by_id
from kb.queries import figures_by_id
from kb.releases import ReleaseInfo
from kb.signal_lines import signals_by_id

_BY_KIND = (figures_by_id, listings_by_id, signals_by_id, report_lines_by_id)


def lines_by_id(engine: Engine, release: ReleaseInfo, ids: Iterable[str]) -> dict[str, Line]:
    """The lines of a release by id; an id that the release does not hold is absent from the answer."""
    found: dict[str, Line] = {}
    for fetch in _BY_KIND:
        missing = [one for one in ids if one not in found]
        if missing:
            found |= {line.id: line for line in fetch(engine, release, missing)}
    return found
