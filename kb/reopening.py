"""Writing the re-open code of a basket on this base, and opening one: the release it names and the lines of it."""

from collections import defaultdict
from collections.abc import Collection
from functools import partial

from sqlalchemy import Engine

from kb.citing.basket import Basket, basket_of
from kb.citing.code_payload import MOST_CHOICES, MOST_LINES, pack, unpack
from kb.citing.pools import pool_in, pool_of
from kb.errors import BadCode
from kb.lines import Line
from kb.releases import ReleaseInfo, get_release
from kb.reopen import WHOLE_IDS, read_code, write_code


def code_of(engine: Engine, release: ReleaseInfo, lines: Collection[Line], basket: Basket) -> str | None:
    """The code of a basket; None when it holds more lines or choices than a code does. `lines` are those of the basket."""
    if len(lines) > MOST_LINES or len(basket.asked) > MOST_CHOICES:
        return None
    pooled: dict[str | None, list[str]] = defaultdict(list)
    for line in lines:
        pooled[pool_of(line)].append(line.id)
    return write_code(release.number, release.sha256, pack(basket.asked, pooled, partial(pool_in, engine, release)))


def open_code(engine: Engine, code: str) -> tuple[ReleaseInfo, Basket]:
    """The release and the basket a code names. Raises BadCode (a French sentence) or NoRelease."""
    printed = read_code(code)
    release = get_release(engine, printed.release)
    if not release.sha256.startswith(printed.sha256_start):
        raise BadCode(
            f"Ce code vient d’une autre base : la base n° {printed.release} d’ici n’a pas l’empreinte qu’il porte. "
            "Ouvrez-le sur l’installation d’où vient l’annexe."
        )
    if printed.version == WHOLE_IDS:
        return release, basket_of(release.number, release.sha256, printed.whole_ids)
    asked, ids = unpack(printed.number, partial(pool_in, engine, release))
    return release, basket_of(release.number, release.sha256, ids, asked)
