"""Numbers for subsets: k places among n, as one number below C(n, k) (combinatorial number system), and digits of any radix."""

from collections.abc import Sequence
from math import comb

from kb.errors import BadCode


class Packer:
    """Digits of any radix, as one whole number: the first one written is the first one read."""

    def __init__(self) -> None:
        self._digits: list[tuple[int, int]] = []

    def put(self, digit: int, radix: int) -> None:
        """Write one digit, 0 ≤ digit < radix."""
        if not 0 <= digit < radix:
            raise ValueError(f"{digit} is no digit of radix {radix}")
        self._digits.append((digit, radix))

    def put_subset(self, places: Sequence[int], among: int) -> None:
        """Write which places, among `among`; their number is known to the reader."""
        self.put(rank_of(places), comb(among, len(places)))

    def number(self) -> int:
        """All of it."""
        value = 0
        for digit, radix in reversed(self._digits):
            value = value * radix + digit
        return value


class Unpacker:
    """Reads what a Packer wrote."""

    def __init__(self, number: int) -> None:
        self._rest = number

    def take(self, radix: int) -> int:
        """The next digit."""
        self._rest, digit = divmod(self._rest, radix)
        return digit

    def take_subset(self, count: int, among: int) -> list[int]:
        """The next subset of `count` places. BadCode when there are not so many."""
        if count > among:
            raise BadCode("Ce code nomme plus de lignes que cette base n’en tient. Il vient d’une autre base.")
        return places_of(self.take(comb(among, count)), count, among)

    def end(self) -> None:
        """BadCode when something is left."""
        if self._rest:
            raise BadCode("Ce code nomme des lignes que cette base ne tient pas. Il vient d’une autre base.")


def rank_of(places: Sequence[int]) -> int:
    """The rank of a set of places among the sets of its size."""
    return sum(comb(place, index) for index, place in enumerate(sorted(places), 1))


def places_of(rank: int, count: int, among: int) -> list[int]:
    """The set of that rank, ascending."""
    places = []
    above = among
    for index in range(count, 0, -1):
        above = _highest(rank, index, above)
        rank -= comb(above, index)
        places.append(above)
    return places[::-1]


def _highest(rank: int, index: int, below: int) -> int:
    """The highest place under `below` whose sets of lower places all fit under `rank`."""
    low, high = index - 1, below - 1
    while low < high:
        middle = (low + high + 1) // 2
        if comb(middle, index) <= rank:
            low = middle
        else:
            high = middle - 1
    return low
