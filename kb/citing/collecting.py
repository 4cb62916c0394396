"""From ids to the lines of an annexe, on this base."""

from collections.abc import Sequence

from sqlalchemy import Engine

from kb.citing.basket import Basket
from kb.errors import UnknownKey
from kb.lines import Line
from kb.lines_by_id import lines_by_id
from kb.releases import ReleaseInfo

MOST_CITED = 2_000  # an annexe is read by three doctors; beyond, a country is exported whole (`recoupe export`)
_BATCH = 500  # ids in one statement: SQLite and PostgreSQL both take many more


def lines_of(engine: Engine, release: ReleaseInfo, basket: Basket) -> list[Line]:
    """The lines of a basket. UnknownKey for an id that the release does not hold, or for more lines than one reads."""
    if len(basket.ids) > MOST_CITED:
        raise UnknownKey(
            f"An annexe cites at most {MOST_CITED} lines; {len(basket.ids)} were named. Make several, or use `recoupe export`."
        )
    found: dict[str, Line] = {}
    for start in range(0, len(basket.ids), _BATCH):
        found |= lines_by_id(engine, release, basket.ids[start : start + _BATCH])
    if missing := [one for one in basket.ids if one not in found]:
        raise UnknownKey(_not_held(release, missing))
    return [found[one] for one in basket.ids]


def _not_held(release: ReleaseInfo, missing: Sequence[str]) -> str:
    others = f" (nor {len(missing) - 1} others)" if len(missing) > 1 else ""
    return (
        f"Release {release.number} holds no line {missing[0]!r}{others}. "
        "Ids come from `recoupe fiche … --format json`; another release may hold it: --release N."
    )
