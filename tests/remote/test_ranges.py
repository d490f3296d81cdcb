"""Which addresses a request may go to: each range by its ends, and what is beside it."""

from ipaddress import ip_address, ip_network

import pytest

from feedpub.remote._ranges import is_public

# IANA's special-purpose registries, and what clouds use: written down once more, on purpose.
RANGES = """
    0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 168.63.129.16/32 169.254.0.0/16 172.16.0.0/12
    192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24
    203.0.113.0/24 224.0.0.0/3
    ::/3 2001::/23 2001:db8::/32 3fff::/20 4000::/2 8000::/1
""".split()
IPV4 = [text for text in RANGES if ":" not in text]

CLOUDS = """
    169.254.169.254 169.254.170.2 169.254.169.253 169.254.0.23 100.100.100.200 192.0.0.192
    168.63.129.16 fd00:ec2::254 fd20:ce::254 fd00:c1::a9fe:a9fe fe80::a9fe:a9fe
""".split()

PUBLIC = """
    1.1.1.1 93.184.215.14 128.0.0.1 192.175.48.1 192.31.196.1
    2606:4700:4700::1111 2a00::1 2620:4f:8000::1
""".split()


def as_ipv6(text: str) -> dict[str, str]:
    """Return the ways to write an IPv4 address as one of IPv6, by their names."""
    number = int(ip_address(text))
    high, low = f"{number >> 16:x}", f"{number & 0xFFFF:x}"
    return {
        "mapped": f"::ffff:{text}",
        "NAT64": f"64:ff9b::{text}",
        "6to4": f"2002:{high}:{low}::1",
        "ISATAP": f"2606:4700::5efe:{high}:{low}",
        "ISATAP of a public address": f"2606:4700::200:5efe:{high}:{low}",
    }


@pytest.mark.parametrize("text", RANGES)
def test_a_range_is_private_from_its_first_address_to_its_last(text: str) -> None:
    network = ip_network(text)
    for address in (network[0], network[network.num_addresses // 2], network[-1]):
        assert not is_public(address)


@pytest.mark.parametrize("text", RANGES)
def test_what_is_beside_a_range_is_public(text: str) -> None:
    network = ip_network(text)
    first, last = int(network[0]), int(network[-1])
    kind = type(network[0])
    beside = [first - 1] * (first > 0) + [last + 1] * (last < 2**network.max_prefixlen - 1)
    for number in beside:
        if not any(kind(number) in ip_network(other) for other in RANGES):
            assert is_public(kind(number))


def test_each_side_of_a_range_is_tried() -> None:
    """But those where two ranges meet, and the ends of all addresses."""
    sides = [
        number
        for network in map(ip_network, IPV4)
        for number in (int(network[0]) - 1, int(network[-1]) + 1)
        if 0 <= number < 2**32
        if not any(ip_address(number) in ip_network(other) for other in IPV4)
    ]
    assert len(sides) == 2 * len(IPV4) - 2


@pytest.mark.parametrize("address", CLOUDS)
def test_what_clouds_have_for_their_machines_alone_is_private(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("text", [text for text in PUBLIC if ":" not in text])
@pytest.mark.parametrize("way", as_ipv6("1.1.1.1"))
def test_an_ipv4_address_in_one_of_ipv6_is_what_counts(way: str, text: str) -> None:
    assert is_public(ip_address(as_ipv6(text)[way]))
    for private in IPV4:
        for inner in (ip_network(private)[0], ip_network(private)[-1]):
            assert not is_public(ip_address(as_ipv6(str(inner))[way])), (way, inner)


@pytest.mark.parametrize(
    "address",
    """
    ::127.0.0.1 ::ffff:0:127.0.0.1 ::ffff:0:1.1.1.1 64:ff9b:1::1.1.1.1
    2001:0:4136:e378:8000:63bf:3fff:fdd2
    fe80::1%1 fec0::1 ff02::1 100::1 100:0:0:1::1 5f00::1 fc00::1
    """.split(),
)
def test_other_forms_are_private_whatever_is_in_them(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", PUBLIC)
def test_what_everyone_can_reach_is_public(address: str) -> None:
    assert is_public(ip_address(address))
