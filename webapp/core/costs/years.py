"""A year's costs: its sum and rule, each payer's share, and that they are settled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from webapp.core.accounts.actor import Actor
from webapp.core.accounts.acts import record_act
from webapp.core.accounts.roles import Permission
from webapp.core.costs.events import CostYearSettled, CostYearWritten
from webapp.core.costs.models import CostShare, CostYear
from webapp.core.costs.populations import populations_in
from webapp.core.costs.reasons import CostRefusal
from webapp.core.costs.rules import CostRule, Member, PayerKind, Share, check_percent, shares_of
from webapp.core.errors import NotFoundError, RefusedError
from webapp.core.languages import LocalisedText
from webapp.core.names import name_key
from webapp.core.networks.models import County, Municipality, Participation
from webapp.core.networks.operating_model import BEGUN, ParticipationState


@dataclass(frozen=True, slots=True)
class NamedShare:
    """What a municipality or a county pays, with its name."""

    kind: PayerKind
    code: str
    name: LocalisedText
    persons: int
    cents: int


@dataclass(frozen=True, slots=True)
class CostTable:
    """A year with everybody's share: municipalities first, then counties, each by name."""

    year: CostYear
    shares: Sequence[NamedShare]

    @property
    def cents(self) -> int:
        """All shares together."""
        return sum(one.cents for one in self.shares)


def cost_years(session: Session, actor: Actor) -> Sequence[CostYear]:
    """Every year that has been written, the latest first.

    Raises:
        NotAllowedError: the actor may not do this.
    """
    actor.must(Permission.SHARE_COSTS)
    return session.scalars(select(CostYear).order_by(CostYear.year.desc())).all()


def cost_year(session: Session, actor: Actor, year: int) -> CostYear | None:
    """A year, or None where nothing has been written of it.

    Raises:
        NotAllowedError: the actor may not do this.
    """
    actor.must(Permission.SHARE_COSTS)
    return session.get(CostYear, year)


def cost_table(session: Session, actor: Actor, year: int, *, language: str) -> CostTable:
    """Everybody's share of a year, as settled, or as it would be today.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
        RefusedError: NOBODY_PAYS.
    """
    found = cost_year(session, actor, year)
    if found is None:
        raise NotFoundError
    shares = _settled(session, year) if found.settled_at else _today(session, actor, found)
    names = _names(session)
    named = [NamedShare(one.kind, one.code, names[one.kind, one.code], one.persons, one.cents)
             for one in shares]  # fmt: skip
    return CostTable(
        found, sorted(named, key=lambda one: (one.kind is PayerKind.COUNTY, name_key(one.name, language)))
    )


def write_cost_year(session: Session, actor: Actor, year: int, *, rule: CostRule, now: datetime) -> CostYear:
    """Write a year's sum and rule, or change them until it is settled.

    Raises:
        NotAllowedError: the actor may not do this.
        RefusedError: PERCENT_WRONG or COSTS_SETTLED.
    """
    actor.must(Permission.SHARE_COSTS)
    check_percent(rule.municipal_percent, "municipal_percent")
    check_percent(rule.trial_percent, "trial_percent")
    found = session.get(CostYear, year, with_for_update=True)
    if found is not None and _rule(found) == rule:
        return found
    if found is not None and found.settled_at is not None:
        raise RefusedError(CostRefusal.COSTS_SETTLED)
    row = found or CostYear(year=year)
    row.sum_cents = rule.sum_cents
    row.municipal_percent, row.trial_percent = rule.municipal_percent, rule.trial_percent
    row.written_by = actor.account_id
    session.add(row)
    session.flush()
    record_act(session, actor, CostYearWritten(year), now=now)
    return row


def settle_cost_year(session: Session, actor: Actor, year: int, *, now: datetime) -> CostYear:
    """Keep everybody's share as it is today. Repeating changes nothing.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
        RefusedError: NOBODY_PAYS.
    """
    actor.must(Permission.SHARE_COSTS)
    found = session.get(CostYear, year, with_for_update=True)
    if found is None:
        raise NotFoundError
    if found.settled_at is None:
        shares = _today(session, actor, found)
        session.add_all(
            CostShare(year=year, kind=one.kind, code=one.code, persons=one.persons, cents=one.cents)
            for one in shares
        )
        found.settled_at = now
        session.flush()
        record_act(session, actor, CostYearSettled(year, len(shares)), now=now)
    return found


def _rule(year: CostYear) -> CostRule:
    return CostRule(year.sum_cents, year.municipal_percent, year.trial_percent)


def _settled(session: Session, year: int) -> Sequence[Share]:
    rows = session.scalars(select(CostShare).where(CostShare.year == year))
    return [Share(PayerKind(one.kind), one.code, one.persons, one.cents) for one in rows]


def _today(session: Session, actor: Actor, year: CostYear) -> Sequence[Share]:
    persons = {
        one.municipality.code: one.persons for one in populations_in(session, actor, year.year, language="fi")
    }
    statement = (
        select(Participation)
        .options(joinedload(Participation.municipality))
        .where(Participation.state.in_(BEGUN))
        .order_by(Participation.municipality_code)
    )
    members = [
        Member(
            one.municipality_code,
            one.municipality.county_code,
            persons[one.municipality_code],
            is_on_trial=one.state == ParticipationState.TRIAL,
        )
        for one in session.scalars(statement)
    ]
    return shares_of(_rule(year), members)


def _names(session: Session) -> Mapping[tuple[PayerKind, str], LocalisedText]:
    municipalities = session.execute(select(Municipality.code, Municipality.name))
    counties = session.execute(select(County.code, County.name))
    return {(PayerKind.MUNICIPALITY, code): name for code, name in municipalities} | {
        (PayerKind.COUNTY, code): name for code, name in counties
    }
