"""What the extractor answers."""

import msgspec


class Amount(msgspec.Struct, frozen=True):
    """A quantity as the text states it (« 3 mois », « 12 sites sur 40 »)."""

    as_stated: str
    value: float
    unit: str | None = None
    out_of: float | None = None


class Signal(msgspec.Struct, frozen=True):
    """A quoted statement: `text[start:end] == quote`, with the cue and the rule that decided."""

    type: str
    polarity: str
    start: int
    end: int
    quote: str
    cue: str
    rule: str
    extractor: str
    component: str
    families: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    country: str | None = None
    place: str | None = None
    level: str | None = None
    population: str | None = None
    period_start: str | None = None
    period_end: str | None = None
    period_as_stated: str | None = None
    amounts: tuple[Amount, ...] = ()
