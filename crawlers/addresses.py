"""Which network addresses a crawl may talk to: public ones; nothing of this machine, nor of its neighbourhood."""

import ipaddress
import socket
import unicodedata

# Addresses of the IPv4 internet written as IPv6 by a translating gateway (RFC 6052).
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
# Tunnels that carry an IPv4 address inside: no publisher serves from them, and they could hide a private one.
_TUNNELS = (ipaddress.ip_network("2002::/16"), ipaddress.ip_network("2001::/32"))
_FULL_STOPS = str.maketrans("。．｡", "...")


def is_public(text: str) -> bool:
    """True for an address of the public internet; False for a private, loopback, link-local, reserved or unreadable one."""
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return is_public(str(address.ipv4_mapped))
        if address in _NAT64:
            return is_public(str(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)))
        if any(address in tunnel for tunnel in _TUNNELS):
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved)


def numeric_address(host: str) -> str | None:
    """The address that a host name spells in figures (dotted, decimal, octal, hexadecimal, shortened), or None for a name."""
    plain = unicodedata.normalize("NFKC", host).translate(_FULL_STOPS).strip("[]").rstrip(".")
    try:
        return str(ipaddress.ip_address(plain))
    except ValueError:
        pass
    if not plain or plain[-1] not in "0123456789abcdefABCDEFxX" or not plain[0].isdigit():
        return None
    try:
        return socket.inet_ntoa(socket.inet_aton(plain))
    except (OSError, UnicodeEncodeError):
        return None
