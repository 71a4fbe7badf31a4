"""Fast mode: a venue's own setting, off by default, turned on by its contact person alone."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import World, add_organisation
from webapp.core.accounts.roles import Role
from webapp.core.audit.models import AuditRecord
from webapp.core.errors import NotAllowedError
from webapp.core.partners.counter_settings import has_fast_mode, set_fast_mode, sets_up_counter
from webapp.core.partners.desks import own_desk
from webapp.core.partners.models import Organisation


def events(session: Session) -> list[tuple[str, object]]:
    statement = (
        select(AuditRecord.event, AuditRecord.facts)
        .where(AuditRecord.event.startswith("fast_mode"))
        .order_by(AuditRecord.at)
    )
    return [(event, facts) for event, facts in session.execute(statement)]


def test_it_is_off_until_it_is_turned_on_and_each_change_is_logged_once(
    session: Session, world: World, now: datetime
) -> None:
    desk = own_desk(world.venue)
    assert has_fast_mode(session, desk) is False
    for minutes, is_on in enumerate((True, True, False, False)):
        set_fast_mode(session, desk, is_on=is_on, now=now + timedelta(minutes=minutes))
        assert has_fast_mode(session, desk) is is_on
    facts = {"venue_id": desk.venue_id}
    assert events(session) == [("fast_mode_turned_on", facts), ("fast_mode_turned_off", facts)]


def test_another_venue_is_not_touched(session: Session, world: World, now: datetime) -> None:
    set_fast_mode(session, own_desk(world.venue), is_on=True, now=now)
    assert has_fast_mode(session, own_desk(world.other_venue)) is False


def test_the_counters_phone_and_all_staff_know_it(session: Session, world: World, now: datetime) -> None:
    set_fast_mode(session, own_desk(world.venue), is_on=True, now=now)
    phone = replace(world.venue, person_id=None, role=Role.COUNTER_DEVICE, is_contact_person=False)
    colleague = replace(world.venue, is_contact_person=False)
    assert has_fast_mode(session, own_desk(phone)) is True
    assert has_fast_mode(session, own_desk(colleague)) is True
    with pytest.raises(NotAllowedError):
        has_fast_mode(session, own_desk(world.distributor))


def test_only_the_contact_person_of_a_venue_turns_it_on(
    session: Session, world: World, now: datetime
) -> None:
    colleague = replace(world.venue, is_contact_person=False)
    phone = replace(world.venue, person_id=None, role=Role.COUNTER_DEVICE)
    for actor in (colleague, phone, world.distributor, world.coordinator, world.office):
        assert not sets_up_counter(actor)
        with pytest.raises(NotAllowedError):
            set_fast_mode(session, own_desk(actor), is_on=True, now=now)
    venues = session.scalars(select(Organisation.fast_mode))
    assert set(venues) == {False}


def test_a_new_venue_begins_without_it(session: Session) -> None:
    assert add_organisation(session, "venue", venue_kind="swimming_hall", sector="sports").fast_mode is False
