"""Everything the register holds of a card, for its holder; who has looked; leaving OmaKaiku."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.factories import World, community_card, personal_card, visit
from tests.support.holder_portal import new_phone, on_phone, recorded
from webapp.core.accounts.acts import record_act
from webapp.core.audit.models import AuditRecord
from webapp.core.cards.actions import Replacement, replace_card, stop_card
from webapp.core.cards.events import CardViewed
from webapp.core.cards.reasons import CardRefusal
from webapp.core.cards.validity import CardStatus
from webapp.core.errors import NotAllowedError, Refusal
from webapp.core.omakaiku.own_data.actions import (
    home_postal_code,
    leave_omakaiku,
    note_download,
    own_data,
    viewings_of_card,
)
from webapp.core.omakaiku.phones.actions import make_pairing
from webapp.core.omakaiku.phones.models import Pairing
from webapp.core.omakaiku.phones.queries import card_on_phone
from webapp.core.partners.desks import own_desk
from webapp.core.visits.recording.forms import record_visit


def test_the_register_tells_all_that_it_holds(session: Session, world: World, now: datetime) -> None:
    held = personal_card(session, world.distributor, world.codes[0], now=now, children=2)
    new_phone(session, world.distributor, held, now=now)
    replacement = Replacement(held.code, world.codes[1])
    held = replace_card(session, world.distributor, held.card.id, replacement=replacement, now=now)
    new_phone(session, world.distributor, held, now=now)
    data = own_data(session, held)
    assert data.background is not None
    assert (data.background.birth_year, data.background.postal_area.name["fi"]) == (1984, "Kajaani")
    assert set(data.answers.values()) == {None}
    assert [one.code for one in data.codes] == [world.codes[1], world.codes[0]]
    assert (len(data.phones), data.distributor.id) == (2, world.distributor.organisation.id)


def test_of_a_community_card_there_are_no_answers(session: Session, world: World, now: datetime) -> None:
    until = date(2027, 4, 30)
    data = own_data(session, community_card(session, world.distributor, world.codes[0], now=now, until=until))
    assert (data.background, data.answers) == (None, {})


def test_the_postal_code_is_the_holders_own_and_a_look_at_it_is_not_logged(
    session: Session, world: World, now: datetime
) -> None:
    until = date(2027, 4, 30)
    community = community_card(session, world.distributor, world.codes[0], now=now, until=until)
    held = personal_card(session, world.distributor, world.codes[1], now=now)
    logged = select(func.count()).select_from(AuditRecord)
    before = session.scalar(logged)
    assert (home_postal_code(session, held), home_postal_code(session, community)) == ("87100", None)
    assert session.scalar(logged) == before


def test_who_has_looked_is_told_by_day_and_kind_and_not_by_person(
    session: Session, world: World, now: datetime
) -> None:
    held = personal_card(session, world.distributor, world.codes[0], now=now)
    other = personal_card(session, world.distributor, world.codes[1], now=now)
    later = now + timedelta(days=2)
    for card in (held, held, other):
        record_act(session, world.distributor, CardViewed(card.card.id), now=later)
    record_visit(session, own_desk(world.venue), visit(held.code), now=later)
    note_download(session, held, now=later)
    viewings = [(one.day.day, one.organisation_kind) for one in viewings_of_card(session, held.card.id)]
    assert viewings == [(24, "distributor"), (22, "distributor")]


def test_leaving_takes_the_card_off_all_its_phones_and_closes_every_way_in(
    session: Session, world: World, now: datetime
) -> None:
    held = personal_card(session, world.distributor, world.codes[0], now=now)
    other = personal_card(session, world.distributor, world.codes[1], now=now)
    tokens = [new_phone(session, world.distributor, held, now=now) for _ in range(2)]
    stranger = new_phone(session, world.distributor, other, now=now)
    make_pairing(session, world.distributor, held.card.id, now=now)
    leave_omakaiku(session, on_phone(session, tokens[0], now=now), now=now)
    assert [card_on_phone(session, token, now=now) for token in tokens] == [None, None]
    assert card_on_phone(session, stranger, now=now) is not None
    assert session.scalar(select(func.count()).select_from(Pairing).where(Pairing.used_at.is_(None))) == 0
    left = session.scalars(select(AuditRecord).where(AuditRecord.event == "oma_kaiku_left")).one()
    assert left.facts == {"card_id": str(held.card.id), "phones": 2}
    assert recorded(session, own_desk(world.venue), visit(held.code), now=now).code == held.code


@pytest.mark.parametrize("lost", [CardRefusal.CARD_REPLACED, CardRefusal.CARD_WITHDRAWN])
def test_a_phone_that_may_be_lost_sees_and_ends_nothing(
    session: Session, world: World, now: datetime, lost: Refusal
) -> None:
    held = personal_card(session, world.distributor, world.codes[0], now=now)
    token = new_phone(session, world.distributor, held, now=now)
    if lost is CardRefusal.CARD_REPLACED:
        replacement = Replacement(held.code, world.codes[1])
        replace_card(session, world.distributor, held.card.id, replacement=replacement, now=now)
    else:
        stop_card(session, world.distributor, held.card.id, status=CardStatus.WITHDRAWN, now=now)
    shown = on_phone(session, token, now=now)
    assert shown.refusal is lost
    for attempt in (lambda: own_data(session, shown), lambda: leave_omakaiku(session, shown, now=now)):
        with pytest.raises(NotAllowedError):
            attempt()
