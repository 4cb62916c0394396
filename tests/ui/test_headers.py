"""The headers around every answer: who may be asked, what may run, nothing kept, the page in French."""

import asyncio
from typing import Any

import pytest

from ui.headers import Sealed, policy

PAGE = b'<html lang="en"><script>var a = 1;</script></html>'


def answer(path: str, body: bytes, headers: list[tuple[bytes, bytes]]) -> tuple[dict[bytes, bytes], bytes, list[Any]]:
    """What a browser receives of an application that answers `body`, and what the application was asked with."""
    sent: list[Any] = []
    asked: list[Any] = []

    async def application(scope: Any, receive: Any, send: Any) -> None:
        asked.extend(scope["headers"])
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    async def receive() -> Any:
        return {"type": "http.request"}

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": "http", "path": path, "headers": [(b"accept-encoding", b"gzip"), (b"host", b"x")]}
    asyncio.run(Sealed(application)(scope, receive, send))
    return dict(sent[0]["headers"]), sent[1]["body"], asked


@pytest.mark.parametrize("path", ["/", "/ligne", "/static/js/a.js", "/media/x", "/_stcore/health"])
def test_every_answer_is_sealed(path: str) -> None:
    held, _, _ = answer(path, b"x", [(b"content-security-policy", b"default-src *"), (b"content-type", b"text/html")])
    assert held[b"content-security-policy"].startswith(b"default-src 'none'; script-src 'self' blob: 'sha256-")
    assert held[b"referrer-policy"] == b"no-referrer"
    assert held[b"x-content-type-options"] == b"nosniff"
    assert held[b"content-type"] == b"text/html"


def test_the_policy_lets_neither_another_host_nor_a_text_become_a_script() -> None:
    said = dict(part.split(" ", 1) for part in policy(PAGE).split("; "))
    assert "unsafe" not in said["script-src"]
    assert "'sha256-" in said["script-src"]
    assert said["connect-src"] == "'self'"
    assert said["frame-ancestors"] == said["form-action"] == said["object-src"] == "'none'"
    assert not any("http" in value or "*" in value for value in said.values())


def test_a_page_without_script_of_its_own_allows_none() -> None:
    assert "script-src 'self' blob:;" in policy(b"<html></html>")


def test_the_page_is_french_and_keeps_its_length() -> None:
    held, body, asked = answer("/ligne", PAGE, [(b"content-length", str(len(PAGE)).encode())])
    assert body.startswith(b'<html lang="fr">')
    assert len(body) == int(held[b"content-length"])
    assert held[b"cache-control"] == b"no-store"
    assert asked == [(b"host", b"x")], "a packed page could not be read here"


def test_what_never_changes_may_be_kept() -> None:
    held, body, asked = answer("/static/js/a.js", PAGE, [(b"cache-control", b"immutable")])
    assert held[b"cache-control"] == b"immutable"
    assert body == PAGE
    assert (b"accept-encoding", b"gzip") in asked
