"""Partners move between networks with all that they have done; some venues are outside them."""

from datetime import date, datetime

import pytest
from sqlalchemy.orm import Session

from tests.core.test_founding import events, named, refused, venue
from tests.factories import KAJAANI, NOKIA, TRIAL_ENDS, VAASA, World, background, personal_card
from webapp.core.accounts.actor import Actor
from webapp.core.cards.actions import issue_card
from webapp.core.cards.models import Card
from webapp.core.cards.reasons import IssuingRefusal
from webapp.core.cards.unused_codes import NewCard
from webapp.core.errors import NotAllowedError, NotFoundError
from webapp.core.identifiers import new_id
from webapp.core.partners.founding import add_partner, add_pop_up_venue, change_partner, end_partner
from webapp.core.partners.lists import PartnerSearch, pop_up_venues_found
from webapp.core.partners.models import Organisation
from webapp.core.partners.moving import Destination, move_partner
from webapp.core.partners.queries import actor_of, pop_up_venues, seen_organisation
from webapp.core.partners.reasons import PartnerRefusal
from webapp.core.statistics.figures import network_figures
from webapp.core.statistics.period import Period

TODAY = date(2026, 11, 22)


def again(session: Session, actor: Actor) -> Actor:
    """The same person, as the register says now."""
    found = actor_of(session, account_id=actor.account_id, organisation_id=actor.organisation.id)
    assert found is not None
    return found


def test_a_distributor_takes_its_cards_along_and_gives_new_ones_by_the_rule_of_where_it_is(
    session: Session, world: World, now: datetime
) -> None:
    held = personal_card(session, world.distributor, world.codes[0], now=now)
    last_day = held.card.valid_until
    pirkanmaa = session.get_one(Organisation, world.trial_distributor.organisation.id).network_id
    partner = world.distributor.organisation.id
    to = Destination(pirkanmaa, NOKIA)
    for _ in range(2):
        move_partner(session, world.office, partner, to=to, now=now)
    assert events(session)["partner_moved"] == 1
    card = session.get_one(Card, held.card.id)
    assert (card.valid_until, card.distributor_id) == (last_day, partner)
    moved = again(session, world.distributor)
    assert (moved.network_id, moved.organisation.municipality_code) == (pirkanmaa, NOKIA)
    with refused(IssuingRefusal.CODE_OF_ANOTHER_NETWORK, "code"):
        new = NewCard(new_id(now), world.codes[1])
        issue_card(session, moved, new, background=background(), now=now)
    new = NewCard(new_id(now), world.trial_codes[0])
    assert issue_card(session, moved, new, background=background(), now=now).card.valid_until == TRIAL_ENDS
    with pytest.raises(NotFoundError):
        seen_organisation(session, world.coordinator, partner)


def test_what_a_moved_distributor_gave_out_counts_where_it_is(
    session: Session, world: World, now: datetime
) -> None:
    personal_card(session, world.distributor, world.codes[0], now=now)
    year = Period(date(2026, 1, 1), date(2026, 12, 31))
    assert network_figures(session, world.coordinator, year, language="fi").issued == 1
    to = Destination(world.ostrobothnia, VAASA)
    move_partner(session, world.office, world.distributor.organisation.id, to=to, now=now)
    assert network_figures(session, world.coordinator, year, language="fi").issued == 0


def test_a_venue_leaves_its_network_for_pop_up_and_comes_back(
    session: Session, world: World, now: datetime
) -> None:
    place = world.venue.organisation.id
    session.get_one(Organisation, place).side = "county"
    move_partner(session, world.office, place, to=Destination(None), now=now)
    found = session.get_one(Organisation, place)
    assert (found.network_id, found.side, found.municipality_code) == (None, None, KAJAANI)
    assert found in pop_up_venues(session, language="fi")
    move_partner(session, world.office, place, to=Destination(world.ostrobothnia, VAASA), now=now)
    assert (found.network_id, found.municipality_code) == (world.ostrobothnia, VAASA)
    assert (events(session)["partner_taken_out"], events(session)["partner_moved"]) == (1, 1)


def test_where_a_partner_cannot_be_it_is_not_moved_to(session: Session, world: World, now: datetime) -> None:
    place, distributor = world.venue.organisation.id, world.distributor.organisation.id
    name = session.get_one(Organisation, distributor).name["fi"]
    add_partner(session, world.office, world.ostrobothnia, new=named(name), now=now)
    elsewhere = Destination(world.ostrobothnia, KAJAANI)
    for partner, to, reason, field in (
        (place, Destination(0, VAASA), PartnerRefusal.NETWORK_UNKNOWN, "network"),
        (distributor, Destination(None), PartnerRefusal.NETWORK_UNKNOWN, "network"),
        (place, Destination(world.ostrobothnia), PartnerRefusal.PARTNER_PLACE_NEEDED, "municipality"),
        (place, elsewhere, PartnerRefusal.PARTNER_PLACE_ELSEWHERE, "municipality"),
        (distributor, Destination(world.ostrobothnia), PartnerRefusal.PARTNER_NAME_TAKEN_THERE, "network"),
    ):
        with refused(reason, field):
            move_partner(session, world.office, partner, to=to, now=now)
    assert session.get_one(Organisation, place).network_id == world.kainuu


def test_only_the_national_office_moves_partners_and_adds_pop_ups(
    session: Session, world: World, now: datetime
) -> None:
    to = Destination(world.ostrobothnia, VAASA)
    for actor in (world.coordinator, world.distributor, world.venue):
        with pytest.raises(NotAllowedError):
            move_partner(session, actor, world.venue.organisation.id, to=to, now=now)
        with pytest.raises(NotAllowedError):
            add_pop_up_venue(session, actor, new=venue("Museo"), now=now)
    for office in (world.office, world.coordinator):
        with pytest.raises(NotFoundError):
            move_partner(session, world.office, office.organisation.id, to=to, now=now)


def test_a_pop_up_venue_is_of_any_municipality_and_stays_listed_when_it_ends(
    session: Session, world: World, now: datetime
) -> None:
    place = add_pop_up_venue(session, world.office, new=venue("Kiasma", "091"), now=now)
    assert (place.network_id, place.municipality_code, events(session)["pop_up_added"]) == (None, "091", 1)
    with refused(PartnerRefusal.PARTNER_NAME_TAKEN, "name_fi"):
        add_pop_up_venue(session, world.office, new=venue("Kiasma", "091"), now=now)
    for code, reason in (
        ("000", PartnerRefusal.PARTNER_PLACE_ELSEWHERE), (None, PartnerRefusal.PARTNER_PLACE_NEEDED)
    ):  # fmt: skip
        with refused(reason, "municipality"):
            add_pop_up_venue(session, world.office, new=venue("Ateneum", code), now=now)
    change_partner(session, world.office, place.id, new=venue("Kiasma", "049"), now=now)
    assert place.municipality_code == "049"
    end_partner(session, world.office, place.id, now=now)
    listed = pop_up_venues_found(world.office, PartnerSearch(), language="fi")
    assert place in [one.organisation for one in listed.everything(session, listed.usual)]
    assert place not in pop_up_venues(session, language="fi")
    with pytest.raises(NotFoundError):
        seen_organisation(session, world.coordinator, place.id)
