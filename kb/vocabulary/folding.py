import re
import unicodedata

# letters that Unicode does not decompose: a bar, a hook or a joined letter is part of them
_LETTERS = str.maketrans(
    {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i", "ŋ": "n", "ə": "e"}
)
_NOT_A_WORD = re.compile(r"[^0-9a-z]+")


def fold(text: str) -> str:
    """Bring two spellings of one name to one form: case, accents, hyphens, apostrophes and spaces are not the name."""
    if not text.isascii():
        text = bare(text)
    return " ".join(_NOT_A_WORD.sub(" ", text.lower()).split())


def bare(text: str) -> str:
    """Lower the case and drop what is added to a letter; other signs stay, « Łódź » becomes « lodz »."""
    # twice: a sign such as « ℡ » gives capitals when it is decomposed
    decomposed = unicodedata.normalize("NFKD", text.casefold()).casefold().translate(_LETTERS)
    return "".join(char for char in decomposed if not unicodedata.combining(char))
