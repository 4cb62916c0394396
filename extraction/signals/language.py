"""The language of a text among those read for signals, or None: an unknown language is said, never guessed.

py3langid over a list wider than the four read, so that a Somali or an Italian text is not called French. Measured on the 990
recorded reports and the 220 labelled passages: see docs/signals.md. lingua was as often right, five times slower and 96 MB.
"""

import re
from functools import lru_cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from extraction.signals.lexicon import LANGUAGES

_CANDIDATES = (
    "fr", "en", "es", "pt", "ar", "ru", "ht", "mg", "sw", "so", "ha", "yo", "rw", "am", "tr", "ku", "az", "ka", "hy", "fa", "ps",
    "ur", "hi", "bn", "ta", "ne", "si", "my", "km", "th", "vi", "id", "zh", "ja", "ko", "uk", "bg", "sr", "sq", "ro", "pl", "cs",
    "hu", "el", "he", "de", "it", "nl", "ca", "sv",
)  # fmt: skip
_SURE = 0.7  # of the identifier's own scale; names and figures alone stay under it
_LEAST_LETTERS = 12
_MOST_CHARACTERS = 2_000  # more does not change the answer
_NOT_WORDS = re.compile(r"https?://\S+|[\d\W_]+")


def language_of(text: str) -> str | None:
    """fr, en, es, pt, or None when the text is too short, mixed, or in another language."""
    words = _NOT_WORDS.sub(" ", text[: 2 * _MOST_CHARACTERS])[:_MOST_CHARACTERS].strip()
    if len(words) < _LEAST_LETTERS:
        return None
    found, sure = _identifier().classify(words)
    return found if found in LANGUAGES and sure >= _SURE else None


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(_CANDIDATES)
    return identifier
