"""A crawl talks to public addresses of declared hosts, however an address is written and whatever a name resolves to."""

import ipaddress
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from local_server import Site, redirect, running

from crawlers.addresses import is_public, numeric_address
from crawlers.network import LOCAL_ADDRESSES, PublicResolver, _PublicOnly
from kb.sources.sites import site_of

if TYPE_CHECKING:
    from conftest import Live

PRIVATE = [
    "127.0.0.1", "127.9.9.9", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
    "224.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "240.0.0.1", "::1", "::", "fe80::1", "fe80::1%eth0",
    "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "2002:7f00:1::",
    "2001:0:5ef5:79fd::1", "2001:db8::1", "::7f00:1", "not an address", "",
]  # fmt: skip
PUBLIC = ["1.1.1.1", "93.184.215.14", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"]


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_that_is_not_public_is_seen(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_passes(address: str) -> None:
    assert is_public(address)


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_is_judged_alike_in_its_ipv6_clothes(address: ipaddress.IPv4Address) -> None:
    assert is_public(f"::ffff:{address}") == is_public(str(address))
    assert is_public(str(ipaddress.IPv6Address(int(ipaddress.IPv6Address("64:ff9b::")) + int(address)))) == is_public(
        str(address)
    )


@given(st.ip_addresses(v=4))
def test_an_address_is_recognised_however_it_is_spelt(address: ipaddress.IPv4Address) -> None:
    number, parts = int(address), str(address).split(".")
    spelt = [str(number), hex(number), f"0{number:o}", ".".join(f"0{int(part):o}" for part in parts)]
    spelt += [".".join(map(hex, map(int, parts))), f"{parts[0]}.{number & 0xFFFFFF}", str(address).replace(".", "。")]
    spelt += ["".join(chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in str(address)), f"{address}."]
    assert {numeric_address(one) for one in spelt} == {str(address)}


@pytest.mark.parametrize(
    "name", ["example.org", "who.int", "0x.example", "a1", "1a.example", "", "localhost", "xn--e1afmkfd"]
)
def test_a_name_is_no_address(name: str) -> None:
    assert numeric_address(name) is None


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://Example.ORG/a", "example.org"), ("https://example.org:443/", "example.org"), ("http://example.org.:80", "example.org"),
        ("http://example.org:8080/x", "example.org:8080"), ("https://example.org:80/", "example.org:80"),
    ],
)  # fmt: skip
def test_a_site_is_a_host_and_its_unusual_port(url: str, site: str) -> None:
    assert site_of(url) == site


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/",
        "file:///etc/passwd",
        "https://",
        "https://user:secret@example.org/",
        "https://@example.org",
        "x",
        "http://a:b/",
    ],
)
def test_anything_but_a_plain_web_address_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r"http|user|[Pp]ort"):
        site_of(url)


class Receiver:
    """Twisted's end of a resolution."""

    def __init__(self) -> None:
        self.got: list[str] = []

    def addressResolved(self, address: Any) -> None:  # noqa: N802
        self.got.append(address.host)


class At:
    def __init__(self, host: str) -> None:
        self.host = host


def test_a_name_that_changes_its_mind_gains_nothing() -> None:
    """DNS rebinding: what is connected to is what passed here, at every resolution anew."""
    resolver = PublicResolver.__new__(PublicResolver)
    for host in ("93.184.215.14", "127.0.0.1"):
        receiver = Receiver()
        _PublicOnly(receiver, "rebinding.example", resolver).addressResolved(At(host))
        assert receiver.got == ([host] if is_public(host) else [])
    assert PublicResolver.refused.pop("rebinding.example") == "127.0.0.1"


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1", "127.1", "2130706433", "0x7f000001", "[::1]", "[::ffff:127.0.0.1]"]
)
def test_nothing_is_lent_outside_tests(live: "Live", host: str) -> None:
    """A definition that names this machine, however it is spelt: not one request arrives."""
    live.settings[LOCAL_ADDRESSES] = []
    live.who_gho(data_url=f"http://{host}:{live.site.port}/api/")
    told = live.crawl("who_gho", "--limit", 1)
    assert (told.returncode, told.run["outcome"]) == (1, "blocked"), told
    assert "n’est pas une adresse publique" in told.run["reason"]
    assert live.site.asked == []


@pytest.mark.parametrize("name", ["RECOUPE_LOCAL_ADDRESSES", "SCRAPY_RECOUPE_LOCAL_ADDRESSES"])
def test_no_variable_lends_a_private_address(live: "Live", name: str) -> None:
    live.settings.pop(LOCAL_ADDRESSES)
    live.who_gho()
    live.base = live.base.having(**{name: "127.0.0.1"})
    assert live.crawl("who_gho", "--limit", 1).run["outcome"] == "blocked"
    assert live.site.asked == []


def test_a_redirect_to_a_declared_host_that_turns_out_private_is_refused(live: "Live") -> None:
    with running(Site(), "127.0.0.2") as other:
        live.who_gho(hosts=[f"localhost:{other.port}", f"127.0.0.2:{other.port}"])
        live.settings[LOCAL_ADDRESSES] = ["127.0.0.1"]
        live.site.routes["/api/Indicator"] = redirect(f"http://127.0.0.2:{other.port}/secret")
        run = live.crawl("who_gho", "--limit", 1).run
        assert (run["outcome"], other.asked) == ("blocked", [])
        assert "127.0.0.2" in run["reason"]


def test_a_proxy_of_the_environment_is_not_used(live: "Live") -> None:
    """A proxy would resolve names where we cannot see to what."""
    with running(Site()) as proxy:
        live.base = live.base.having(http_proxy=proxy.root, HTTP_PROXY=proxy.root, all_proxy=proxy.root)
        live.who_gho()
        live.crawl("who_gho", "--limit", 1)
        assert proxy.asked == []
        assert live.site.asked != []
