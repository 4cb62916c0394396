"""The lines that stand beside one line in the same source: what else it says of the same country and subject."""

from sqlalchemy import Engine

from kb.lines import Line
from kb.listing_lines import listing_lines
from kb.queries import newest_lines
from kb.releases import ReleaseInfo
from kb.signal_lines import country_signals
from kb.vocabulary.indicators_loader import load_indicators


def neighbours(engine: Engine, release: ReleaseInfo, line: Line) -> list[Line]:
    """Other lines of the source, in the order of its lists.

    Of a figure: the newest value of each series of the same pathologies, but its own series; of an entry of a list: the
    other entries of the same medicine; of a signal: the other signals of the same report.
    """
    if line.kind == "observation":
        found = newest_lines(engine, release, line.area, _indicators_beside(line))
        return [one for one in found if one.series != line.series]
    if line.kind == "listing":
        found = listing_lines(engine, release, line.area, line.products)
    else:
        found = [one for one in country_signals(engine, release, line.area) if one.url == line.url]
    return [one for one in found if one.source == line.source and one.id != line.id]


def _indicators_beside(line: Line) -> list[str]:
    """The codes of the source that bear on the same pathologies; for a figure of the whole country, those like it."""
    known = load_indicators(line.source)
    own = known.get(line.indicator or "")
    if own is None:
        return [line.indicator] if line.indicator else []
    if own.for_all_families:
        return [code for code, one in known.items() if one.for_all_families]
    families = set(own.families or ())
    return [code for code, one in known.items() if families & set(one.families or ())]
