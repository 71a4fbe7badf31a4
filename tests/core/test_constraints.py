"""Rows that must not be are refused by the database itself, whatever the code above it does."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests.factories import World, add_network, community_card, personal_card, visit
from webapp.core.cards.models import Background, Card, CodeBatch, RegisteredCode
from webapp.core.networks.models import Participation
from webapp.core.partners.desks import own_desk
from webapp.core.partners.models import Organisation
from webapp.core.visits.models import Visit
from webapp.core.visits.recording.forms import record_visit


@pytest.mark.parametrize(
    ("model", "wrong"),
    [
        (Card, {"valid_until": date(2020, 1, 1)}),
        (Card, {"children": -1}),
        (Card, {"kind": "borrowed"}),
        (Card, {"status": "lost"}),
        (Card, {"status": "ended"}),
        (Card, {"background_id": None}),
        (Card, {"kind": "community"}),
        (Visit, {"children": -1}),
        (Visit, {"adults": -1}),
        (Visit, {"adults": 0}),
        (Visit, {"kind": "gift"}),
        (Visit, {"kind": "course", "children": 1}),
        (Visit, {"undone_at": datetime.fromisoformat("2026-11-22T10:00:00+00:00")}),
        (Background, {"birth_year": 26}),
        (Background, {"postal_code": "00000"}),
        (CodeBatch, {"size": 0}),
        (RegisteredCode, {"code": "A12"}),
        (Participation, {"state": "trial"}),
        (Participation, {"trial_ends_on": date(2027, 1, 1)}),
        (Participation, {"state": "maybe"}),
        (Organisation, {"kind": "friend"}),
        (Organisation, {"venue_kind": "theatre", "sector": "sports"}),
    ],
)
def test_a_wrong_row_is_impossible(
    session: Session, world: World, now: datetime, model: Any, wrong: dict[str, Any]
) -> None:
    held = personal_card(session, world.distributor, world.codes[0], now=now)
    record_visit(session, own_desk(world.venue), visit(held.code), now=now)
    session.flush()
    statement = update(model).values(**wrong)
    if model is Participation:
        statement = statement.where(Participation.municipality_code == "205")
    if model is Organisation:
        statement = statement.where(Organisation.id == world.distributor.organisation.id)
    with pytest.raises(IntegrityError):
        session.execute(statement)


def test_a_community_card_has_no_children_and_no_background(
    session: Session, world: World, now: datetime
) -> None:
    held = community_card(session, world.distributor, world.codes[0], now=now, until=now.date())
    session.flush()
    with pytest.raises(IntegrityError):
        session.execute(update(Card).where(Card.id == held.card.id).values(children=1))


def test_two_cards_cannot_share_a_background(session: Session, world: World, now: datetime) -> None:
    first = personal_card(session, world.distributor, world.codes[0], now=now)
    second = personal_card(session, world.distributor, world.codes[1], now=now)
    session.flush()
    with pytest.raises(IntegrityError):
        session.execute(
            update(Card).where(Card.id == second.card.id).values(background_id=first.card.background_id)
        )


def test_a_card_has_one_code_in_force(session: Session, world: World, now: datetime) -> None:
    held = personal_card(session, world.distributor, world.codes[0], now=now)
    session.flush()
    with pytest.raises(IntegrityError):
        session.execute(
            update(RegisteredCode)
            .where(RegisteredCode.code == world.codes[1])
            .values(card_id=held.card.id, list_entry=0, list_change=1)
        )


def test_a_municipality_is_in_one_network(session: Session, world: World) -> None:
    with pytest.raises(IntegrityError):
        add_network(session, "Toinen", "Andra", {"205": None})


def test_a_naive_time_is_refused(session: Session, world: World, now: datetime) -> None:
    held = personal_card(session, world.distributor, world.codes[0], now=now)
    held.card.registered_at = (now + timedelta(hours=1)).replace(tzinfo=None)
    with pytest.raises(Exception, match="naive datetime"):
        session.flush()
