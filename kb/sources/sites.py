"""What a site is: the host of an address, and its port where that is not the usual one."""

from urllib.parse import urlsplit

_USUAL_PORT = {"http": 80, "https": 443}


def site_of(url: str) -> str:
    """`example.org`, or `example.org:8080`, in lower case. Raises ValueError for anything but a plain http(s) address."""
    parts = urlsplit(url)
    if parts.scheme not in _USUAL_PORT or not parts.hostname:
        raise ValueError(f"{url!r} is no http(s) address")
    if parts.username is not None or parts.password is not None:
        raise ValueError(f"{url!r} carries a user name or a password")
    host = parts.hostname.rstrip(".")
    return host if parts.port in {None, _USUAL_PORT[parts.scheme]} else f"{host}:{parts.port}"
