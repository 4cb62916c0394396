"""Does a cited address still answer, and with the bytes that were read? One request each, by hand: `recoupe cite --check`."""

import hashlib
import time
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urljoin, urlsplit

import requests

from crawlers.checking import TIMEOUT, private_address
from crawlers.settings import PACE, user_agent

LARGEST = 64 * 1024 * 1024  # bytes that are read of one answer
LONGEST = 120.0  # seconds for one answer
MOST_REDIRECTS = 5
_CHUNK = 1 << 16


class Found(StrEnum):
    """What came of asking; the words are those a doctor reads."""

    SAME = "répond, mêmes octets"
    CHANGED = "répond, octets changés"
    NOT_COMPARED = "répond, octets non comparés"
    NO_ANSWER = "ne répond plus"
    NOT_ASKED = "non demandée"


@dataclass(frozen=True)
class Link:
    """An address and the SHA-256 of the bytes that were read there; None where what was read came from another address."""

    url: str
    sha256: str | None


@dataclass(frozen=True)
class LinkCheck:
    """One address, and what came of asking it."""

    link: Link
    found: Found
    why: str | None = None


def check_links(links: Iterable[Link], pace: float = PACE) -> list[LinkCheck]:
    """Ask each address once, a host at a time no faster than a crawl does; only public web addresses."""
    session = requests.Session()
    session.trust_env = False  # as the crawl: no proxy between us and the publisher
    session.headers["User-Agent"] = user_agent()
    last: dict[str, float] = {}
    checks = []
    for link in dict.fromkeys(links):
        host = urlsplit(link.url).netloc
        time.sleep(max(0.0, last.get(host, 0.0) + pace - time.monotonic()))
        checks.append(_checked(session, link))
        last[host] = time.monotonic()
    return checks


def _checked(session: requests.Session, link: Link) -> LinkCheck:
    try:
        return _asked(session, link)
    except (requests.RequestException, OSError) as error:
        return LinkCheck(link, Found.NO_ANSWER, type(error).__name__)
    except ValueError as error:
        return LinkCheck(link, Found.NOT_ASKED, str(error))


def _asked(session: requests.Session, link: Link) -> LinkCheck:
    url = link.url
    for _ in range(MOST_REDIRECTS):
        if private := private_address(url):
            return LinkCheck(link, Found.NOT_ASKED, f"{private} n’est pas une adresse publique")
        with session.get(url, timeout=TIMEOUT, allow_redirects=False, stream=True) as answer:
            if answer.is_redirect:
                url = urljoin(url, answer.headers["Location"])
                continue
            return _judged(link, answer)
    return LinkCheck(link, Found.NO_ANSWER, "trop de redirections")


def _judged(link: Link, answer: requests.Response) -> LinkCheck:
    if answer.status_code >= 400:
        return LinkCheck(link, Found.NO_ANSWER, f"HTTP {answer.status_code}")
    if link.sha256 is None:
        return LinkCheck(link, Found.NOT_COMPARED, "le texte a été lu à une autre adresse")
    digest = _digest(answer)
    if digest is None:
        return LinkCheck(link, Found.NOT_COMPARED, "réponse trop longue")
    return LinkCheck(link, Found.SAME if digest == link.sha256 else Found.CHANGED)


def _digest(answer: requests.Response) -> str | None:
    """SHA-256 of an answer, or None for one that is too large or too slow to be read to its end."""
    digest, size, until = hashlib.sha256(), 0, time.monotonic() + LONGEST
    for chunk in answer.iter_content(_CHUNK):
        size += len(chunk)
        if size > LARGEST or time.monotonic() > until:
            return None
        digest.update(chunk)
    return digest.hexdigest()
