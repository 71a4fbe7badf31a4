"""When people go where: days of the week, months, opening hours and families, by kind of venue. Pure."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from webapp.core.partners.models import VenueKind

K = VenueKind
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Likelihoods from 0 to 1, by weekday from Monday and month from January; hours of arrival; families."""

    week: tuple[float, ...]
    months: tuple[float, ...]
    hours: tuple[float, float]
    weekend_hours: tuple[float, float]
    families: float

    def likelihood(self, day: date) -> float:
        """How likely a visit is on this day; 0 where it is closed."""
        return self.week[day.weekday()] * self.months[day.month - 1]

    def minutes(self, day: date, rng: random.Random) -> float:
        """A minute of arrival, from midnight."""
        first, last = self.weekend_hours if day.weekday() >= _SATURDAY else self.hours
        return 60 * (first + (last - first) * rng.random())


_ALL_YEAR = (1.0, 1.0, 1.0, 0.9, 0.8, 0.7, 0.8, 0.8, 0.9, 1.0, 1.0, 0.8)
_SEASON = (0.9, 1.0, 1.0, 0.9, 0.6, 0.0, 0.0, 0.2, 0.8, 1.0, 1.0, 0.9)
_SUMMER = (0.0, 0.0, 0.0, 0.0, 0.0, 0.7, 1.0, 0.6, 0.0, 0.0, 0.0, 0.0)
_TERMS = (1.0, 0.4, 0.2, 0.1, 0.0, 0.0, 0.0, 0.8, 1.0, 0.3, 0.1, 0.0)
_WINTER = (1.0, 1.0, 0.9, 0.4, 0.0, 0.0, 0.0, 0.1, 0.8, 1.0, 1.0, 0.9)
_POOL = (1.0, 1.0, 0.95, 0.85, 0.7, 0.45, 0.2, 0.6, 0.85, 0.95, 1.0, 0.75)
_OUTDOORS = (0.3, 0.4, 0.6, 0.5, 0.7, 0.9, 1.0, 0.9, 0.8, 0.5, 0.3, 0.2)
_DAILY = (0.95, 1.0, 0.95, 1.0, 0.85, 0.75, 0.7)
_NOT_MONDAY = (0.0, 0.6, 0.7, 0.6, 0.7, 1.0, 0.95)
_EVENINGS = (0.0, 0.2, 0.5, 0.6, 0.9, 1.0, 0.3)
_WORKDAYS = (1.0, 1.0, 1.0, 0.9, 0.4, 0.1, 0.0)
_GAME_DAYS = (0.0, 0.5, 0.7, 0.1, 0.8, 1.0, 0.2)

RHYTHMS: Mapping[VenueKind, Rhythm] = MappingProxyType(
    {
        K.SWIMMING_HALL: Rhythm(_DAILY, _POOL, (6.5, 20), (10, 17), 0.4),
        K.GYM: Rhythm(_DAILY, _ALL_YEAR, (7, 20), (10, 17), 0.0),
        K.MUSEUM: Rhythm(_NOT_MONDAY, _ALL_YEAR, (11, 17), (11, 16), 0.6),
        K.EXHIBITION: Rhythm(_NOT_MONDAY, _ALL_YEAR, (10, 17), (11, 17), 0.7),
        K.THEATRE: Rhythm(_EVENINGS, _SEASON, (18, 19), (13, 19), 0.25),
        K.CONCERT: Rhythm(_EVENINGS, _SEASON, (18, 19), (15, 19), 0.15),
        K.DANCE: Rhythm(_EVENINGS, _SEASON, (18, 19), (14, 18), 0.3),
        K.CULTURE_HOUSE: Rhythm((0.3, 0.5, 0.7, 0.7, 0.8, 1.0, 0.6), _ALL_YEAR, (12, 19), (12, 18), 0.4),
        K.CINEMA: Rhythm((0.3, 0.4, 0.5, 0.5, 0.9, 1.0, 0.9), _ALL_YEAR, (15, 20.5), (13, 20.5), 0.55),
        K.FESTIVAL: Rhythm((0.0, 0.1, 0.4, 0.7, 0.9, 1.0, 0.6), _SUMMER, (12, 20), (11, 20), 0.3),
        K.SUMMER_THEATRE: Rhythm((0.0, 0.6, 0.7, 0.7, 0.6, 0.9, 1.0), _SUMMER, (17, 18.5), (13, 18), 0.5),
        K.COLLEGE: Rhythm(_WORKDAYS, _TERMS, (9, 18), (10, 13), 0.0),
        K.MATCHES: Rhythm(_GAME_DAYS, _WINTER, (17.5, 19), (15, 17.5), 0.5),
        K.MOTOR_SPORTS: Rhythm(_GAME_DAYS, _SUMMER, (17, 18), (10, 14), 0.4),
        K.NATURE: Rhythm((0.6, 0.6, 0.6, 0.6, 0.7, 1.0, 1.0), _OUTDOORS, (10, 16), (10, 16), 0.5),
        K.LIBRARY: Rhythm((1.0, 1.0, 1.0, 1.0, 0.7, 0.4, 0.0), _ALL_YEAR, (10, 18.5), (10, 14.5), 0.1),
    }
)


def closed_days(year: int) -> frozenset[date]:
    """New Year, Good Friday, Easter, May Day, Midsummer, Independence Day, Christmas: nothing is open."""
    easter = _easter(year)
    first = date(year, 6, 20)
    midsummer = first + timedelta(days=(_SATURDAY - first.weekday()) % 7)
    return frozenset({
        date(year, 1, 1), easter - timedelta(days=2), easter, date(year, 5, 1),
        midsummer - timedelta(days=1), midsummer, date(year, 12, 6),
        date(year, 12, 24), date(year, 12, 25), date(year, 12, 26),
    })  # fmt: skip


def _easter(year: int) -> date:
    # The anonymous Gregorian algorithm, as Meeus gives it (Astronomical Algorithms, 1991).
    century, of_century = divmod(year, 100)
    golden = year % 19
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - moon - of_century % 4) % 7
    correction = (golden + 11 * moon + 22 * sunday) // 451
    month, day = divmod(moon + sunday - 7 * correction + 114, 31)
    return date(year, month, day + 1)


def open_days(first: date, last: date) -> list[date]:
    """Every day from the first to the last on which anything is open."""
    closed = frozenset[date]().union(*(closed_days(year) for year in range(first.year, last.year + 1)))
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [day for day in days if day not in closed]
