"""A new distributor gives out cards when the national office has said yes."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.core.test_founding import events, named, refused, venue
from tests.factories import World, add_account, background, commit_from_before, community_card
from tests.support.listed import all_of
from webapp.core.accounts.actor import Actor
from webapp.core.cards.actions import issue_card, validity_today
from webapp.core.cards.unused_codes import NewCard
from webapp.core.errors import NotAllowedError, NotFoundError, RefusedError
from webapp.core.free_text.checks import TellingTextError
from webapp.core.identifiers import new_id
from webapp.core.languages import LocalisedText
from webapp.core.partners.approvals import (
    ApprovalSearch,
    agree_to_distributor,
    distributors_to_decide,
    refuse_distributor,
)
from webapp.core.partners.founding import NewPartner, add_partner, end_partner
from webapp.core.partners.lists import NetworkGap, gaps_of_network
from webapp.core.partners.models import DistributorKind, Membership, Organisation, OrganisationKind, RunBy
from webapp.core.partners.queries import actor_of, distributor_kinds, organisations_of_network
from webapp.core.partners.reasons import PartnerRefusal
from webapp.core.partners.reference import load_distributor_kinds

TODAY = date(2026, 11, 22)


@pytest.fixture
def newcomer(session: Session, world: World, now: datetime) -> Actor:
    """Somebody of a distributor that Kainuu's coordinator has just taken in."""
    partner = add_partner(session, world.coordinator, world.kainuu, new=named("Apu"), now=now)
    commit_from_before(session, partner)
    account = add_account(session, now=now)
    session.add(
        Membership(account_id=account.id, organisation_id=partner.id, is_contact_person=True, since=now)
    )
    session.flush()
    actor = actor_of(session, account_id=account.id, organisation_id=partner.id)
    assert actor is not None
    return actor


def acts(session: Session, actor: Actor, world: World, now: datetime) -> list[Callable[[], object]]:
    """Every way to a card."""
    return [
        lambda: issue_card(
            session, actor, NewCard(new_id(now), world.codes[0]), background=background(), now=now
        ),
        lambda: community_card(session, actor, world.codes[1], now=now, until=TODAY + timedelta(days=30)),
        lambda: validity_today(session, actor, TODAY),
    ]


def test_until_the_yes_a_new_distributor_gives_out_no_card(
    session: Session, world: World, newcomer: Actor, now: datetime
) -> None:
    for act in acts(session, newcomer, world, now):
        with refused(PartnerRefusal.WAITS_FOR_YES, ""):
            act()
    agree_to_distributor(session, world.office, newcomer.organisation.id, now=now)
    for act in acts(session, newcomer, world, now):
        assert act()


def test_a_no_has_a_reason_and_may_become_a_yes(
    session: Session, world: World, newcomer: Actor, now: datetime
) -> None:
    partner = newcomer.organisation.id
    for typed in (" ", "x" * 301):
        with refused(PartnerRefusal.REASON_NEEDED, "reason"):
            refuse_distributor(session, world.office, partner, reason=typed, now=now)
    with pytest.raises(TellingTextError):
        refuse_distributor(session, world.office, partner, reason="Hän on 131052-308T.", now=now)
    for _ in range(2):
        refuse_distributor(session, world.office, partner, reason="Liian harvat hyötyvät.", now=now)
    for act in acts(session, newcomer, world, now):
        with pytest.raises(RefusedError) as told:
            act()
        assert (told.value.reason, told.value.facts) == (
            PartnerRefusal.NOT_AGREED_TO, {"reason": "Liian harvat hyötyvät."}
        )  # fmt: skip
    for _ in range(2):
        agree_to_distributor(session, world.office, partner, now=now)
    assert validity_today(session, newcomer, TODAY)
    assert (events(session)["distributor_refused"], events(session)["distributor_approved"]) == (1, 1)


def test_who_has_waited_longest_stands_first_and_a_no_last(
    session: Session, world: World, newcomer: Actor, now: datetime
) -> None:
    later = add_partner(
        session, world.coordinator, world.kainuu, new=named("Toinen"), now=now + timedelta(days=1)
    )
    gone = add_partner(session, world.coordinator, world.kainuu, new=named("Kolmas"), now=now)
    end_partner(session, world.coordinator, gone.id, now=now)

    def listed() -> list[int]:
        found = distributors_to_decide(world.office, ApprovalSearch(), language="fi")
        return [one.organisation_id for one in all_of(session, found)]

    assert listed() == [newcomer.organisation.id, later.id]
    refuse_distributor(session, world.office, newcomer.organisation.id, reason="Ei vielä.", now=now)
    assert listed() == [later.id, newcomer.organisation.id]
    agree_to_distributor(session, world.office, later.id, now=now)
    assert listed() == [newcomer.organisation.id]


def test_everybody_reads_of_a_distributor_when_it_has_the_yes(
    session: Session, world: World, newcomer: Actor, now: datetime
) -> None:
    def is_shown() -> bool:
        along = organisations_of_network(session, world.kainuu, language="fi")
        return newcomer.organisation.id in {one.id for one in along}

    assert not is_shown()
    agree_to_distributor(session, world.office, newcomer.organisation.id, now=now)
    assert is_shown()
    refuse_distributor(session, world.office, newcomer.organisation.id, reason="Ei sittenkään.", now=now)
    assert not is_shown()


def test_only_the_national_office_decides_and_of_what_it_was_asked_about(
    session: Session, world: World, newcomer: Actor, now: datetime
) -> None:
    for actor in (world.coordinator, world.distributor, newcomer, world.venue):
        for act in (
            lambda one: agree_to_distributor(session, one, newcomer.organisation.id, now=now),
            lambda one: refuse_distributor(session, one, newcomer.organisation.id, reason="Ei.", now=now),
            lambda one: distributors_to_decide(one, ApprovalSearch(), language="fi"),
        ):
            with pytest.raises(NotAllowedError):
                act(actor)
    own = add_partner(session, world.office, world.kainuu, new=named("Oma"), now=now)
    place = add_partner(session, world.coordinator, world.kainuu, new=venue("Museo"), now=now)
    for partner in (own.id, place.id, world.distributor.organisation.id, 0):
        with pytest.raises(NotFoundError):
            agree_to_distributor(session, world.office, partner, now=now)


def test_a_distributor_is_of_a_kind_of_the_list_and_run_by_somebody(
    session: Session, world: World, now: datetime
) -> None:
    (first, *_) = kinds = distributor_kinds(session)
    assert {one.code for one in kinds} >= {"outreach_youth_work", "clubhouse", "parish", "debt_counselling"}
    new = NewPartner(
        OrganisationKind.DISTRIBUTOR,
        LocalisedText(fi="Apu"),
        distributor_kind_id=first.id,
        run_by=RunBy.PUBLIC,
    )
    partner = add_partner(session, world.coordinator, world.kainuu, new=new, now=now)
    assert (partner.distributor_kind, partner.run_by) == (first, "public")
    first.is_offered = False
    session.flush()
    assert first not in distributor_kinds(session)
    assert first in distributor_kinds(session, first.id)
    odd = NewPartner(OrganisationKind.DISTRIBUTOR, LocalisedText(fi="Outo"), distributor_kind_id=0)
    with refused(PartnerRefusal.DISTRIBUTOR_KIND_UNKNOWN, ""):
        add_partner(session, world.coordinator, world.kainuu, new=odd, now=now)


def test_loading_kinds_again_leaves_what_the_office_has_changed(session: Session) -> None:
    kind = session.scalars(select(DistributorKind)).first()
    assert kind is not None
    kind.name, kind.is_offered = LocalisedText(fi="toinen nimi"), False
    session.flush()
    load_distributor_kinds(session)
    session.refresh(kind)
    assert (kind.name["fi"], kind.is_offered) == ("toinen nimi", False)


def test_a_network_without_a_distributor_of_the_third_sector_is_told_so(
    session: Session, world: World
) -> None:
    distributor = session.get_one(Organisation, world.distributor.organisation.id)
    for run_by in ("public", "parish", None):
        distributor.run_by = run_by
        session.flush()
        gaps = gaps_of_network(session, world.coordinator, world.kainuu, language="fi").gaps
        assert list(gaps) == [NetworkGap.NO_THIRD_SECTOR]
    distributor.run_by = "third_sector"
    session.flush()
    assert not gaps_of_network(session, world.coordinator, world.kainuu, language="fi").gaps
