"""The sides of a network: the municipalities' looks after venues, the county's after distributors. Pure."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Side(StrEnum):
    """Of which side an office is, and which side looks after a partner; only an office may be of both."""

    MUNICIPALITY = "municipality"
    COUNTY = "county"
    BOTH = "both"


SIDES: Final = (Side.MUNICIPALITY, Side.COUNTY)
_BY_KIND: Final[Mapping[str, Side]] = MappingProxyType(
    {"venue": Side.MUNICIPALITY, "distributor": Side.COUNTY}
)


def side_of(kind: str, chosen: str | None) -> Side:
    """The side that looks after a partner of a kind: the one that was chosen for it, else its kind's."""
    return Side(chosen) if chosen else _BY_KIND[kind]


def has_side(own: str | None, side: Side) -> bool:
    """Whether an office of a side, or of both, belongs to this one."""
    return own in {side, Side.BOTH}
