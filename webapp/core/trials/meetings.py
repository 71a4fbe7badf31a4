"""Feedback meetings: each network's at least once a year, and the national one of those who run networks."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from webapp.core.accounts.actor import Actor
from webapp.core.accounts.acts import record_act
from webapp.core.accounts.models import Account
from webapp.core.accounts.roles import Permission
from webapp.core.calendar import day_ended, day_in_finland
from webapp.core.errors import NotFoundError, RefusedError
from webapp.core.free_text.notes import check_long_notes, check_notes
from webapp.core.lists.reading import FromTables, Sorting, whole_rows, with_gaps
from webapp.core.mails.actions import NewMail, put_into_outbox
from webapp.core.mails.models import MailKind
from webapp.core.networks.models import Network
from webapp.core.partners.models import Membership, Organisation, OrganisationKind
from webapp.core.partners.queries import looked_after_network
from webapp.core.trials.events import MeetingInvited, MeetingWritten
from webapp.core.trials.models import Meeting
from webapp.core.trials.reasons import TrialRefusal

LONGEST_MINUTES: Final = 10_000


@dataclass(frozen=True, slots=True)
class NewMeeting:
    """A meeting as it is planned or has been held. Its id comes with the page."""

    id: uuid.UUID
    held_on: date
    invitation: str = ""
    minutes: str = ""
    decisions: str = ""


@dataclass(frozen=True, slots=True)
class MeetingYear:
    """This year's meeting, if it has been held, and the next one, if it is planned."""

    held: Meeting | None
    planned: Meeting | None


def check_minutes(text: str, field: str) -> str:
    """Minutes as they are kept; there may be none.

    Raises:
        RefusedError: TEXT_LENGTH or TEXT_IDENTITY_CODE.
    """
    return check_long_notes(text, field, most=LONGEST_MINUTES)


def meetings_of(
    session: Session, actor: Actor, network_id: int | None, *, have_minutes: bool | None = None
) -> FromTables[Meeting]:
    """The meetings of a network, or the national ones; the latest first where nobody asks otherwise.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
    """
    _must_run(session, actor, network_id)
    wanted = {None: [], True: [Meeting.minutes != ""], False: [Meeting.minutes == ""]}[have_minutes]
    return FromTables(
        select(Meeting).where(_of(network_id), *wanted),
        orders={"held": (Meeting.held_on,), "invited": (*with_gaps(Meeting.invited_at), Meeting.held_on)},
        usual=Sorting("held", is_descending=True),
        ties=(Meeting.id,),
        read=whole_rows,
    )


def meeting_year(session: Session, actor: Actor, network_id: int | None, *, today: date) -> MeetingYear:
    """How it is with this year's meeting of a network, or with the national one.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
    """
    _must_run(session, actor, network_id)
    of_year = Meeting.held_on.between(date(today.year, 1, 1), date(today.year, 12, 31))
    found = select(Meeting).where(_of(network_id), of_year).limit(1)
    held = found.where(Meeting.held_on <= today).order_by(Meeting.held_on.desc(), Meeting.id)
    planned = found.where(Meeting.held_on > today).order_by(Meeting.held_on, Meeting.id)
    return MeetingYear(session.scalar(held), session.scalar(planned))


def meeting_with_id(
    session: Session, actor: Actor, network_id: int | None, *, meeting_id: uuid.UUID
) -> Meeting | None:
    """A meeting, or None where nothing has been written under this id.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
    """
    _must_run(session, actor, network_id)
    found = session.get(Meeting, meeting_id)
    if found is not None and found.network_id != network_id:
        raise NotFoundError
    return found


def write_meeting(
    session: Session, actor: Actor, network_id: int | None, *, new: NewMeeting, now: datetime
) -> Meeting:
    """Plan a meeting, or write what was said at it; what is so already changes nothing.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
        RefusedError: TEXT_LENGTH or TEXT_IDENTITY_CODE.
    """
    if network_id is not None:  # two who plan the same at once, or one who pressed twice
        session.get(Network, network_id, with_for_update=True)
    found = meeting_with_id(session, actor, network_id, meeting_id=new.id)
    meeting = found or Meeting(id=new.id, network_id=network_id)
    facts = {
        "held_on": new.held_on,
        "invitation": check_notes(new.invitation, "invitation"),
        "minutes": check_minutes(new.minutes, "minutes"),
        "decisions": check_notes(new.decisions, "decisions"),
    }
    if found is None or any(getattr(found, name) != value for name, value in facts.items()):
        for name, value in facts.items():
            setattr(meeting, name, value)
        meeting.written_by = actor.account_id
        session.add(meeting)
        session.flush()
        record_act(session, actor, MeetingWritten(network_id), now=now)
    return meeting


def invited_addresses(session: Session, actor: Actor, network_id: int | None) -> Sequence[str]:
    """Whom an invitation goes to: the network's contact persons, or those of all coordinating offices.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
    """
    _must_run(session, actor, network_id)
    if network_id is None:
        along = Organisation.kind == OrganisationKind.COORDINATOR
    else:
        along = Organisation.network_id == network_id
    statement = (
        select(Account.email)
        .join(Membership, Membership.account_id == Account.id)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .where(along, Organisation.is_active, Membership.is_contact_person)
        .distinct()
        .order_by(Account.email)
    )
    return session.scalars(statement).all()


def check_inviting(meeting: Meeting, *, today: date) -> None:
    """An invitation is sent once, before the meeting, and says something.

    Raises:
        RefusedError: MEETING_INVITED, MEETING_PAST or MEETING_UNWRITTEN.
    """
    if meeting.invited_at is not None:
        raise RefusedError(TrialRefusal.MEETING_INVITED, day=meeting.invited_at.date())
    if meeting.held_on < today:
        raise RefusedError(TrialRefusal.MEETING_PAST)
    if not meeting.invitation:
        raise RefusedError(TrialRefusal.MEETING_UNWRITTEN)


def invite_to_meeting(
    session: Session, actor: Actor, meeting: Meeting, *, language: str, now: datetime
) -> int:
    """Put the invitation into the outbox for every contact person; how many they are.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
        RefusedError: MEETING_INVITED, MEETING_PAST or MEETING_UNWRITTEN.
    """
    addresses = invited_addresses(session, actor, meeting.network_id)
    session.refresh(meeting, with_for_update=True)
    check_inviting(meeting, today=day_in_finland(now))
    until = max(day_ended(meeting.held_on), now + timedelta(hours=1))
    facts = {"text": meeting.invitation}
    for address in addresses:
        put_into_outbox(session, NewMail(MailKind.MEETING, address, language, facts, until), now=now)
    meeting.invited_at = now
    session.flush()
    record_act(session, actor, MeetingInvited(meeting.network_id, len(addresses)), now=now)
    return len(addresses)


def _must_run(session: Session, actor: Actor, network_id: int | None) -> None:
    if network_id is None:
        actor.must(Permission.FOUND_NETWORKS)
    else:
        looked_after_network(session, actor, network_id)


def _of(network_id: int | None) -> ColumnElement[bool]:
    return Meeting.network_id.is_(None) if network_id is None else Meeting.network_id == network_id
