"""Tell public IP addresses from private ones, by a list of our own.

Python's tables differ from version to version: Python 3.11.7 takes 192.0.0.192 for public.

Sources: IANA's registries of special-purpose addresses for IPv4 and IPv6 (RFC 6890), as of 9
October 2025, where a block counts as private unless the registry calls it globally reachable;
https://www.iana.org/assignments/iana-ipv4-special-registry and iana-ipv6-special-registry. Blocks
inside of 192.0.0.0/24 and 2001::/23 are private even then: they are for infrastructure, and nobody
serves files from them.
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from typing import Final, TypeAlias

IP: TypeAlias = IPv4Address | IPv6Address

PRIVATE_IPV4: Final = tuple(
    map(
        IPv4Network,
        (
            "0.0.0.0/8",  # this network
            "10.0.0.0/8",  # private
            "100.64.0.0/10",  # carriers' own; 100.100.100.200 is Alibaba's metadata
            "127.0.0.0/8",  # loopback
            "168.63.129.16/32",  # in no registry: the host of each machine at Azure
            "169.254.0.0/16",  # link-local; 169.254.169.254 is the metadata of most clouds
            "172.16.0.0/12",  # private
            "192.0.0.0/24",  # protocol assignments; 192.0.0.192 was Oracle's metadata
            "192.0.2.0/24",  # documentation
            "192.88.99.0/24",  # relays of 6to4, which are gone
            "192.168.0.0/16",  # private
            "198.18.0.0/15",  # benchmarks
            "198.51.100.0/24",  # documentation
            "203.0.113.0/24",  # documentation
            "224.0.0.0/4",  # multicast
            "240.0.0.0/4",  # reserved, and broadcast
        ),
    )
)

PUBLIC_IPV6: Final = IPv6Network("2000::/3")
"""The part of IPv6 that is assigned; loopback, link-local and private ranges are elsewhere."""

PRIVATE_IPV6: Final = tuple(
    map(
        IPv6Network,
        (
            "2001::/23",  # protocol assignments, and Teredo
            "2001:db8::/32",  # documentation
            "3fff::/20",  # documentation
        ),
    )
)
"""Private ranges inside of `PUBLIC_IPV6`."""

# Ranges with an IPv4 address in their last 32 bits. NAT64 is how a network without IPv4 reaches it.
_MAPPED: Final = IPv6Network("::ffff:0:0/96")
_NAT64: Final = IPv6Network("64:ff9b::/96")
_6TO4: Final = IPv6Network("2002::/16")
_ISATAP: Final = frozenset({0x0000_5EFE, 0x0200_5EFE})  # the 32 bits before the IPv4 address


def is_public(address: IP) -> bool:
    """Tell whether everyone can reach `address`, and the IPv4 address inside it."""
    if isinstance(address, IPv4Address):
        return not any(address in network for network in PRIVATE_IPV4)
    inner = _inner(address)
    if address in _MAPPED or address in _NAT64:
        return is_public(inner)
    if address not in PUBLIC_IPV6 or any(address in network for network in PRIVATE_IPV6):
        return False
    if address in _6TO4:
        return is_public(IPv4Address(int(address) >> 80 & 0xFFFF_FFFF))
    return int(address) >> 32 & 0xFFFF_FFFF not in _ISATAP or is_public(inner)


def _inner(address: IPv6Address) -> IPv4Address:
    return IPv4Address(int(address) & 0xFFFF_FFFF)
