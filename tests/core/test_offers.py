"""What a venue has on: put on, seen at the counter, taken off."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from tests.factories import World
from webapp.core.errors import NotAllowedError, NotFoundError, RefusedError
from webapp.core.languages import LocalisedText
from webapp.core.offers.actions import NewOffer, add_offer, end_offer
from webapp.core.offers.models import OfferKind
from webapp.core.offers.queries import offers_at_counter, offers_of_day, offers_of_venue
from webapp.core.offers.reasons import OfferRefusal
from webapp.core.partners.desks import own_desk


def names(offers: object) -> list[str]:
    return [one.name.text_in("fi") for one in offers]  # type: ignore[attr-defined]


@pytest.fixture
def on(session: Session, world: World, now: datetime) -> None:
    for name, days in (("Uinti", None), ("Tänään", 0), ("Viikon päästä", 7), ("Myöhemmin", 8)):
        day = None if days is None else now.date() + timedelta(days=days)
        add_offer(
            session, own_desk(world.venue), NewOffer(LocalisedText(fi=name), OfferKind.TICKET, day), now=now
        )


def test_each_sees_as_far_as_it_needs(session: Session, world: World, on: None, now: datetime) -> None:
    day = now.date()
    assert names(offers_of_day(session, own_desk(world.venue), day, language="fi")) == ["Uinti", "Tänään"]
    assert names(offers_at_counter(session, own_desk(world.venue), day, language="fi")) == [
        "Uinti",
        "Tänään",
        "Viikon päästä",
    ]
    assert names(offers_of_venue(session, own_desk(world.venue), day, language="fi")) == [
        "Uinti", "Tänään", "Viikon päästä", "Myöhemmin",
    ]  # fmt: skip
    tomorrow = day + timedelta(days=1)
    assert names(offers_at_counter(session, own_desk(world.venue), tomorrow, language="fi")) == [
        "Uinti",
        "Viikon päästä",
        "Myöhemmin",
    ]
    assert names(offers_at_counter(session, own_desk(world.other_venue), day, language="fi")) == []


def test_what_is_taken_off_is_gone_and_taking_it_off_again_changes_nothing(
    session: Session, world: World, now: datetime
) -> None:
    offer = add_offer(
        session,
        own_desk(world.venue),
        NewOffer(LocalisedText(fi="  Iltanäytös  "), OfferKind.COURSE),
        now=now,
    )
    assert offer.name == {"fi": "Iltanäytös"}
    for later in (now, now + timedelta(days=1)):
        assert end_offer(session, own_desk(world.venue), offer.id, now=later).ended_at == now
    assert names(offers_of_venue(session, own_desk(world.venue), now.date(), language="fi")) == []


@pytest.mark.parametrize("name", ["", "   ", "x" * 81])
def test_a_name_is_needed_and_not_too_long(session: Session, world: World, now: datetime, name: str) -> None:
    with pytest.raises(RefusedError) as refused:
        add_offer(session, own_desk(world.venue), NewOffer(LocalisedText(fi=name), OfferKind.TICKET), now=now)
    assert (refused.value.reason, refused.value.field) == (OfferRefusal.OFFER_NAME, "name_fi")


def test_any_one_language_is_enough_and_each_is_short(session: Session, world: World, now: datetime) -> None:
    swedish = NewOffer(LocalisedText(sv=" Simning ", fi=" "), OfferKind.TICKET)
    assert add_offer(session, own_desk(world.venue), swedish, now=now).name == {"sv": "Simning"}
    too_long = NewOffer(LocalisedText(fi="Uinti", en="x" * 81), OfferKind.TICKET)
    with pytest.raises(RefusedError) as refused:
        add_offer(session, own_desk(world.venue), too_long, now=now)
    assert (refused.value.reason, refused.value.field) == (OfferRefusal.OFFER_NAME, "name_en")


def test_a_list_stands_in_the_order_of_the_names_that_its_reader_sees(
    session: Session, world: World, now: datetime
) -> None:
    for finnish, swedish in (("Uinti", "Dans"), ("Tanssi", "Simning")):
        new = NewOffer(LocalisedText(fi=finnish, sv=swedish), OfferKind.TICKET)
        add_offer(session, own_desk(world.venue), new, now=now)
    for language, shown in (("fi", ["Tanssi", "Uinti"]), ("sv", ["Dans", "Simning"])):
        found = offers_of_day(session, own_desk(world.venue), now.date(), language=language)
        assert [one.name.text_in(language) for one in found] == shown


def test_a_day_that_has_gone_is_refused(session: Session, world: World, now: datetime) -> None:
    yesterday = now.date() - timedelta(days=1)
    with pytest.raises(RefusedError) as refused:
        add_offer(
            session,
            own_desk(world.venue),
            NewOffer(LocalisedText(fi="Eilinen"), OfferKind.TICKET, yesterday),
            now=now,
        )
    assert refused.value.reason is OfferRefusal.OFFER_IN_PAST


def test_only_the_venue_itself_plans(session: Session, world: World, now: datetime) -> None:
    new = NewOffer(LocalisedText(fi="Iltanäytös"), OfferKind.TICKET)
    offer = add_offer(session, own_desk(world.venue), new, now=now)
    with pytest.raises(NotFoundError):
        end_offer(session, own_desk(world.other_venue), offer.id, now=now)
    for actor in (world.distributor, world.coordinator, world.office):
        with pytest.raises(NotAllowedError):
            add_offer(session, own_desk(actor), new, now=now)
        with pytest.raises(NotAllowedError):
            offers_at_counter(session, own_desk(actor), now.date(), language="fi")
