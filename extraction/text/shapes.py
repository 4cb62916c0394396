"""The shape of a line: an item of a list, the end of a sentence, a page number."""

import re

# what Word, InDesign and hand-typed lists put before an item; \uf0b7 and \uf0a7 are the bullets of the Symbol fonts
_BULLET = re.compile(r"\s*[•●○◦▪▫■□►➢➤✓✔❖∙·‣⁃\uf0b7\uf0a7\uf0d8\uf076](?=\s|\w)")
# these may also begin a line of running text: they count where a sentence has just ended
_MARK = re.compile(r"\s*(?:[-–—*o]|\(?\d{1,2}[.)]|\(?[a-hA-H][.)]|[ivx]{1,4}\))\s")
# closing quotes and brackets may follow the stop; so may the figure of a footnote, after a word: « No. 2 » is no end
_STOP = re.compile(r"[.!?…。؟][\"'»”’)\]\s]*$|(?<=[^\W\d])[.!?…][\"'»”’)\]]*\[?\d{1,3}\]?\s*$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_PAGE_NUMBER = re.compile(
    r"[-–—|.\s(\[]*(?:pages?|p\.?|página|pág\.?)?\s*(?:\d{1,4}|[ivxl]{1,6})\s*(?:(?:/|\||of|sur|de|out of)\s*\d{1,4})?"
    r"\s*(?:\|?\s*p\s*a\s*g\s*e)?[-–—|.\s)\]]*",
    re.IGNORECASE,
)


def is_bullet(line: str) -> bool:
    """Begins with a sign that begins nothing but an item of a list."""
    return _BULLET.match(line) is not None


def is_item(line: str) -> bool:
    """Begins with a bullet, a dash or a number of a list."""
    return is_bullet(line) or _MARK.match(line) is not None


def ends_sentence(text: str) -> bool:
    """Ends with a stop."""
    return _STOP.search(text[-12:]) is not None


def is_page_number(line: str) -> bool:
    """Nothing but the number of a page; a year alone is the date of a cover."""
    if _YEAR.fullmatch(line.strip()):
        return False
    return (
        len(line) <= 30
        and any(char.isdigit() or char in "ivxlIVXL" for char in line)
        and _PAGE_NUMBER.fullmatch(line) is not None
    )


def mostly_letters(text: str) -> bool:
    """Words rather than figures."""
    shown = [char for char in text if not char.isspace()]
    return sum(char.isalpha() for char in shown) >= max(3, 0.6 * len(shown))


def begins_low(text: str) -> bool:
    """Begins in lower case: the sentence began before."""
    first = next((char for char in text if char.isalnum()), "")
    return first.islower()
