"""The addresses of this machine in its own network, and which of its ports are free."""

import socket
import sys
from collections.abc import Sequence
from ipaddress import IPv4Address

import psutil

PORTS = range(27_137, 27_237)  # beside the usual one of MongoDB, which may be another server's
_ELSEWHERE = ("198.51.100.1", 9)  # nobody's (RFC 5737)


def lan_addresses() -> tuple[str, ...]:
    """Return where other machines of the same network reach this one; nothing of the internet."""
    is_up = {name: stats.isup for name, stats in psutil.net_if_stats().items()}
    found = [
        entry.address
        for name, entries in psutil.net_if_addrs().items()
        for entry in entries
        if entry.family == socket.AF_INET and is_up.get(name) and _is_local(entry.address)
    ]
    first = _address_of_the_way_out()
    return tuple(sorted(dict.fromkeys(found), key=lambda address: address != first))


def _address_of_the_way_out() -> str:
    """Return the address of the network that this machine uses most: that of its router, or ""."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(_ELSEWHERE)  # of a datagram nothing is sent by that
        except OSError:
            return ""
        return str(probe.getsockname()[0])


def _is_local(text: str) -> bool:
    address = IPv4Address(text)
    return address.is_private and not (address.is_loopback or address.is_link_local)


def can_listen(address: str, port: int) -> bool:
    """Whether this port of this address is free for a server of ours."""
    with socket.socket() as probe:
        if sys.platform != "win32":
            # As the server itself does: what a server just ended has left behind is no hindrance.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError:
            return False
        return True


def free_port(addresses: Sequence[str], before: int | None = None) -> int | None:
    """Return the first port that is free on all of these addresses, None where there is none.

    The one before, if there was one, is looked at first.
    """
    ports = PORTS if before is None else (before, *PORTS)
    free = (port for port in ports if all(can_listen(address, port) for address in addresses))
    return next(free, None)
