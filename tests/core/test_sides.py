"""Who may see, change and take in which partner: own or other network, side, state of the municipality."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import product

import pytest
from sqlalchemy.orm import Session

from tests.core.test_founding import events, named, refused, venue
from tests.factories import KAJAANI, TRIAL_ENDS, World, add_actor
from webapp.core.accounts.actor import Actor
from webapp.core.errors import NotAllowedError, NotFoundError, OtherSideError
from webapp.core.languages import LocalisedText
from webapp.core.networks.actions import (
    Joining,
    NewNetwork,
    Standing,
    change_network,
    found_network,
    join_network,
    settle_standing,
)
from webapp.core.networks.models import Network, Participation
from webapp.core.networks.operating_model import ParticipationState
from webapp.core.partners.contacts import NewContacts, write_partner_contacts
from webapp.core.partners.founding import NewPartner, add_partner, change_partner, end_partner, resume_partner
from webapp.core.partners.invitations import Invited, invite_person
from webapp.core.partners.leads import NewLead, lead_of, settle_lead
from webapp.core.partners.lists import NetworkGap, PartnerSearch, gaps_of_network, partners_found
from webapp.core.partners.models import Organisation, OrganisationKind
from webapp.core.partners.queries import actor_of, seen_organisation, staff_of
from webapp.core.partners.reasons import PartnerRefusal
from webapp.core.partners.sides import Side

Act = Callable[[Session, Actor, int, datetime], object]
TODAY = date(2026, 11, 22)


def of_side(session: Session, world: World, side: Side, *, now: datetime) -> Actor:
    """Kainuu's coordinator, of one side."""
    session.get_one(Organisation, world.coordinator.organisation.id).side = side
    session.flush()
    found = actor_of(
        session, account_id=world.coordinator.account_id, organisation_id=world.coordinator.organisation.id
    )
    assert found is not None
    return found


def changed(session: Session, actor: Actor, partner_id: int, now: datetime) -> None:
    """As it is, but for its name."""
    partner = session.get_one(Organisation, partner_id)
    new = venue(f"Uusi {partner_id}", partner.municipality_code) if partner.venue_kind else NewPartner(
        OrganisationKind(partner.kind), LocalisedText(fi=f"Uusi {partner_id}"), partner.municipality_code
    )  # fmt: skip
    change_partner(session, actor, partner_id, new=new, now=now)


ACTS: dict[str, Act] = {
    "change": changed,
    "contacts": lambda session, actor, partner, now: write_partner_contacts(
        session, actor, partner, new=NewContacts(phone="08 123 4567"), now=now
    ),
    "end": lambda session, actor, partner, now: end_partner(session, actor, partner, now=now),
    "resume": lambda session, actor, partner, now: resume_partner(session, actor, partner, now=now),
    "invite": lambda session, actor, partner, now: invite_person(
        session, actor, partner, invited=Invited("new@staff.example", as_contact_person=True), now=now
    ),
    "staff": lambda session, actor, partner, _now: staff_of(session, actor, partner, language="fi"),
}
"""Everything that is done to a partner."""
PARTNERS = ("venue", "distributor", "other_venue", "other_distributor")
LOOKS_AFTER = {
    (Side.MUNICIPALITY, "venue"), (Side.COUNTY, "distributor"),
    (Side.BOTH, "venue"), (Side.BOTH, "distributor"),
}  # fmt: skip


@pytest.mark.parametrize("state", [*ParticipationState])
@pytest.mark.parametrize("side", [*Side])
def test_a_coordinator_changes_their_own_sides_partners_sees_all_and_nothing_elsewhere(
    session: Session, world: World, now: datetime, side: Side, state: ParticipationState
) -> None:
    part = session.get_one(Participation, KAJAANI)
    ends = TRIAL_ENDS if state is ParticipationState.TRIAL else None
    settle_standing(session, world.office, part, standing=Standing(state, ends), now=now)
    coordinator = of_side(session, world, side, now=now)
    for (name, act), who in product(
        ACTS.items(), ("venue", "distributor", "other_venue", "other_distributor")
    ):
        partner = getattr(world, who).organisation.id
        found = outcome(act, session, coordinator, partner, now)
        if who.startswith("other"):
            assert found is NotFoundError, (name, who)
        else:
            assert found is (None if (side, who) in LOOKS_AFTER else OtherSideError), (name, who)
            assert seen_organisation(session, coordinator, partner).id == partner
        assert outcome(act, session, world.office, partner, now) is None, (name, who)
    listed = partners_found(session, coordinator, world.kainuu, search=PartnerSearch(), language="fi")
    assert listed.page(session, listed.usual, 1).total == 3


def outcome(act: Act, session: Session, actor: Actor, partner: int, now: datetime) -> type[Exception] | None:
    """What an act ends in; it is taken back."""
    nested = session.begin_nested()
    try:
        act(session, actor, partner, now)
    except (NotAllowedError, NotFoundError) as error:
        return type(error)
    finally:
        nested.rollback()
    return None


@pytest.mark.parametrize("side", [*Side])
@pytest.mark.parametrize("kind", ["venue", "distributor", "coordinator"])
def test_a_coordinator_takes_in_partners_of_their_own_side(
    session: Session, world: World, now: datetime, side: Side, kind: str
) -> None:
    coordinator = of_side(session, world, side, now=now)
    new = venue("Museo") if kind == "venue" else named("Apu", OrganisationKind(kind))
    for network in (world.kainuu, world.ostrobothnia):

        def act(session: Session, actor: Actor, network: int, now: datetime) -> object:
            return add_partner(session, actor, network, new=new, now=now)

        found = outcome(act, session, coordinator, network, now)
        if network != world.kainuu:
            assert found is NotFoundError
        elif kind == "coordinator":
            assert found is NotAllowedError
        else:
            assert found is (None if (side, kind) in LOOKS_AFTER else OtherSideError)


def test_a_partner_is_given_to_the_other_side_and_its_people_stay(
    session: Session, world: World, now: datetime
) -> None:
    county = of_side(session, world, Side.COUNTY, now=now)
    partner = world.distributor.organisation.id
    new = NewPartner(OrganisationKind.DISTRIBUTOR, LocalisedText(fi="Kunnan apu"), side=Side.MUNICIPALITY)
    change_partner(session, county, partner, new=new, now=now)
    with pytest.raises(OtherSideError):
        end_partner(session, county, partner, now=now)
    town = of_side(session, world, Side.MUNICIPALITY, now=now)
    assert [one.account_id for one in staff_of(session, town, partner, language="fi")] == [
        world.distributor.account_id
    ]
    back = NewPartner(OrganisationKind.DISTRIBUTOR, LocalisedText(fi="Kunnan apu"), side=Side.COUNTY)
    change_partner(session, town, partner, new=back, now=now)
    assert session.get_one(Organisation, partner).side is None
    for side in (Side.COUNTY, None):
        kept = NewPartner(OrganisationKind.DISTRIBUTOR, LocalisedText(fi="Kunnan apu"), side=side)
        before = events(session)
        change_partner(session, world.office, partner, new=kept, now=now)
        assert events(session) == before  # as it was


def test_a_network_lacks_the_side_of_which_no_office_is_along(
    session: Session, world: World, now: datetime
) -> None:
    def lacking() -> list[NetworkGap]:
        return list(gaps_of_network(session, world.office, world.kainuu, language="fi").gaps)

    assert lacking() == []
    of_side(session, world, Side.MUNICIPALITY, now=now)
    assert lacking() == [NetworkGap.NO_COUNTY_SIDE]
    of_side(session, world, Side.COUNTY, now=now)
    assert lacking() == [NetworkGap.NO_MUNICIPALITY_SIDE]
    county = NewPartner(OrganisationKind.COORDINATOR, LocalisedText(fi="Kunta"), side=Side.MUNICIPALITY)
    office = add_partner(session, world.office, world.kainuu, new=county, now=now)
    assert lacking() == []
    end_partner(session, world.office, office.id, now=now)
    assert lacking() == [NetworkGap.NO_MUNICIPALITY_SIDE]


def test_an_office_of_the_network_leads_it_until_another_does(
    session: Session, world: World, now: datetime
) -> None:
    assert lead_of(session, world.kainuu) is None
    ours = world.coordinator.organisation.id
    network = session.get_one(Network, world.kainuu)
    second = add_actor(session, "coordinator", now=now, network=network).organisation.id
    for office, until in ((ours, TODAY), (ours, TODAY), (second, None)):
        settle_lead(session, world.office, world.kainuu, new=NewLead(office, until), now=now)
    lead = lead_of(session, world.kainuu)
    assert lead is not None
    assert (lead.organisation_id, lead.until, events(session)["lead_settled"]) == (second, None, 2)


def test_only_an_office_of_the_network_that_is_along_leads_it_and_until_a_day_to_come(
    session: Session, world: World, now: datetime
) -> None:
    other = add_actor(session, "coordinator", now=now, network=session.get_one(Network, world.ostrobothnia))
    ours = world.coordinator.organisation.id
    for office in (world.venue.organisation.id, other.organisation.id, 0):
        with refused(PartnerRefusal.LEAD_UNKNOWN, "office"):
            settle_lead(session, world.office, world.kainuu, new=NewLead(office), now=now)
    with refused(PartnerRefusal.LEAD_END_PAST, "until"):
        past = NewLead(ours, TODAY - timedelta(days=1))
        settle_lead(session, world.office, world.kainuu, new=past, now=now)
    end_partner(session, world.office, ours, now=now)
    with refused(PartnerRefusal.LEAD_UNKNOWN, "office"):
        settle_lead(session, world.office, world.kainuu, new=NewLead(ours), now=now)


NETWORK_ACTS: dict[str, Callable[[Session, Actor, World, datetime], object]] = {
    "found": lambda session, actor, _world, now: found_network(
        session, actor, NewNetwork(LocalisedText(fi="Lappi"), None), now=now
    ),
    "change": lambda session, actor, world, now: change_network(
        session, actor, world.kainuu, new=NewNetwork(LocalisedText(fi="Uusi"), None), now=now
    ),
    "join": lambda session, actor, world, now: join_network(
        session, actor, world.kainuu, new=Joining("765", Standing(ParticipationState.COMING)), now=now
    ),
    "settle": lambda session, actor, _world, now: settle_standing(
        session, actor, session.get_one(Participation, KAJAANI), standing=Standing(ParticipationState.COMING),
        now=now,
    ),
    "lead": lambda session, actor, world, now: settle_lead(
        session, actor, world.kainuu, new=NewLead(world.coordinator.organisation.id), now=now
    ),
}  # fmt: skip
"""Everything that is done to a network."""


@pytest.mark.parametrize("name", NETWORK_ACTS)
def test_networks_are_the_national_offices_whichever_side_asks(
    session: Session, world: World, now: datetime, name: str
) -> None:
    for side in Side:
        coordinator = of_side(session, world, side, now=now)
        for actor in (coordinator, world.distributor, world.venue, world.other_venue):
            with pytest.raises(NotAllowedError):
                NETWORK_ACTS[name](session, actor, world, now)
    NETWORK_ACTS[name](session, world.office, world, now)
