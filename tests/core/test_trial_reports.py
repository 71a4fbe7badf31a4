"""A trial's figures are those of its own days, and stay as they were handed in."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.factories import World, community_card, personal_card, visit
from webapp.core.accounts.actor import Actor
from webapp.core.audit.models import AuditRecord
from webapp.core.errors import NotAllowedError, NotFoundError, RefusedError
from webapp.core.identifiers import new_id
from webapp.core.partners.desks import own_desk
from webapp.core.statistics.figures import figures_of_network
from webapp.core.statistics.period import Period
from webapp.core.statistics.results import Frequency, Persons
from webapp.core.trials.actions import Plan, StepPlan, plan_step
from webapp.core.trials.queries import running_network
from webapp.core.trials.reasons import TrialRefusal
from webapp.core.trials.reports import (
    HandedIn,
    NewReport,
    check_report_days,
    hand_in_report,
    report_with_id,
    reports_of,
    trial_began_on,
)
from webapp.core.trials.rules import ReportKind, Responsible, Step
from webapp.core.visits.recording.forms import record_visit

TODAY = date(2026, 11, 22)
TRIAL = Period(date(2026, 11, 1), TODAY)


@pytest.fixture
def used(session: Session, world: World, now: datetime) -> str:
    """A card used twice, once with two children, and a community card used once with three."""
    card = personal_card(session, world.distributor, world.codes[0], now=now, children=2)
    community = community_card(session, world.distributor, world.codes[1], now=now, until=date(2027, 5, 1))
    desk = own_desk(world.venue)
    record_visit(session, desk, visit(card.code, children=2), now=now)
    later = now + timedelta(hours=2)
    record_visit(session, desk, visit(card.code), now=later)
    record_visit(session, desk, visit(community.code, children=3), now=later)
    return card.code


def handed_in(session: Session, actor: Actor, network_id: int, *, new: NewReport, now: datetime) -> HandedIn:
    hand_in_report(session, actor, network_id, new=new, now=now)
    return report_with_id(session, actor, network_id, report_id=new.id)


@pytest.mark.usefixtures("used")
def test_figures_are_those_of_the_days(session: Session, world: World) -> None:
    found = figures_of_network(session, world.coordinator, world.kainuu, period=TRIAL, language="fi")
    assert (found.issued, found.valid, found.used) == (2, 2, 2)
    assert found.frequency == Frequency(once=1, twice=1)
    assert (found.personal_uses, found.community_uses) == (Persons(2, 2), Persons(1, 3))
    assert [one.count for one in found.by_venue] == [8]
    assert [one.count for one in found.by_distributor] == [2]
    before = Period(date(2026, 1, 1), date(2026, 11, 21))
    earlier = figures_of_network(session, world.coordinator, world.kainuu, period=before, language="fi")
    assert (earlier.issued, earlier.uses) == (0, 0)


@pytest.mark.usefixtures("used")
def test_what_was_handed_in_stays_and_is_handed_in_once(
    session: Session, world: World, now: datetime
) -> None:
    new = NewReport(new_id(now), ReportKind.INTERIM, TRIAL)
    first = handed_in(session, world.coordinator, world.kainuu, new=new, now=now)
    assert first.figures.uses == 8
    personal_card(session, world.distributor, world.codes[2], now=now)
    assert handed_in(session, world.coordinator, world.kainuu, new=new, now=now).figures == first.figures
    live = figures_of_network(session, world.office, world.kainuu, period=TRIAL, language="fi")
    assert live.issued == first.figures.issued + 1
    assert [one.id for one in reports_of(session, world.office, world.kainuu)] == [new.id]
    told = select(func.count()).where(AuditRecord.event == "trial_report_handed_in")
    assert session.scalar(told) == 1


def test_days_are_in_order_and_past(session: Session, world: World, now: datetime) -> None:
    with pytest.raises(RefusedError) as refused:
        check_report_days(TODAY, date(2026, 11, 21), today=TODAY)
    assert (refused.value.reason, refused.value.field) == (TrialRefusal.REPORT_BACKWARDS, "last_day")
    ahead = NewReport(new_id(now), ReportKind.FINAL, Period(TODAY, date(2026, 11, 23)))
    with pytest.raises(RefusedError) as refused:
        hand_in_report(session, world.coordinator, world.kainuu, new=ahead, now=now)
    assert (refused.value.reason, refused.value.field) == (TrialRefusal.REPORT_AHEAD, "last_day")


def test_a_trial_began_when_issuing_did_or_with_its_first_card(
    session: Session, world: World, now: datetime
) -> None:
    def began() -> date | None:
        running = running_network(session, world.office, world.kainuu, year=2026, today=TODAY)
        return trial_began_on(session, running)

    assert began() is None
    personal_card(session, world.distributor, world.codes[0], now=now - timedelta(days=30))
    assert began() == date(2026, 10, 23)
    issuing = StepPlan(Step.ISSUING, Responsible.COUNTY, Plan(done_on=date(2026, 10, 1)))
    plan_step(session, world.office, world.kainuu, new=issuing, now=now)
    assert began() == date(2026, 10, 1)


def test_a_trials_figures_are_their_networks(session: Session, world: World, now: datetime) -> None:
    new = NewReport(new_id(now), ReportKind.FINAL, TRIAL)
    hand_in_report(session, world.office, world.ostrobothnia, new=new, now=now)
    for act in (
        lambda: hand_in_report(session, world.coordinator, world.ostrobothnia, new=new, now=now),
        lambda: hand_in_report(session, world.coordinator, world.kainuu, new=new, now=now),
        lambda: reports_of(session, world.coordinator, world.ostrobothnia),
        lambda: report_with_id(session, world.coordinator, world.kainuu, report_id=new.id),
        lambda: figures_of_network(
            session, world.coordinator, world.ostrobothnia, period=TRIAL, language="fi"
        ),
    ):
        with pytest.raises(NotFoundError):
            act()
    with pytest.raises(NotAllowedError):
        reports_of(session, world.distributor, world.kainuu)
