"""The door of `recoupe signals`: one JSON line in, one JSON line out, nothing kept between two lines."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from extraction.signals.extractor import extract
from extraction.signals.language import language_of
from extraction.signals.lexicon import LANGUAGES
from extraction.signals.long_strings import pieces_of
from extraction.signals.model import Signal


class _Line(msgspec.Struct, frozen=True):
    """A line of the input; `text` stays as written until it is read, other fields are let through unread."""

    id: str
    text: msgspec.Raw
    lang: str | None = None


class Answer(msgspec.Struct, frozen=True):
    """A line of the output. `lang` is the language read, null where none of those read was recognised."""

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


_decoder = msgspec.json.Decoder(_Line)
_LONGEST_BLANK = 1_000  # bytes: a longer line is read, whatever it holds
_SHOWN = ("type", "polarity", "start", "end", "quote", "cue", "rule")


def answers(lines: Iterable[memoryview | bytes]) -> Iterator[Answer | BadLine]:
    """An answer or a named fault per line that is not blank, in order."""
    for number, line in enumerate(lines, 1):
        if not _blank(line):
            yield _read(number, line)


def _blank(line: memoryview | bytes) -> bool:
    view = memoryview(line)
    return len(view) < _LONGEST_BLANK and not bytes(view).strip()


def _read(number: int, line: memoryview | bytes) -> Answer | BadLine:
    try:
        return _answer(_decoder.decode(line))
    except msgspec.ValidationError as error:
        return BadLine(number, f"not a passage with id and text ({error})")
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return BadLine(number, f"not JSON in UTF-8 ({error})")
    except RecursionError:
        return BadLine(number, "brackets within brackets beyond what JSON readers follow")


def _answer(line: _Line) -> Answer:
    """The signals of one passage, piece by piece where it is long; its language is recognised when it is not given."""
    lang = line.lang.lower()[:2] if line.lang else None
    found: list[dict[str, Any]] = []
    offset = 0
    for piece in pieces_of(line.text):
        lang = lang or language_of(piece)
        if lang in LANGUAGES:
            found += (_shown(signal, offset) for signal in extract(piece, lang))
        offset += len(piece)
    return Answer(line.id, found, lang if lang in LANGUAGES else None)


def _shown(signal: Signal, offset: int) -> dict[str, Any]:
    """The keys that the command promises, in their order."""
    shown = {key: getattr(signal, key) for key in _SHOWN}
    return shown | {"start": signal.start + offset, "end": signal.end + offset}
