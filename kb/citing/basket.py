"""What an annexe is made of: a state of the base, lines of it, and the choices under which they were cited."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace


@dataclass(frozen=True, order=True)
class Asked:
    """A structured choice of the reader; no word of it was typed. `components` empty means all of them."""

    country: str
    families: tuple[str, ...]
    components: tuple[str, ...] = ()


@dataclass(frozen=True)
class Basket:
    """Lines of one release: a set, since the annexe has an order of its own. Made by `basket_of`."""

    release: int
    sha256: str
    """The content hash of the release, whole."""
    ids: tuple[str, ...]
    asked: tuple[Asked, ...] = field(default=())


def basket_of(release: int, sha256: str, ids: Iterable[str], asked: Iterable[Asked] = ()) -> Basket:
    """A basket in its canonical form: ids, choices and what they name sorted, each once."""
    choices = {
        replace(one, families=tuple(sorted(set(one.families))), components=tuple(sorted(set(one.components))))
        for one in asked
    }
    return Basket(release, sha256, tuple(sorted(set(ids))), tuple(sorted(choices)))
