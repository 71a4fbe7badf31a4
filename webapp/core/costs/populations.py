"""How many persons live where in a year: as the national office has written it, else as last known."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.core.accounts.actor import Actor
from webapp.core.accounts.acts import record_act
from webapp.core.accounts.roles import Permission
from webapp.core.alphabet import plain_letters
from webapp.core.costs.events import PopulationsKept
from webapp.core.costs.models import Population
from webapp.core.costs.reasons import CostRefusal
from webapp.core.errors import RefusedError
from webapp.core.names import by_name
from webapp.core.networks.models import Municipality
from webapp.core.tables.cells import Row
from webapp.core.tables.values import read_text, read_whole_number

_LINES_SHOWN: Final = 5


@dataclass(frozen=True, slots=True)
class PopulationOf:
    """A municipality and its persons; `year` is the one they were counted in."""

    municipality: Municipality
    persons: int
    year: int


def populations_in(session: Session, actor: Actor, year: int, *, language: str) -> Sequence[PopulationOf]:
    """Every municipality with its persons in a year, or in the last one before it that is known, by name.

    Raises:
        NotAllowedError: the actor may not do this.
    """
    actor.must(Permission.SHARE_COSTS)
    known = _known(session, year)
    municipalities = session.scalars(select(Municipality).order_by(by_name(Municipality, language)))
    return [
        PopulationOf(one, *known.get(one.code, (one.population, one.population_year)))
        for one in municipalities
    ]


def _known(session: Session, year: int) -> Mapping[str, tuple[int, int]]:
    latest = (
        select(Population.municipality_code, func.max(Population.year).label("year"))
        .where(Population.year <= year)
        .group_by(Population.municipality_code)
        .subquery()
    )
    rows = select(Population).join(
        latest,
        (latest.c.municipality_code == Population.municipality_code) & (latest.c.year == Population.year),
    )
    return {one.municipality_code: (one.persons, one.year) for one in session.scalars(rows)}


def populations_read(session: Session, rows: Iterable[Row], field: str) -> Mapping[str, int]:
    """Persons by municipality, of rows with its code or its name and a number; a heading may stand first.

    Raises:
        RefusedError: POPULATIONS_UNREADABLE, which names the rows, or POPULATIONS_EMPTY.
    """
    codes: dict[str, str] = {}
    for one in session.scalars(select(Municipality)):
        codes |= {plain_letters(name): one.code for name in one.name.values()} | {one.code: one.code}
    found: dict[str, int] = {}
    wrong: list[int] = []
    for index, row in enumerate(rows):
        try:
            name = read_text(row.cell(0), field)
            code = codes.get(name) or codes.get(name.zfill(3)) or codes.get(plain_letters(name))
            persons = read_whole_number(read_text(row.cell(1), field), field)
        except RefusedError:
            code, persons = None, 0
        if code is None or code in found:
            wrong += [row.number] if index or code else []
        else:
            found[code] = persons
    if wrong:
        lines = ", ".join(str(number) for number in wrong[:_LINES_SHOWN])
        raise RefusedError(CostRefusal.POPULATIONS_UNREADABLE, field, lines=lines, count=len(wrong))
    if not found:
        raise RefusedError(CostRefusal.POPULATIONS_EMPTY, field)
    return found


def keep_populations(
    session: Session, actor: Actor, year: int, *, persons: Mapping[str, int], now: datetime
) -> int:
    """Write how many persons live where in a year; how many municipalities that changed.

    Raises:
        NotAllowedError: the actor may not do this.
    """
    actor.must(Permission.SHARE_COSTS)
    known = {
        one.municipality_code: one
        for one in session.scalars(select(Population).where(Population.year == year).with_for_update())
    }
    changed = 0
    for code, number in persons.items():
        if code not in known:
            session.add(Population(year=year, municipality_code=code, persons=number))
        elif known[code].persons != number:
            known[code].persons = number
        else:
            continue
        changed += 1
    session.flush()
    if changed:
        record_act(session, actor, PopulationsKept(year, changed), now=now)
    return changed
