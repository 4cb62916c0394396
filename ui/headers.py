"""What every answer tells the browser: ask nobody else, run nothing but the page's own scripts, keep nothing, read French."""

import re
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

import streamlit
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_INDEX = Path(streamlit.__file__).parent / "static" / "index.html"
_INLINE = re.compile(rb"<script>(.*?)</script>", re.DOTALL)
_ENGLISH, _FRENCH = b'<html lang="en">', b'<html lang="fr">'
# their names hold a hash of their content: they may be kept, and are large enough to be sent packed
_ASSETS = ("/static/", "/_stcore/", "/component/")


def policy(index: bytes) -> str:
    """The Content-Security-Policy of a page whose own inline scripts are those of `index`, each allowed by its hash.

    `blob:` lets Streamlit load the scripts of ui/components, which it hands over as text; styles are written by its own
    scripts, hence `unsafe-inline` there, and there alone.
    """
    hashes = " ".join(f"'sha256-{b64encode(sha256(one).digest()).decode()}'" for one in _INLINE.findall(index))
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' blob: {hashes}".rstrip(),
            "worker-src 'self' blob:",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "manifest-src 'self'",
            "base-uri 'self'",
            "form-action 'none'",
            "frame-src 'none'",
            "frame-ancestors 'none'",
            "object-src 'none'",
        )
    )


def _headers() -> tuple[tuple[bytes, bytes], ...]:
    return (
        (b"content-security-policy", policy(_INDEX.read_bytes()).encode()),
        (b"referrer-policy", b"no-referrer"),  # an address is told to nobody
        (b"x-content-type-options", b"nosniff"),  # a download is never shown as a page
        (b"cross-origin-opener-policy", b"same-origin"),
        (b"cross-origin-resource-policy", b"same-origin"),
        (b"permissions-policy", b"camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
    )


class Sealed:
    """An ASGI layer around the application."""

    def __init__(self, app: ASGIApp) -> None:
        self._app, self._said = app, _headers()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; add the headers to its answer, and French to its page."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        is_asset = scope["path"].startswith(_ASSETS)

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = self._with_ours(message.get("headers", ()), kept=is_asset)
            elif not is_asset and message.get("body"):
                message["body"] = message["body"].replace(_ENGLISH, _FRENCH, 1)  # the same length
            await send(message)

        if not is_asset:  # a packed page could not be turned French
            scope["headers"] = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]
        await self._app(scope, receive, told)

    def _with_ours(self, headers: Iterable[tuple[bytes, bytes]], *, kept: bool) -> list[tuple[bytes, bytes]]:
        named = {name for name, _ in self._said} | (set() if kept else {b"cache-control"})
        theirs = [(name, value) for name, value in headers if name.lower() not in named]
        return [*theirs, *self._said, *([] if kept else [(b"cache-control", b"no-store")])]
