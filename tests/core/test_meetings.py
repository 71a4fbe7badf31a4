"""Feedback meetings are planned, invited to once and written down, each by who runs the network."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import World
from tests.support.listed import all_of
from webapp.core.accounts.models import Account
from webapp.core.errors import NotAllowedError, NotFoundError, RefusedError
from webapp.core.free_text.checks import TellingTextError
from webapp.core.identifiers import new_id
from webapp.core.mails.models import Mail
from webapp.core.trials.meetings import (
    NewMeeting,
    invite_to_meeting,
    invited_addresses,
    meeting_with_id,
    meeting_year,
    meetings_of,
    write_meeting,
)
from webapp.core.trials.queries import running_network, task_of
from webapp.core.trials.reasons import TrialRefusal
from webapp.core.trials.rules import Progress, YearlyTask

TODAY = date(2026, 11, 22)
LATER = date(2026, 12, 3)


def planned(
    now: datetime, held_on: date = LATER, *, invitation: str = "Tervetuloa kello 13.", minutes: str = ""
) -> NewMeeting:
    return NewMeeting(new_id(now), held_on, invitation, minutes)


def feedback_task(session: Session, world: World) -> Progress:
    running = running_network(session, world.coordinator, world.kainuu, year=2026, today=TODAY)
    task = task_of(running, YearlyTask.FEEDBACK_MEETING)
    assert task is not None
    return task.progress


def test_a_meeting_is_planned_and_then_has_minutes(session: Session, world: World, now: datetime) -> None:
    new = planned(now)
    for _ in range(2):  # sent twice
        write_meeting(session, world.coordinator, world.kainuu, new=new, now=now)
    (found,) = all_of(session, meetings_of(session, world.coordinator, world.kainuu))
    assert meeting_year(session, world.coordinator, world.kainuu, today=TODAY).planned is found
    held = NewMeeting(new.id, TODAY, new.invitation, "Puhuttiin.", "Uusi esite.")
    write_meeting(session, world.office, world.kainuu, new=held, now=now)
    (found,) = all_of(session, meetings_of(session, world.coordinator, world.kainuu))
    assert (found.minutes, found.decisions, found.held_on) == ("Puhuttiin.", "Uusi esite.", TODAY)
    assert meeting_year(session, world.coordinator, world.kainuu, today=TODAY).held is found


def test_the_year_knows_of_the_meeting(session: Session, world: World, now: datetime) -> None:
    assert feedback_task(session, world) is Progress.PLANNED  # for its usual day
    write_meeting(session, world.coordinator, world.kainuu, new=planned(now, TODAY), now=now)
    assert feedback_task(session, world) is Progress.DONE


def test_the_invitation_goes_once_to_every_contact_person_of_the_network(
    session: Session, world: World, now: datetime
) -> None:
    meeting = write_meeting(session, world.coordinator, world.kainuu, new=planned(now), now=now)
    along = [session.get_one(Account, one.account_id).email
             for one in (world.coordinator, world.distributor, world.venue)]  # fmt: skip
    assert invited_addresses(session, world.coordinator, world.kainuu) == sorted(along)
    assert invite_to_meeting(session, world.coordinator, meeting, language="fi", now=now) == 3
    mails = session.scalars(select(Mail)).all()
    assert {one.address for one in mails} == set(along)
    assert {(one.facts or {})["text"] for one in mails} == {"Tervetuloa kello 13."}
    with pytest.raises(RefusedError) as refused:
        invite_to_meeting(session, world.coordinator, meeting, language="fi", now=now)
    assert refused.value.reason is TrialRefusal.MEETING_INVITED
    assert len(session.scalars(select(Mail)).all()) == 3


@pytest.mark.parametrize(
    ("held_on", "invitation", "reason"),
    [
        (LATER, "", TrialRefusal.MEETING_UNWRITTEN),
        (TODAY - timedelta(days=1), "Tervetuloa.", TrialRefusal.MEETING_PAST),
    ],
)
def test_nobody_is_invited_to_what_is_over_or_by_nothing(
    session: Session, world: World, held_on: date, invitation: str, reason: TrialRefusal
) -> None:
    now = datetime(2026, 11, 22, 10, 5, tzinfo=UTC)
    new = planned(now, held_on, invitation=invitation)
    meeting = write_meeting(session, world.office, world.kainuu, new=new, now=now)
    with pytest.raises(RefusedError) as refused:
        invite_to_meeting(session, world.office, meeting, language="fi", now=now)
    assert refused.value.reason is reason


def test_the_national_meeting_is_of_those_who_run_networks(
    session: Session, world: World, now: datetime
) -> None:
    meeting = write_meeting(session, world.office, None, new=planned(now), now=now)
    assert invited_addresses(session, world.office, None) == [
        session.get_one(Account, world.coordinator.account_id).email
    ]
    assert all_of(session, meetings_of(session, world.office, world.kainuu)) == []
    with pytest.raises(NotAllowedError):
        meetings_of(session, world.coordinator, None)
    with pytest.raises(NotFoundError):
        meeting_with_id(session, world.coordinator, world.kainuu, meeting_id=meeting.id)


def test_meetings_are_their_networks_and_tell_of_nobody(
    session: Session, world: World, now: datetime
) -> None:
    with pytest.raises(NotFoundError):
        write_meeting(session, world.coordinator, world.ostrobothnia, new=planned(now), now=now)
    with pytest.raises(NotAllowedError):
        meetings_of(session, world.venue, world.kainuu)
    assert meeting_with_id(session, world.office, world.kainuu, meeting_id=uuid.uuid4()) is None
    telling = planned(now, minutes="Mukana 131052-308T")
    with pytest.raises(TellingTextError):
        write_meeting(session, world.office, world.kainuu, new=telling, now=now)
