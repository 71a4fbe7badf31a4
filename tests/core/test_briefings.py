"""Who has access and who was briefed; exceptions to the operating model."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import World
from webapp.core.accounts.actor import Actor
from webapp.core.accounts.factors.models import AuthenticatorApp
from webapp.core.accounts.models import KnownBrowser
from webapp.core.audit.models import AuditRecord
from webapp.core.commitments.briefings import (
    AccessSearch,
    HeldBriefing,
    PersonWithAccess,
    people_of,
    people_with_access,
    record_briefing,
)
from webapp.core.commitments.exceptions import (
    NewException,
    add_exception,
    change_exception,
    exceptions_to_model,
)
from webapp.core.commitments.reasons import BriefingRefusal, ExceptionRefusal
from webapp.core.errors import NotAllowedError, NotFoundError, Refusal, RefusedError
from webapp.core.identifiers import new_id
from webapp.core.languages import UNSAID, LocalisedText

TODAY = date(2026, 11, 22)
REASON = LocalisedText(fi="Uimahalli on remontissa.")
NEW = NewException(REASON, TODAY, TODAY + timedelta(days=30))


def refused(reason: Refusal) -> pytest.RaisesExc[RefusedError]:
    return pytest.RaisesExc(RefusedError, check=lambda error: error.reason is reason)


def briefed(session: Session, actor: Actor, partner: Actor, day: date, *, now: datetime) -> None:
    held = HeldBriefing([partner.account_id], day)
    record_briefing(session, actor, partner.organisation.id, held=held, now=now)


def due(session: Session, actor: Actor) -> set[int]:
    search = AccessSearch(is_due=True)
    people = listed_for(session, actor, search)
    assert all(one.is_due for one in people)
    return {one.membership.account_id for one in people}


def listed_for(session: Session, actor: Actor, search: AccessSearch) -> Sequence[PersonWithAccess]:
    listed = people_with_access(actor, search, today=TODAY, language="fi")
    return listed.everything(session, listed.usual)


def test_a_briefing_is_due_for_a_newcomer_and_a_year_after_the_last(
    session: Session, world: World, now: datetime
) -> None:
    venue, distributor = world.venue.account_id, world.distributor.account_id
    assert due(session, world.coordinator) == {venue, distributor}
    briefed(session, world.coordinator, world.venue, TODAY - timedelta(days=366), now=now)
    assert due(session, world.coordinator) == {venue, distributor}
    for _twice in range(2):
        briefed(session, world.coordinator, world.venue, TODAY - timedelta(days=365), now=now)
    assert due(session, world.coordinator) == {distributor}
    told = session.scalars(select(AuditRecord.event).where(AuditRecord.event == "person_briefed")).all()
    assert len(told) == 2


def test_the_list_says_how_and_when_somebody_signs_in(session: Session, world: World, now: datetime) -> None:
    account_id = world.venue.account_id
    session.add(AuthenticatorApp(account_id=account_id, secret="A" * 32, last_step=0, added_at=now))
    session.add(KnownBrowser(browser_digest="b" * 64, account_id=account_id, last_used_at=now))
    session.flush()
    _venue, (one,) = people_of(
        session, world.coordinator, world.venue.organisation.id, today=TODAY, language="fi"
    )
    assert (one.has_app, one.has_passkey, one.last_signed_in, one.briefed_on) == (True, False, now, None)


def test_a_coordinator_sees_and_briefs_only_its_own_network(
    session: Session, world: World, now: datetime
) -> None:
    seen = listed_for(session, world.coordinator, AccessSearch())
    assert {one.membership.account_id for one in seen} == {
        world.venue.account_id, world.distributor.account_id,
    }  # fmt: skip
    assert len(listed_for(session, world.office, AccessSearch())) > len(seen)
    with pytest.raises(NotFoundError):
        briefed(session, world.coordinator, world.other_venue, TODAY, now=now)
    with pytest.raises(NotAllowedError):
        briefed(session, world.venue, world.venue, TODAY, now=now)
    with refused(BriefingRefusal.BRIEFED_LATER):
        briefed(session, world.coordinator, world.venue, TODAY + timedelta(days=1), now=now)
    held = HeldBriefing([world.distributor.account_id], TODAY)
    with pytest.raises(NotFoundError):
        record_briefing(session, world.coordinator, world.venue.organisation.id, held=held, now=now)


def test_an_exception_is_told_until_its_end_and_stays_readable(
    session: Session, world: World, now: datetime
) -> None:
    number = new_id(now)
    for _twice in range(2):
        add_exception(session, world.office, number, new=NEW, now=now)
    assert [one.id for one in exceptions_to_model(session, TODAY).current] == [number]
    ended = NewException(REASON, TODAY, TODAY + timedelta(days=1), world.kainuu)
    change_exception(session, world.office, number, new=ended, now=now)
    found = exceptions_to_model(session, TODAY + timedelta(days=2))
    assert ([one.id for one in found.past], found.current) == ([number], [])
    events = session.scalars(select(AuditRecord.event).where(AuditRecord.event.like("exception%"))).all()
    assert sorted(events) == ["exception_added", "exception_changed"]


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (NewException(UNSAID, TODAY, TODAY), ExceptionRefusal.EXCEPTION_REASON_NEEDED),
        (NewException(LocalisedText(fi="a" * 601), TODAY, TODAY), ExceptionRefusal.EXCEPTION_REASON_TOO_LONG),
        (NewException(REASON, TODAY, TODAY - timedelta(days=1)), ExceptionRefusal.ENDS_BEFORE_IT_STARTS),
        (NewException(REASON, TODAY, TODAY, network_id=999), ExceptionRefusal.PLACE_OF_EXCEPTION),
        (NewException(REASON, TODAY, TODAY, venue_id=999), ExceptionRefusal.PLACE_OF_EXCEPTION),
    ],
)
def test_an_exception_that_cannot_be_is_refused(
    session: Session, world: World, now: datetime, wrong: NewException, reason: Refusal
) -> None:
    with refused(reason):
        add_exception(session, world.office, new_id(now), new=wrong, now=now)
    with pytest.raises(NotAllowedError):
        add_exception(session, world.coordinator, new_id(now), new=NEW, now=now)
