"""Which machines may be asked: those of the public internet, by a table of our own.

Python's ``is_global`` takes several of these for public (docs/decisions/0070). The table is the
registries of special-purpose addresses of IANA, and what clouds keep for themselves.
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

CLOSED_4 = tuple(
    map(
        IPv4Network,
        (
            "0.0.0.0/8",  # this network
            "10.0.0.0/8",  # private
            "100.64.0.0/10",  # behind a provider's translator
            "127.0.0.0/8",  # this machine
            "168.63.129.16/32",  # a cloud's own services
            "169.254.0.0/16",  # the link; metadata of clouds
            "172.16.0.0/12",  # private
            "192.0.0.0/24",  # protocols
            "192.0.2.0/24",  # documentation
            "192.31.196.0/24",  # AS112
            "192.52.193.0/24",  # tunnels of multicast
            "192.88.99.0/24",  # relays of 6to4
            "192.168.0.0/16",  # private
            "192.175.48.0/24",  # AS112
            "198.18.0.0/15",  # measuring
            "198.51.100.0/24",  # documentation
            "203.0.113.0/24",  # documentation
            "224.0.0.0/4",  # multicast
            "240.0.0.0/4",  # reserved, and broadcast
        ),
    )
)
OPEN_6 = IPv6Network("2000::/3")  # all that is handed out; nothing outside is asked
CLOSED_6 = tuple(
    map(
        IPv6Network,
        (
            "2001::/23",  # protocols, Teredo
            "2001:db8::/32",  # documentation
            "2002::/16",  # 6to4
            "2620:4f:8000::/48",  # AS112
            "3fff::/20",  # documentation
        ),
    )
)
NAT64 = IPv6Network("64:ff9b::/96")  # how a network without IPv4 reaches it


def is_public(address: str) -> bool:
    """Say whether everybody could reach this address; what is no plain address is not public."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    return _open_4(found) if isinstance(found, IPv4Address) else _open_6(found)


def _open_4(address: IPv4Address) -> bool:
    return not any(address in network for network in CLOSED_4)


def _open_6(address: IPv6Address) -> bool:
    if address.scope_id is not None:
        return False
    if address.ipv4_mapped is not None:
        return _open_4(address.ipv4_mapped)
    if address in NAT64:
        return _open_4(IPv4Address(int(address) & 0xFFFF_FFFF))
    return address in OPEN_6 and not any(address in network for network in CLOSED_6)
