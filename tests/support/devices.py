"""The screens people have: a small phone, an upright tablet, an office desk."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Device:
    """A screen in CSS pixels, and how it is touched."""

    name: str
    width: int
    height: int
    scale: float = 1
    is_touched: bool = False


PHONE = Device("phone", 360, 800, scale=2, is_touched=True)
TABLET = Device("tablet", 820, 1180, scale=1, is_touched=True)
DESK = Device("desk", 1280, 800)
NARROW = Device("narrow", 320, 640)
"""The narrowest there is: also a desk's screen enlarged four times."""
DEVICES = (PHONE, TABLET, DESK)
COUNTERS = (
    Device("smallest", 320, 568),
    Device("short", 360, 650),
    Device("phone", 360, 800),
    Device("phone with its bars", 390, 664),
    Device("large phone", 412, 732),
    Device("phone on its side", 800, 360),
    Device("tablet", 820, 1180),
    Device("desk", 1280, 800),
)
"""What stands on counters."""
