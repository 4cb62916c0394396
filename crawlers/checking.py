"""Do the addresses of a definition answer? One request each, by hand, before anyone crawls: `recoupe sources check --network`."""

import socket
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests

from crawlers.addresses import is_public
from crawlers.settings import PACE, user_agent
from kb.sources.definition import SourceDefinition
from kb.sources.sites import site_of

TIMEOUT = (10.0, 20.0)  # seconds to connect, and between two pieces of an answer
_NOT_BY_HEAD = {403, 405, 501}  # some publishers answer HEAD with these, and GET with the page
# Tests lend their loopback server here; there is no other way to ask a private address.
LENT: frozenset[str] = frozenset()


@dataclass(frozen=True)
class AddressCheck:
    """One address of a definition, and what came of asking it."""

    where: str
    """The key of the definition that holds it."""
    url: str
    status: int | None
    told: str | None
    """Where it redirects, or why there was no answer."""

    @property
    def answers(self) -> bool:
        """True for an address that serves something, or says where it is."""
        return self.status is not None and self.status < 400

    @property
    def sentence(self) -> str:
        """One line."""
        status = f"HTTP {self.status}" if self.status else "no answer"
        return f"{self.where}: {self.url} · {status}" + (f" · {self.told}" if self.told else "")

    def as_dict(self) -> dict[str, Any]:
        """Plain values."""
        return asdict(self)


def check_addresses(definition: SourceDefinition, pace: float = PACE) -> list[AddressCheck]:
    """Ask each address once, HEAD then GET where HEAD is refused; redirects are told and not followed."""
    session = requests.Session()
    session.trust_env = False  # as the crawl: no proxy between us and the publisher
    session.headers["User-Agent"] = user_agent()
    checks: list[AddressCheck] = []
    last: dict[str, float] = {}
    for where, url in _addresses(definition):
        host = urlsplit(url).netloc
        time.sleep(max(0.0, last.get(host, 0.0) + pace - time.monotonic()))
        checks.append(_ask(session, where, url, pace))
        last[host] = time.monotonic()
    return checks


def _addresses(definition: SourceDefinition) -> Iterator[tuple[str, str]]:
    start = definition.listing.start if definition.listing else []
    named = [
        ("data_url", definition.data_url),
        *(("listing.start", url) for url in start),
        ("home", definition.home),
        ("licence.stated_at", definition.licence.stated_at),
    ]
    seen: set[str] = set()
    for where, url in named:
        if url not in seen:
            seen.add(url)
            yield where, url


def _ask(session: requests.Session, where: str, url: str, pace: float) -> AddressCheck:
    try:
        if private := private_address(url):
            return AddressCheck(where, url, None, f"{private} is no public address")
        answer = session.head(url, timeout=TIMEOUT, allow_redirects=False)
        if answer.status_code in _NOT_BY_HEAD:
            time.sleep(pace)
            with session.get(url, timeout=TIMEOUT, allow_redirects=False, stream=True) as answer:
                pass
    except (requests.RequestException, OSError) as error:
        return AddressCheck(where, url, None, type(error).__name__)
    except ValueError as error:
        return AddressCheck(where, url, None, str(error))
    to = answer.headers.get("Location")
    return AddressCheck(where, url, answer.status_code, f"redirects to {urljoin(url, to)}" if to else None)


def private_address(url: str) -> str | None:
    """The first address of the host that is not public, or None. Raises OSError where the name has none."""
    site_of(url)  # ValueError for anything but a plain web address
    for *_, place in socket.getaddrinfo(urlsplit(url).hostname, None):
        address = str(place[0])
        if not is_public(address) and address not in LENT:
            return address
    return None
