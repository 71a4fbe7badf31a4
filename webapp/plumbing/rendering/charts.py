"""Figures as pictures: the geometry of a bar chart, so that a template only draws. No colours here."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from webapp.core.statistics.results import Persons, UsesOfMonth

HEIGHT: Final = 100
"""Of the plot, in its own units; CSS gives it its size."""
STEP: Final = 10
"""From one bar's left edge to the next one's, in the same units."""
_MARGIN: Final = 1.6
_BAR: Final = STEP - 2 * _MARGIN
_FEWEST_TICKS: Final = 4
_ROUND_STEPS: Final = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True, slots=True)
class MonthBar:
    """One month: children stand on adults. Lengths in the plot's units, from its top."""

    month: date
    persons: Persons
    x: float
    adults_y: float
    adults_height: float
    children_y: float
    children_height: float


@dataclass(frozen=True, slots=True)
class MonthChart:
    """A chart of months. `ticks` from the highest down to 0, evenly apart."""

    bars: tuple[MonthBar, ...]
    ticks: tuple[int, ...]
    width: int
    bar_width: float = _BAR
    height: int = HEIGHT

    @property
    def busiest(self) -> MonthBar | None:
        """The month with most persons; None where nobody came at all."""
        best = max(self.bars, key=lambda bar: bar.persons.total, default=None)
        return best if best and best.persons.total else None


def month_chart(months: Sequence[UsesOfMonth]) -> MonthChart:
    """Bars for these months, as high as a round number above the busiest."""
    ticks = _ticks(max((one.persons.total for one in months), default=0))
    bars = tuple(_bar(index, one, top=ticks[0]) for index, one in enumerate(months))
    return MonthChart(bars, ticks, width=STEP * len(months))


def _bar(index: int, one: UsesOfMonth, *, top: int) -> MonthBar:
    adults = round(HEIGHT * one.persons.adults / top, 2)
    children = round(HEIGHT * one.persons.children / top, 2)
    return MonthBar(
        month=one.month,
        persons=one.persons,
        x=round(index * STEP + _MARGIN, 2),
        adults_y=round(HEIGHT - adults, 2),
        adults_height=adults,
        children_y=round(HEIGHT - adults - children, 2),
        children_height=children,
    )


def _ticks(highest: int) -> tuple[int, ...]:
    raw = max(highest, 1) / _FEWEST_TICKS
    magnitude = 10 ** math.floor(math.log10(raw))
    step = max(1, math.ceil(next(one * magnitude for one in _ROUND_STEPS if one * magnitude >= raw)))
    return tuple(range(step * max(1, math.ceil(highest / step)), -1, -step))
