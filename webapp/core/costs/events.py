"""The events of populations and yearly costs."""

from dataclasses import dataclass
from typing import ClassVar

from webapp.core.audit.events import Event


@dataclass(frozen=True, slots=True)
class PopulationsKept(Event):
    """The national office wrote how many persons live in municipalities in a year."""

    is_of_networks: ClassVar[bool] = False
    year: int
    municipalities: int


@dataclass(frozen=True, slots=True)
class CostYearWritten(Event):
    """The national office wrote a year's sum and how it is shared."""

    is_of_networks: ClassVar[bool] = False
    year: int


@dataclass(frozen=True, slots=True)
class CostYearSettled(Event):
    """The national office settled a year's shares: they change no more."""

    is_of_networks: ClassVar[bool] = False
    year: int
    payers: int


@dataclass(frozen=True, slots=True)
class CostSharesDownloaded(Event):
    """The national office downloaded everybody's share of a year."""

    is_of_networks: ClassVar[bool] = False
    year: int
    payers: int


@dataclass(frozen=True, slots=True)
class CostLetterDownloaded(Event):
    """The national office downloaded the letter of one payer."""

    is_of_networks: ClassVar[bool] = False
    year: int
    payer_code: str
    """Of the municipality or the county."""
