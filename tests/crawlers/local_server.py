"""A publisher on the loopback, as polite or as hostile as a test wants: it stops by itself, whatever happens."""

import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

LIFETIME = 240  # seconds: a server that a failing test left behind ends by itself
DRIPS = 600


@dataclass(frozen=True)
class Asked:
    """One request, as it arrived."""

    path: str
    at: float
    headers: dict[str, str]
    body: bytes = b""
    """Of a POST."""


Route = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Site:
    """Routes by path (with its query, else without), and what was asked."""

    port: int = 0
    routes: dict[str, Route] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)

    @property
    def root(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def paths(self) -> list[str]:
        """What was asked beside robots.txt, in order."""
        return [one.path for one in self.asked if one.path != "/robots.txt"]

    def serve(self, path: str, body: bytes | str, kind: str = "text/html", status: int = 200, **headers: str) -> None:
        self.routes[path] = answer(body, kind, status, **headers)

    def find(self, path: str) -> Route | None:
        return self.routes.get(path) or self.routes.get(urlsplit(path).path) or self.routes.get("*")


def answer(body: bytes | str, kind: str = "text/html", status: int = 200, **headers: str) -> Route:
    """A plain answer; a header's name is written with _ for -. With an ETag, « not modified » is said to who knows it."""
    content = body.encode() if isinstance(body, str) else body
    stated = {name.replace("_", "-"): value for name, value in headers.items()}

    def route(handler: BaseHTTPRequestHandler) -> None:
        known = handler.headers.get("If-None-Match") or handler.headers.get("If-Modified-Since")
        marks = {stated.get("ETag"), stated.get("Last-Modified")} - {None}
        same = bool(known and known in marks)
        send(handler, b"" if same else content, kind, 304 if same else status, stated)

    return route


def send(handler: BaseHTTPRequestHandler, body: bytes, kind: str, status: int, headers: dict[str, str]) -> None:
    handler.send_response(status)
    for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **headers}.items():
        handler.send_header(name, value)
    handler.end_headers()
    if handler.command != "HEAD":
        handler.wfile.write(body)


def in_turn(*routes: Route) -> Route:
    """The first request gets the first answer, and so on; the last one stays."""
    left = list(routes)

    def route(handler: BaseHTTPRequestHandler) -> None:
        (left.pop(0) if len(left) > 1 else left[0])(handler)

    return route


def redirect(to: str, status: int = 302) -> Route:
    return answer("", status=status, Location=to)


def cut(body: bytes, kind: str = "application/json", **headers: str) -> Route:
    """Half of what the header announces, then silence."""

    def route(handler: BaseHTTPRequestHandler) -> None:
        send(handler, body[: len(body) // 2], kind, 200, {"Content-Length": str(len(body)), **headers})
        handler.close_connection = True

    return route


def endless(piece: bytes = b" " * 65_536, pause: float = 0.0, kind: str = "application/json") -> Route:
    """A body without an end and without a length."""

    def route(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", kind)
        handler.send_header("Connection", "close")
        handler.end_headers()
        handler.close_connection = True
        for _ in range(DRIPS if pause else 100_000):
            handler.wfile.write(piece)
            handler.wfile.flush()
            if pause:
                time.sleep(pause)

    return route


def announced(length: int, kind: str = "application/json") -> Route:
    """A Content-Length that nobody could hold."""

    def route(handler: BaseHTTPRequestHandler) -> None:
        send(handler, b"[", kind, 200, {"Content-Length": str(length)})
        handler.close_connection = True
        time.sleep(1)

    return route


def silent(seconds: float) -> Route:
    def route(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(seconds)
        handler.close_connection = True

    return route


@contextmanager
def running(site: Site, address: str = "127.0.0.1", tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    """Serve until the end of the block, or of LIFETIME."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 20

        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            site.asked.append(Asked(self.path, time.monotonic(), dict(self.headers.items()), body))
            route = site.find(self.path) or answer("not here", status=404)
            try:
                route(self)
            except (ConnectionError, TimeoutError):
                self.close_connection = True  # the client had enough

        do_HEAD = do_POST = do_GET  # noqa: N815

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer((address, 0), Handler)
    server.daemon_threads = True
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    site.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    alarm = threading.Timer(LIFETIME, server.shutdown)
    alarm.daemon = True
    alarm.start()
    try:
        yield site
    finally:
        alarm.cancel()
        server.shutdown()
        server.server_close()
