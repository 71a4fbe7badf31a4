"""What a holder sees of their visits: by the card and all its codes, undone ones left out."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from tests.factories import World, personal_card
from tests.support.holder_portal import new_phone, on_phone, visited
from webapp.core.cards.actions import Replacement, replace_card
from webapp.core.cards.queries import CardInHand
from webapp.core.errors import NotAllowedError
from webapp.core.partners.desks import own_desk
from webapp.core.visits.looking_back.holder import all_visits, holder_year, visit_count, years_with_visits
from webapp.core.visits.recording.forms import undo_visit
from webapp.core.visits.rules import UndoReason

ISSUED = datetime(2026, 1, 2, 10, tzinfo=UTC)


@pytest.fixture
def held(session: Session, world: World) -> CardInHand:
    """A card with two children, issued at the beginning of the year."""
    return personal_card(session, world.distributor, world.codes[0], now=ISSUED, children=2)


def test_a_year_is_told_in_visits_places_and_kinds(session: Session, world: World, held: CardInHand) -> None:
    visited(session, world.venue, held.code, at=ISSUED + timedelta(days=1), children=2)
    visited(session, world.venue, held.code, at=ISSUED + timedelta(days=40))
    visited(session, world.other_venue, held.code, at=ISSUED + timedelta(days=41), assistants=1)
    year = holder_year(session, held, 2026)
    assert (len(year.visits), year.places) == (3, 2)
    assert year.kinds == [("theatre", 3)]
    assert [(one.month.month, one.adults, one.children) for one in year.months if one.visits] == [
        (1, 1, 2), (2, 2, 0),
    ]  # fmt: skip
    assert len(year.months) == 12
    assert year.visits[0].venue_id == world.other_venue.organisation.id


def test_an_undone_visit_is_left_out_but_the_register_tells_that_it_holds_it(
    session: Session, world: World, held: CardInHand
) -> None:
    at = ISSUED + timedelta(days=1)
    mistake = visited(session, world.venue, held.code, at=at)
    visited(session, world.venue, held.code, at=at)
    undo_visit(session, own_desk(world.venue), mistake.id, reason=UndoReason.MISTAKE, now=at)
    session.flush()
    assert len(holder_year(session, held, 2026).visits) == 1
    assert (visit_count(session, held), len(all_visits(session, held))) == (1, 2)


def test_a_new_code_keeps_the_history_and_the_lost_phone_does_not_see_it(
    session: Session, world: World, held: CardInHand
) -> None:
    visited(session, world.venue, held.code, at=ISSUED)
    token = new_phone(session, world.distributor, held, now=ISSUED)
    replacement = Replacement(held.code, world.codes[1])
    renewed = replace_card(session, world.distributor, held.card.id, replacement=replacement, now=ISSUED)
    visited(session, world.venue, renewed.code, at=ISSUED + timedelta(days=1))
    assert len(holder_year(session, renewed, 2026).visits) == 2
    lost = on_phone(session, token, now=ISSUED)
    for see in (lambda: holder_year(session, lost, 2026), lambda: all_visits(session, lost)):
        with pytest.raises(NotAllowedError):
            see()


def test_another_persons_visits_are_not_mine(session: Session, world: World, held: CardInHand) -> None:
    other = personal_card(session, world.distributor, world.codes[1], now=ISSUED)
    visited(session, world.venue, other.code, at=ISSUED)
    assert holder_year(session, held, 2026).visits == []


def test_the_last_evening_of_december_belongs_to_its_finnish_year(
    session: Session, world: World, held: CardInHand, now: datetime
) -> None:
    visited(session, world.venue, held.code, at=datetime(2026, 12, 31, 22, 30, tzinfo=UTC))
    assert holder_year(session, held, 2026).visits == []
    assert len(holder_year(session, held, 2027).months[0].visits) == 1
    assert years_with_visits(session, held, today=now.date().replace(year=2028)) == [2028, 2027]
    assert years_with_visits(session, held, today=now.date()) == [2026]
