"""Strengths as lists write them: « 500 mg/125 mg », « 50 mg/5 ml », « 300/300/50 mg », « 1,2 MUI », « 0,5 % »."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kb.vocabulary.soft_text import soften

# unit → spellings, softened (lower case, no accent); UI are international units, MUI millions of them
_UNITS = {
    "mg": ("mg", "mgs", "milligram", "milligrams", "milligramme", "milligrammes"),
    "g": ("g", "gm", "gms", "gram", "grams", "gramme", "grammes"),
    "kg": ("kg",),
    "µg": ("µg", "mcg", "ug", "microgram", "micrograms", "microgramme", "microgrammes"),
    "ng": ("ng", "nanogram", "nanograms"),
    "MUI": (
        "mui",
        "miu",
        "mu",
        "million iu",
        "million ui",
        "millions ui",
        "million units",
        "million unites",
        "mega units",
    ),
    "UI": ("ui", "iu", "i.u.", "i.u", "u.i.", "u", "unit", "units", "unite", "unites", "international units"),
    "mmol": ("mmol", "mmols"),
    "mEq": ("meq",),
    "%": ("%", "percent", "per cent", "pour cent"),
    "ml": ("ml", "mls", "cc", "millilitre", "millilitres"),
    "l": ("l", "litre", "litres", "liter", "liters"),
}
_PER_UNITS = {
    "ml": _UNITS["ml"],
    "l": _UNITS["l"],
    "dose": ("dose", "doses", "actuation", "actuations", "puff", "puffs", "inhalation", "bouffee", "bouffees", "spray"),
    "h": ("h", "hr", "hour", "hours", "heure", "heures"),
    "g": ("g", "gm"),
}
_VOLUMES = ("ml", "l")
# a decimal is not written with a last zero: « 1,000 mg » is a thousand, « 3,125 mg » is three and an eighth
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2},[0-9]{2}0")
# units are counted whole: « 5,125 IU » can only be five thousand
_COUNT = re.compile(r"[1-9][0-9]{0,2},[0-9]{3}")


@dataclass(frozen=True)
class Strength:
    """One amount as read: `per` is what it is dissolved or given in (« 5 ml », « 1 dose »), None for a whole unit."""

    value: Decimal
    unit: str
    per: str | None
    said: str

    @property
    def concentration(self) -> tuple[Decimal, str, str | None]:
        """The same amount per one unit of `per`: 50 mg/5 ml is 10 mg per ml."""
        if self.per is None:
            return self.value.normalize(), self.unit, None
        amount, _, unit = self.per.partition(" ")
        return (self.value / Decimal(amount)).normalize(), self.unit, unit


@dataclass(frozen=True)
class Amount:
    """Where strengths stand in a text; a bare volume (« 10 ml vial ») is a pack, and carries none."""

    start: int
    end: int
    strengths: tuple[Strength, ...]


def _spellings(units: dict[str, tuple[str, ...]]) -> tuple[str, dict[str, str]]:
    known = {spelling: unit for unit, spellings in units.items() for spelling in spellings}
    return "|".join(re.escape(one) for one in sorted(known, key=len, reverse=True)), known


_UNIT, _UNIT_OF = _spellings(_UNITS)
_PER, _PER_OF = _spellings(_PER_UNITS)
# one separator at most, or groups of three: « 1.2.3 » is no number
_NUMBER = (
    r"(?:[0-9]{1,3}(?:(?: [0-9]{3}){1,3}|(?:,[0-9]{3}){2,3}|(?:\.[0-9]{3}){2,3})|[0-9]{1,12}(?:[.,][0-9]{1,6})?|\.[0-9]{1,6})"
    r"(?![.,]?[0-9])"
)
_AMOUNT = re.compile(
    rf"(?<![0-9a-z.,])(?P<numbers>{_NUMBER}(?: ?[/+] ?{_NUMBER})*)[ -]?(?P<unit>{_UNIT})(?![0-9a-z])"
    r"(?: ?[wvp]/[wvp](?![a-z]))?(?: ?\(as [^()]*\))?"
    rf"(?: ?(?:/|per |par |in |dans ) ?(?P<many>{_NUMBER})? ?(?P<per>{_PER})(?![0-9a-z]))?"
)
_DILUTION = re.compile(rf"(?<![0-9])1 ?: ?(?P<in>{_NUMBER})(?![0-9])")
_BETWEEN = re.compile(r" ?(?:[/+]|and|et) ?")


def find_amounts(text: str) -> tuple[Amount, ...]:
    """Every amount of a text, in order; amounts joined by « / » or « + » share what the last one is given in."""
    soft = soften(text)
    found = sorted([*_amounts(soft, text), *_dilutions(soft, text)], key=lambda one: one.start)
    return tuple(_share_per(soft, found))


def read_strengths(text: str) -> tuple[Strength, ...]:
    """The strengths of a text, in order."""
    return tuple(strength for amount in find_amounts(text) for strength in amount.strengths)


def _amounts(soft: str, text: str) -> Iterator[Amount]:
    for one in _AMOUNT.finditer(soft):
        unit = _UNIT_OF[one["unit"]]
        per, end = _per(one, unit)
        said = text[one.start() : end]
        numbers = () if unit in _VOLUMES and per is None else re.split(r" ?[/+] ?", one["numbers"])
        values = [Strength(_number(number, unit), unit, per, said) for number in numbers]
        yield Amount(one.start(), end, tuple(values))


def _per(one: re.Match[str], unit: str) -> tuple[str | None, int]:
    """What follows the amount; « 1 g/200 mg » and « 500 mg/125 mg » are two amounts, « 10 mg/g » is one."""
    if one["per"] is None:
        return None, one.end()
    many, per = one["many"], _PER_OF[one["per"]]
    divisor = _number(many, per) if many else Decimal(1)
    if (per == "g" and (many or unit not in ("mg", "µg"))) or divisor == 0:
        return None, one.end("unit")
    return f"{divisor.normalize():f} {per}", one.end()


def _dilutions(soft: str, text: str) -> Iterator[Amount]:
    """« 1:80,000 », as adrenaline is written in local anaesthetics."""
    for one in _DILUTION.finditer(soft):
        strength = Strength(_number(one["in"], "UI"), "dilution", None, text[one.start() : one.end()])
        yield Amount(one.start(), one.end(), (strength,))


def _number(written: str, unit: str) -> Decimal:
    counted = unit in ("UI", "dilution") and _COUNT.fullmatch(written)
    if counted or _THOUSANDS.fullmatch(written) or len(re.findall("[.,]", written)) > 1:
        return Decimal(re.sub("[.,]", "", written))
    return Decimal(written.replace(" ", "").replace(",", "."))


def _share_per(soft: str, amounts: Sequence[Amount]) -> list[Amount]:
    shared: list[Amount] = []
    for amount in reversed(amounts):
        after = shared[-1] if shared else None
        joined = after is not None and _BETWEEN.fullmatch(soft[amount.end : after.start]) is not None
        if joined and after is not None and after.strengths and all(one.per is None for one in amount.strengths):
            amount = replace(
                amount, strengths=tuple(replace(one, per=after.strengths[0].per) for one in amount.strengths)
            )
        shared.append(amount)
    return shared[::-1]
