"""The door of `recoupe signals`: one JSON line in, one JSON line out, nothing kept between two lines."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from extraction.signals.extractor import extract
from extraction.signals.language import language_of
from extraction.signals.lexicon import LANGUAGES
from extraction.signals.model import Signal


class Passage(msgspec.Struct, frozen=True):
    """A line of the input; other fields are let through unread."""

    id: str
    text: str
    lang: str | None = None


class Answer(msgspec.Struct, frozen=True):
    """A line of the output. `lang` is stated where it was not given, null where no language read was recognised."""

    id: str
    signals: list[dict[str, Any]]
    lang: str | None = None


class BadLine(msgspec.Struct, frozen=True):
    """A line that is no passage, and why: one clear sentence."""

    number: int
    reason: str

    @property
    def sentence(self) -> str:
        """What is told."""
        return f"line {self.number}: {self.reason}. The other lines were read; correct this one and run again."


_decoder = msgspec.json.Decoder(Passage)
_SHOWN = ("type", "polarity", "start", "end", "quote", "cue", "rule")


def shown(signal: Signal) -> dict[str, Any]:
    """The keys that the command promises, in their order."""
    return {key: getattr(signal, key) for key in _SHOWN}


def answer(passage: Passage) -> Answer:
    """The signals of one passage; its language is recognised when it is not given."""
    lang = passage.lang.lower()[:2] if passage.lang else language_of(passage.text)
    found = extract(passage.text, lang) if lang in LANGUAGES else []
    return Answer(passage.id, [shown(signal) for signal in found], lang if lang in LANGUAGES else None)


def answers(lines: Iterable[bytes]) -> Iterator[Answer | BadLine]:
    """An answer or a named fault per line that is not blank, in order."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _read(number, line)


def _read(number: int, line: bytes) -> Answer | BadLine:
    try:
        return answer(_decoder.decode(line))
    except msgspec.ValidationError as error:
        return BadLine(number, f"not a passage with id and text ({error})")
    except msgspec.DecodeError as error:
        return BadLine(number, f"not JSON in UTF-8 ({error})")
