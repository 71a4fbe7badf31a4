"""From what kind of device, and from about where, something is done: plumbing says it, core keeps it."""

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Final

_IPV4_BITS, _IPV6_BITS = 24, 48
"""An office or a neighbourhood, not one connection."""


class DeviceType(StrEnum):
    """The kind of a device, and nothing finer: a browser's own words tell one person's phone from others."""

    PHONE = "phone"
    TABLET = "tablet"
    COMPUTER = "computer"


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What stands beside an act of staff, or of somebody who tries to be one of them."""

    device_type: DeviceType
    origin: str


def shortened_origin(address: str) -> str:
    """The network of an address, /24 of IPv4 and /48 of IPv6; nothing for what is no address."""
    try:
        found = ip_address(address)
    except ValueError:
        return ""
    if isinstance(found, IPv6Address) and found.ipv4_mapped is not None:
        found = found.ipv4_mapped
    bits = _IPV4_BITS if isinstance(found, IPv4Address) else _IPV6_BITS
    return str(ip_network((found, bits), strict=False))


def _of_nobody() -> Circumstances | None:
    return None


ASKED: Final[ContextVar[Callable[[], Circumstances | None]]] = ContextVar("asked", default=_of_nobody)
"""Asked only when something is written: most requests write nothing to the log."""
