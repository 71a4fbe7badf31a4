"""Tips reach the cardholders of the network, or of the country, from day to day."""

import uuid
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import World, personal_card
from webapp.core.audit.models import AuditRecord
from webapp.core.errors import NotAllowedError, NotFoundError, Refusal, RefusedError
from webapp.core.free_text.reasons import TextRefusal
from webapp.core.languages import LocalisedText
from webapp.core.outings.reasons import TipRefusal
from webapp.core.outings.tips import (
    NewTip,
    TipWords,
    give_tip,
    own_tip,
    remove_tip,
    tips_for,
    tips_given,
)
from webapp.core.partners.reasons import PartnerRefusal

TODAY = date(2026, 11, 22)
DAY = timedelta(days=1)


def new_tip(title: str = "Joulukonsertti", **facts: object) -> NewTip:
    """Shown today and tomorrow."""
    plain = NewTip(uuid.uuid4(), {"fi": TipWords(title, "Tule kuuntelemaan.")}, TODAY, TODAY + DAY)
    return replace(plain, **facts)  # type: ignore[arg-type]  # any of its fields


def test_a_holder_sees_tips_of_the_network_and_of_the_country_newest_first(
    session: Session, world: World, now: datetime
) -> None:
    near = personal_card(session, world.distributor, world.codes[0], now=now)
    far = personal_card(session, world.other_distributor, world.other_codes[0], now=now)
    local = give_tip(session, world.coordinator, new_tip("Kajaani"), now=now)
    national = give_tip(session, world.office, new_tip("Suomi"), now=now + timedelta(minutes=1))
    assert [one.id for one in tips_for(session, near, today=TODAY)] == [national.id, local.id]
    assert [one.id for one in tips_for(session, far, today=TODAY)] == [national.id]
    assert [one.id for one in tips_given(session, world.coordinator, today=TODAY)] == [local.id]
    assert [one.id for one in tips_given(session, world.office, today=TODAY)] == [national.id]


def test_a_tip_is_shown_from_its_first_day_to_its_last(session: Session, world: World, now: datetime) -> None:
    held = personal_card(session, world.distributor, world.codes[0], now=now)
    give_tip(
        session, world.coordinator, new_tip(shown_from=TODAY + DAY, shown_until=TODAY + 2 * DAY), now=now
    )
    shown = [bool(tips_for(session, held, today=TODAY + days * DAY)) for days in range(4)]
    assert shown == [False, True, True, False]
    assert tips_given(session, world.coordinator, today=TODAY)


def test_a_tip_given_twice_is_one_and_removed_twice_is_removed(
    session: Session, world: World, now: datetime
) -> None:
    new = new_tip()
    tip = give_tip(session, world.coordinator, new, now=now)
    assert give_tip(session, world.coordinator, new, now=now).id == tip.id
    for _ in range(2):
        remove_tip(session, world.coordinator, tip.id, now=now)
    assert tips_given(session, world.coordinator, today=TODAY) == []
    events = session.scalars(select(AuditRecord.event)).all()
    assert (events.count("tip_given"), events.count("tip_removed")) == (1, 1)


def test_each_looks_after_its_own_tips(session: Session, world: World, now: datetime) -> None:
    tip = give_tip(session, world.office, new_tip(), now=now)
    with pytest.raises(NotFoundError):
        remove_tip(session, world.coordinator, tip.id, now=now)
    with pytest.raises(NotAllowedError):
        own_tip(session, world.distributor, tip.id)
    with pytest.raises(NotAllowedError):
        give_tip(session, world.venue, new_tip(), now=now)


@pytest.mark.parametrize(
    ("facts", "reason", "field"),
    [
        ({"words": {"sv": TipWords(" ", "")}}, TextRefusal.TEXT_LENGTH, "title_fi"),
        ({"words": {"fi": TipWords("", "Teksti")}}, TipRefusal.TIP_HALF_WRITTEN, "title_fi"),
        ({"words": {"fi": TipWords("Otsikko", "x" * 601)}}, TextRefusal.TEXT_LENGTH, "text_fi"),
        (
            {"words": {"fi": TipWords("A", "B"), "sv": TipWords("Rubrik", " ")}},
            TipRefusal.TIP_HALF_WRITTEN,
            "text_sv",
        ),
        (
            {"words": {"fi": TipWords("A", "B"), "en": TipWords("", "Text")}},
            TipRefusal.TIP_HALF_WRITTEN,
            "title_en",
        ),
        ({"shown_until": TODAY - DAY, "shown_from": TODAY - 2 * DAY}, TipRefusal.TIP_DAYS, "shown_until"),
        ({"shown_from": TODAY + 2 * DAY}, TipRefusal.TIP_DAYS, "shown_until"),
        ({"address": "http://example.fi"}, TipRefusal.TIP_ADDRESS, "address"),
        ({"address": "https://"}, TipRefusal.TIP_ADDRESS, "address"),
        ({"address": "https://[example.fi"}, TipRefusal.TIP_ADDRESS, "address"),
        ({"address": "https://bank.fi@example.fi/"}, TipRefusal.TIP_ADDRESS, "address"),
        ({"address": "javascript:alert(1)"}, TipRefusal.TIP_ADDRESS, "address"),
    ],
)
def test_what_is_wrong_with_a_tip_is_told_beside_its_field(
    session: Session, world: World, now: datetime, *, facts: dict[str, object], reason: Refusal, field: str
) -> None:
    with pytest.raises(RefusedError) as refused:
        give_tip(session, world.coordinator, new_tip(**facts), now=now)  # type: ignore[arg-type]
    assert (refused.value.reason, refused.value.field) == (reason, field)


def test_a_tip_may_be_in_swedish_alone(session: Session, world: World, now: datetime) -> None:
    words = {"fi": TipWords(), "sv": TipWords("Julkonsert", "Kören sjunger.")}
    tip = give_tip(session, world.coordinator, new_tip(words=words), now=now)
    assert [tip.title, tip.text] == [LocalisedText(sv="Julkonsert"), LocalisedText(sv="Kören sjunger.")]


def test_its_venue_is_one_of_the_network_or_for_the_office_any(
    session: Session, world: World, now: datetime
) -> None:
    far = world.other_venue.organisation.id
    with pytest.raises(RefusedError) as refused:
        give_tip(session, world.coordinator, new_tip(venue_id=far), now=now)
    assert refused.value.reason is PartnerRefusal.VENUE_UNKNOWN
    assert give_tip(session, world.office, new_tip(venue_id=far), now=now).venue_id == far
    with_page = new_tip(venue_id=world.venue.organisation.id, address=" https://example.fi/joulu ")
    assert give_tip(session, world.coordinator, with_page, now=now).address == "https://example.fi/joulu"
