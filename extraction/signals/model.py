"""What the extractor answers."""

import msgspec


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
