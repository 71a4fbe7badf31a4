"""How a year's sum is shared by population, to the cent. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from webapp.core.costs.reasons import CostRefusal
from webapp.core.errors import RefusedError

_EUROS: Final = re.compile(r"(\d{1,7})(?:[.,](\d{1,2}))?", re.ASCII)
_WHOLE_PERCENT: Final = 100
FIRST_YEAR: Final = 2015
LAST_YEAR: Final = 2100


class PayerKind(StrEnum):
    """Who pays."""

    MUNICIPALITY = "municipality"
    COUNTY = "county"


@dataclass(frozen=True, slots=True)
class CostRule:
    """A year's sum and how it is shared.

    The municipalities pay their percent of it and the counties the rest, each by the persons who live in the
    municipalities that take part; those of a municipality on trial count for the trial's percent.
    """

    sum_cents: int
    municipal_percent: int = 50
    trial_percent: int = 100


@dataclass(frozen=True, slots=True)
class Member:
    """A municipality that takes part, its county if it has one, and the persons who live in it."""

    code: str
    county_code: str | None
    persons: int
    is_on_trial: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """What a municipality or a county pays, and for how many persons."""

    kind: PayerKind
    code: str
    persons: int
    cents: int


def shares_of(rule: CostRule, members: Sequence[Member]) -> list[Share]:
    """The share of every municipality and county; together they are the sum.

    Raises:
        RefusedError: NOBODY_PAYS.
    """
    counties: dict[str, list[Member]] = {}
    for one in members:
        if one.county_code is not None:
            counties.setdefault(one.county_code, []).append(one)
    of_municipalities = [_weight(rule, [one]) for one in members]
    of_counties = [_weight(rule, inside) for inside in counties.values()]
    municipal_part = rule.sum_cents * rule.municipal_percent // _WHOLE_PERCENT
    if not any(of_counties):
        municipal_part = rule.sum_cents
    elif not any(of_municipalities):
        municipal_part = 0
    municipal = share_out(municipal_part, of_municipalities)
    county = share_out(rule.sum_cents - municipal_part, of_counties)
    return [
        *(
            Share(PayerKind.MUNICIPALITY, one.code, one.persons, cents)
            for one, cents in zip(members, municipal, strict=True)
        ),
        *(
            Share(PayerKind.COUNTY, code, sum(one.persons for one in inside), cents)
            for (code, inside), cents in zip(counties.items(), county, strict=True)
        ),
    ]


def share_out(cents: int, weights: Sequence[int]) -> list[int]:
    """A sum by weights, each rounded down; the cents left over go to the largest remainders.

    Raises:
        RefusedError: NOBODY_PAYS.
    """
    whole = sum(weights)
    if not whole:
        if cents:
            raise RefusedError(CostRefusal.NOBODY_PAYS)
        return [0] * len(weights)
    shares = [cents * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda one: (-(cents * weights[one] % whole), one))
    for one in by_remainder[: cents - sum(shares)]:
        shares[one] += 1
    return shares


def _weight(rule: CostRule, members: Sequence[Member]) -> int:
    percent = {True: rule.trial_percent, False: _WHOLE_PERCENT}
    return sum(one.persons * percent[one.is_on_trial] for one in members)


def read_euros(typed: str, field: str) -> int:
    """Cents, of euros as they are typed: 29000, 29 000,50 or 29000.50.

    Raises:
        RefusedError: EUROS_WRONG.
    """
    found = _EUROS.fullmatch("".join(typed.split()).removesuffix("€"))
    if found is None:
        raise RefusedError(CostRefusal.EUROS_WRONG, field)
    return int(found[1]) * 100 + int((found[2] or "0").ljust(2, "0"))


def check_percent(percent: int, field: str) -> None:
    """From 0 to 100.

    Raises:
        RefusedError: PERCENT_WRONG.
    """
    if not 0 <= percent <= _WHOLE_PERCENT:
        raise RefusedError(CostRefusal.PERCENT_WRONG, field)
