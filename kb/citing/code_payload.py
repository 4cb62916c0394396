"""What a re-open code says, as one number: the choices, then the lines as places in their pools. No text, nothing about anyone."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence

from kb.citing.basket import Asked
from kb.citing.pools import REPORTS
from kb.citing.positions import keys_at, positions
from kb.citing.subsets import Packer, Unpacker
from kb.errors import BadCode

MOST_LINES = 300  # beyond, a code fills pages: the basket file does it
MOST_CHOICES = 31
# larger than today's lists, so that a list may grow at its end without a code changing its meaning
_AREAS, _FAMILIES, _COMPONENTS = 512, 64, 32
_OF_REPORTS = _AREAS - 1
_WHOLE_ID = 1 << 64

Pool = Callable[[str], Sequence[str]]


def pack(asked: Sequence[Asked], pooled: Mapping[str | None, Iterable[str]], pool: Pool) -> int:
    """The number of a basket; `pooled` gives the ids by pool, None for those of no pool."""
    packer = Packer()
    packer.put(len(asked), MOST_CHOICES + 1)
    for choice in asked:
        packer.put(_place("areas", choice.country), _AREAS)
        _put_keys(packer, "families", choice.families, _FAMILIES)
        _put_keys(packer, "components", choice.components, _COMPONENTS)
    by_place = {_pool_place(name): sorted(ids) for name, ids in pooled.items() if name is not None}
    packer.put(len(by_place), _AREAS)
    packer.put_subset(list(by_place), _AREAS)
    for place, ids in sorted(by_place.items()):
        held = pool(_pool_name(place))
        packer.put(len(ids), MOST_LINES + 1)
        packer.put_subset([_rank(held, one) for one in ids], len(held))
    whole = sorted(pooled.get(None, ()))
    packer.put(len(whole), MOST_LINES + 1)
    for one in whole:
        packer.put(int(one, 16), _WHOLE_ID)
    return packer.number()


def unpack(number: int, pool: Pool) -> tuple[list[Asked], list[str]]:
    """The choices and the ids of a number, or BadCode."""
    unpacker = Unpacker(number)
    asked = [_take_choice(unpacker) for _ in range(unpacker.take(MOST_CHOICES + 1))]
    ids: list[str] = []
    for place in unpacker.take_subset(unpacker.take(_AREAS), _AREAS):
        held = pool(_pool_name(place))
        ids += [held[rank] for rank in unpacker.take_subset(unpacker.take(MOST_LINES + 1), len(held))]
    ids += [f"{unpacker.take(_WHOLE_ID):016x}" for _ in range(unpacker.take(MOST_LINES + 1))]
    unpacker.end()
    return asked, ids


def _put_keys(packer: Packer, name: str, keys: Sequence[str], radix: int) -> None:
    packer.put(len(keys), radix)
    packer.put_subset([_place(name, key) for key in keys], radix)


def _take_choice(unpacker: Unpacker) -> Asked:
    country = _key("areas", unpacker.take(_AREAS))
    families = unpacker.take_subset(unpacker.take(_FAMILIES), _FAMILIES)
    components = unpacker.take_subset(unpacker.take(_COMPONENTS), _COMPONENTS)
    return Asked(
        country,
        tuple(_key("families", place) for place in families),
        tuple(_key("components", place) for place in components),
    )


def _place(name: str, key: str) -> int:
    return positions(name)[key]


def _key(name: str, place: int) -> str:
    try:
        return keys_at(name)[place]
    except IndexError:
        raise BadCode(
            "Ce code nomme un pays, une pathologie ou une composante que ce programme ne connaît pas. Mettez Recoupe à jour."
        ) from None


def _pool_place(name: str) -> int:
    return _OF_REPORTS if name == REPORTS else _place("areas", name)


def _pool_name(place: int) -> str:
    return REPORTS if place == _OF_REPORTS else _key("areas", place)


def _rank(held: Sequence[str], line_id: str) -> int:
    rank = bisect_left(held, line_id)
    if rank == len(held) or held[rank] != line_id:
        raise ValueError(f"{line_id} is not in its pool")
    return rank
