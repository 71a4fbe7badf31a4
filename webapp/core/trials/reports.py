"""The figures of a trial, handed in once half-way and once at its end; what was handed in stays as it was."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.core.accounts.actor import Actor
from webapp.core.accounts.acts import record_act
from webapp.core.calendar import day_in_finland
from webapp.core.cards.models import Card
from webapp.core.errors import NotFoundError, RefusedError
from webapp.core.languages import LocalisedText
from webapp.core.networks.models import Network
from webapp.core.partners.models import Organisation
from webapp.core.partners.queries import looked_after_network
from webapp.core.statistics.figures import figures_of_network
from webapp.core.statistics.period import Period
from webapp.core.statistics.results import CountOfOrganisation, Figures, Frequency, Persons
from webapp.core.trials.events import TrialReportHandedIn
from webapp.core.trials.models import TrialReport
from webapp.core.trials.queries import Running
from webapp.core.trials.reasons import TrialRefusal
from webapp.core.trials.rules import ReportKind, Step

_UNNAMED: Final = LocalisedText(fi="–")


@dataclass(frozen=True, slots=True)
class NewReport:
    """What to hand in. Its id comes with the page, so that handing in twice hands in once."""

    id: uuid.UUID
    kind: ReportKind
    period: Period


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A report with the figures as they were when it was handed in."""

    id: uuid.UUID
    network: Network
    kind: ReportKind
    handed_in_at: datetime
    figures: Figures


def check_report_days(first_day: date, last_day: date, *, today: date) -> Period:
    """The days of a report: in their order, and past or today's.

    Raises:
        RefusedError: REPORT_BACKWARDS or REPORT_AHEAD.
    """
    if last_day < first_day:
        raise RefusedError(TrialRefusal.REPORT_BACKWARDS, "last_day")
    if last_day > today:
        raise RefusedError(TrialRefusal.REPORT_AHEAD, "last_day")
    return Period(first_day, last_day)


def trial_began_on(session: Session, running: Running) -> date | None:
    """The first day of a trial: that on which issuing began, else that of the network's first card."""
    issuing = next(one for one in running.steps if one.step is Step.ISSUING)
    return issuing.done_on or _first_card_on(session, running.network.id)


def _first_card_on(session: Session, network_id: int) -> date | None:
    # The first of each distributor by its index: their cards are not read.
    first = (
        select(Card.issued_on)
        .where(Card.distributor_id == Organisation.id)
        .order_by(Card.issued_on)
        .limit(1)
        .correlate(Organisation)
        .scalar_subquery()
    )
    days: Sequence[date | None] = session.scalars(
        select(first).where(Organisation.network_id == network_id)
    ).all()
    return min((day for day in days if day is not None), default=None)


def hand_in_report(
    session: Session, actor: Actor, network_id: int, *, new: NewReport, now: datetime
) -> uuid.UUID:
    """Keep the figures of a trial's days as they are now. Repeating an id hands in nothing more.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
        RefusedError: REPORT_BACKWARDS or REPORT_AHEAD.
    """
    looked_after_network(session, actor, network_id)
    session.get_one(Network, network_id, with_for_update=True)
    known = session.get(TrialReport, new.id)
    if known is not None:
        if known.network_id != network_id:
            raise NotFoundError
        return known.id
    check_report_days(new.period.first_day, new.period.last_day, today=day_in_finland(now))
    figures = figures_of_network(session, actor, network_id, period=new.period, language="fi")
    session.add(
        TrialReport(
            id=new.id, network_id=network_id, kind=new.kind, first_day=new.period.first_day,
            last_day=new.period.last_day, figures=_kept(figures), handed_in_by=actor.account_id,
            handed_in_at=now,
        )
    )  # fmt: skip
    session.flush()
    record_act(session, actor, TrialReportHandedIn(network_id, new.kind.value), now=now)
    return new.id


def reports_of(session: Session, actor: Actor, network_id: int) -> Sequence[TrialReport]:
    """What a network has handed in, the latest first.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
    """
    looked_after_network(session, actor, network_id)
    statement = select(TrialReport).where(TrialReport.network_id == network_id)
    return session.scalars(statement.order_by(TrialReport.handed_in_at.desc(), TrialReport.id)).all()


def report_with_id(session: Session, actor: Actor, network_id: int, *, report_id: uuid.UUID) -> HandedIn:
    """One that was handed in.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
    """
    network = looked_after_network(session, actor, network_id)
    found = session.get(TrialReport, report_id)
    if found is None or found.network_id != network_id:
        raise NotFoundError
    period = Period(found.first_day, found.last_day)
    figures = _figures(session, found.figures, period)
    return HandedIn(found.id, network, ReportKind(found.kind), found.handed_in_at, figures)


def _kept(figures: Figures) -> dict[str, Any]:
    frequency = figures.frequency
    return {
        "issued": figures.issued,
        "valid": figures.valid,
        "frequency": [
            frequency.once, frequency.twice, frequency.three_to_five, frequency.more_than_five,
        ],
        "personal": [figures.personal_uses.adults, figures.personal_uses.children],
        "community": [figures.community_uses.adults, figures.community_uses.children],
        "by_venue": [[one.organisation_id, one.count] for one in figures.by_venue],
        "by_distributor": [[one.organisation_id, one.count] for one in figures.by_distributor],
    }  # fmt: skip


def _figures(session: Session, kept: Mapping[str, Any], period: Period) -> Figures:
    counted = [*kept["by_venue"], *kept["by_distributor"]]
    ids = {organisation_id for organisation_id, _ in counted}
    rows = session.execute(select(Organisation.id, Organisation.name).where(Organisation.id.in_(ids)))
    names = {row.id: row.name for row in rows}

    def counts(what: str) -> tuple[CountOfOrganisation, ...]:
        return tuple(
            CountOfOrganisation(organisation_id, names.get(organisation_id, _UNNAMED), count)
            for organisation_id, count in kept[what]
        )

    return Figures(
        period=period,
        issued=kept["issued"],
        valid=kept["valid"],
        frequency=Frequency(*kept["frequency"]),
        personal_uses=Persons(*kept["personal"]),
        community_uses=Persons(*kept["community"]),
        by_venue=counts("by_venue"),
        by_distributor=counts("by_distributor"),
        by_month=(),
    )
