"""Telling a document from the page that stands in its way: a challenge, a login, an apology, served under HTTP 200.

Marks are of structure (a title, a field, an address, a header), not of prose: a report may well speak of passwords.
"""

import codecs
import re
from contextlib import suppress

from scrapy.http import Response, TextResponse

_MAY_HIDE_A_PAGE = {200, 202, 503}
_HEAD = 100_000  # bytes; a page that stands in the way is short, and says so at its top

# every repetition has a limit: a page made for it would otherwise hold a regular expression for minutes
# whole titles, as the firms that sell these pages write them: « Access denied: … » is the title of a report
_CHALLENGE_TITLE = re.compile(
    rb"<title[^>]{0,200}>\s{0,50}(?:just a moment|attention required! \| cloudflare|access denied|pardon our interruption"
    rb"|verifying you are human|un instant|sorry|are you a robot\?|request rejected|ddos-guard)\W{0,12}</title",
    re.IGNORECASE,
)
# scripts and forms that only such a page holds
_CHALLENGE_BODY = re.compile(
    rb"/cdn-cgi/challenge-platform/|_Incapsula_Resource|geo\.captcha-delivery\.com|id=[\"']?challenge-form|/_sec/cp_challenge/",
    re.IGNORECASE,
)
_PASSWORD_FIELD = re.compile(rb"<input[^>]{1,500}?type=[\"']?password", re.IGNORECASE)
_LOGIN_NAME = re.compile(
    rb"<title[^>]{0,200}>[^<]{0,80}\b(?:log ?in|sign ?in|connexion|se connecter|identification|anmelden|iniciar sesi|entrar)",
    re.IGNORECASE,
)
_LOGIN_ADDRESS = re.compile(r"/(?:log-?in|sign-?in|connexion|auth|sso)(?:[/?.]|$)", re.IGNORECASE)
_SORRY_ADDRESS = re.compile(r"^https?://[^/]+/sorry(?:/|$)", re.IGNORECASE)
_CHARSETS = re.compile(
    r"utf-?8|utf-?16(?:le|be)?|us-ascii|ascii|latin-?1|iso-?8859-\d{1,2}|windows-?\d{3,4}|cp\d{3,4}|koi8-[ru]|gb2312|gbk|gb18030"
    r"|big5|shift[_-]jis|euc-(?:jp|kr)|tis-620|macintosh",
    re.IGNORECASE,
)
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset=[\"']?([\w-]{1,40})", re.IGNORECASE)
# what browsers read under these names (WHATWG Encoding)
_WIDER = {"iso-8859-1": "windows-1252", "latin-1": "windows-1252", "latin1": "windows-1252", "us-ascii": "windows-1252"}
_PIECE = 1 << 20
_REFRESH_ONLY = 2_000  # bytes; a page shorter than this that only sends elsewhere is no document
_REFRESH = re.compile(rb"<meta[^>]{1,500}?http-equiv=[\"']?refresh", re.IGNORECASE)


def refusal_page(response: Response) -> str | None:
    """What stands in the place of the document, in French, or None for a document."""
    if response.status not in _MAY_HIDE_A_PAGE:
        return None
    if response.headers.get("cf-mitigated") == b"challenge" or _SORRY_ADDRESS.match(response.url):
        return "une page de vérification"
    head = response.body[:_HEAD]
    if not is_html(response):
        return None
    if _CHALLENGE_TITLE.search(head) or _CHALLENGE_BODY.search(head):
        return "une page de vérification"
    if _PASSWORD_FIELD.search(head) and (_LOGIN_NAME.search(head) or _LOGIN_ADDRESS.search(response.url)):
        return "une page de connexion"
    if len(response.body) < _REFRESH_ONLY and _REFRESH.search(head):
        return "une page qui renvoie ailleurs"
    return None


def undecodable_as(response: Response) -> str | None:
    """The character set that the publisher declares and in which the text cannot be read, or None."""
    declared = _declared(response)
    if declared is None or not isinstance(response, TextResponse):
        return None
    if not _CHARSETS.fullmatch(declared):
        return f"{declared} (unknown)"
    try:
        decoder = codecs.getincrementaldecoder(declared)()
        for start in range(
            0, len(response.body), _PIECE
        ):  # in pieces: a whole copy of a large answer is memory for nothing
            decoder.decode(response.body[start : start + _PIECE])
        decoder.decode(b"", final=True)
    except UnicodeError:
        return declared
    except LookupError:
        return f"{declared} (unknown)"
    return None


def text_of(response: Response) -> str:
    """The text of a page in the character set it declares, else UTF-8, else what most old pages are in.

    Scrapy's own would take any of Python's codecs for a character set, and some of those decompress.
    """
    stated = [_declared(response), *(found.decode().lower() for found in _META_CHARSET.findall(response.body[:2048]))]
    for charset in stated:
        if charset and _CHARSETS.fullmatch(charset):
            with suppress(LookupError):
                return response.body.decode(_WIDER.get(charset, charset), "replace").lstrip("\ufeff")
    try:
        return response.body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return response.body.decode("windows-1252", "replace")


def _declared(response: Response) -> str | None:
    kind = (response.headers.get("Content-Type") or b"").decode("latin-1")
    found = re.search(r"charset=[\"']?([\w.:-]{1,40})", kind, re.IGNORECASE)
    return found.group(1).lower() if found else None


def is_html(response: Response) -> bool:
    """True for a web page, by its type or by its first tag."""
    kind = (response.headers.get("Content-Type") or b"").lower()
    start = response.body[:1000].lstrip(b"\xef\xbb\xbf \t\r\n")[:14].lower()
    return b"html" in kind or start.startswith((b"<!doctype html", b"<html"))


def is_pdf(response: Response) -> bool:
    """True for a PDF: its mark stands in the first kilobyte, whatever the type that is declared."""
    return b"%PDF-" in response.body[:1024]


def is_cut_pdf(response: Response) -> bool:
    """True for a PDF without its end: a connection that closes early leaves no other trace."""
    return is_pdf(response) and b"%%EOF" not in response.body[-65_536:]
