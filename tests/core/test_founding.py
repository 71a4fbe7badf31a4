"""Networks are founded and grow, partners come, change and end, each by whom the policy lets."""

from collections import Counter
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import KAJAANI, NOKIA, TRIAL_ENDS, VAASA, World
from webapp.core.accounts.actor import Actor
from webapp.core.audit.models import AuditRecord
from webapp.core.cards.actions import validity_today
from webapp.core.errors import NotAllowedError, NotFoundError, Refusal, RefusedError
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
from webapp.core.networks.models import Participation
from webapp.core.networks.operating_model import BEGUN, ParticipationState
from webapp.core.networks.queries import municipalities_outside, networks_found, participation_for
from webapp.core.networks.reasons import NetworkRefusal
from webapp.core.offers.places import municipalities_with_places, place, places, state_at
from webapp.core.offers.searching import PlaceSearch
from webapp.core.partners.contacts import NewContacts, contacts_of, write_partner_contacts
from webapp.core.partners.founding import (
    NewPartner,
    add_partner,
    change_partner,
    end_partner,
    resume_partner,
)
from webapp.core.partners.lists import NetworkGap, PartnerSearch, gaps_of_network, partners_found
from webapp.core.partners.models import Organisation, OrganisationKind, Sector, VenueKind
from webapp.core.partners.queries import actor_of, organisations_of_network
from webapp.core.partners.reasons import PartnerRefusal
from webapp.core.statistics.figures import public_figures

SOTKAMO = "765"
TODAY = date(2026, 11, 22)
IN_USE = Standing(ParticipationState.IN_USE)
LAPLAND = NewNetwork(LocalisedText(fi="Lappi", sv="Lappland"), "LA")


def named(name: str, kind: OrganisationKind = OrganisationKind.DISTRIBUTOR) -> NewPartner:
    """A partner of the whole county."""
    return NewPartner(kind, LocalisedText(fi=name))


def venue(name: str, municipality: str | None = KAJAANI) -> NewPartner:
    return NewPartner(
        OrganisationKind.VENUE, LocalisedText(fi=name), municipality, VenueKind.MUSEUM, Sector.CULTURE
    )


def events(session: Session) -> Counter[str]:
    return Counter(session.scalars(select(AuditRecord.event)))


def refused(reason: Refusal, field: str) -> pytest.RaisesExc[RefusedError]:
    def check(error: RefusedError) -> bool:
        return (error.reason, error.field) == (reason, field)

    return pytest.RaisesExc(RefusedError, check=check)


def test_a_network_is_found_by_its_name_and_by_its_municipalities(
    session: Session, world: World, now: datetime
) -> None:
    lapland = found_network(session, world.office, LAPLAND, now=now)
    join_network(session, world.office, lapland.id, new=Joining("698", IN_USE), now=now)
    for word in ("lapp", "LAPPLAND", "rovaniemi", "lappi rovaniemi"):
        assert networks_found(session, word, language="fi") == [lapland]
    assert networks_found(session, "lappi kajaani", language="fi") == []
    assert len(networks_found(session, "", language="fi")) == 4
    assert (events(session)["network_founded"], events(session)["municipality_joined"]) == (1, 1)


@pytest.mark.parametrize("who", ["coordinator", "distributor", "venue"])
def test_networks_are_the_national_offices(session: Session, world: World, now: datetime, who: str) -> None:
    actor: Actor = getattr(world, who)
    part = session.get_one(Participation, KAJAANI)
    for act in (
        lambda: found_network(session, actor, LAPLAND, now=now),
        lambda: change_network(session, actor, world.kainuu, new=LAPLAND, now=now),
        lambda: join_network(session, actor, world.kainuu, new=Joining(SOTKAMO, IN_USE), now=now),
        lambda: settle_standing(session, actor, part, standing=IN_USE, now=now),
        lambda: add_partner(
            session, actor, world.kainuu, new=named("Kunta", OrganisationKind.COORDINATOR), now=now
        ),
    ):
        with pytest.raises(NotAllowedError):
            act()


def test_no_two_networks_have_one_name(session: Session, world: World, now: datetime) -> None:
    for name in (LocalisedText(fi="Kainuu"), LocalisedText(fi="Toinen", sv="Kajanaland")):
        with refused(NetworkRefusal.NETWORK_NAME_TAKEN, "name_fi" if len(name) == 1 else "name_sv"):
            found_network(session, world.office, NewNetwork(name, None), now=now)
    same = NewNetwork(LocalisedText(fi="Kainuu", sv="Kajanaland"), None)
    before = events(session)
    change_network(session, world.office, world.kainuu, new=same, now=now)
    assert events(session) == before  # as it was


def test_a_municipality_is_in_one_network_at_most(session: Session, world: World, now: datetime) -> None:
    with refused(NetworkRefusal.MUNICIPALITY_IN_NETWORK, "municipality"):
        join_network(session, world.office, world.kainuu, new=Joining(VAASA, IN_USE), now=now)
    with refused(NetworkRefusal.MUNICIPALITY_UNKNOWN, "municipality"):
        join_network(session, world.office, world.kainuu, new=Joining("000", IN_USE), now=now)
    outside = {one.code for one in municipalities_outside(session, language="fi")}
    assert SOTKAMO in outside
    join_network(session, world.office, world.kainuu, new=Joining(SOTKAMO, IN_USE), now=now)
    assert {one.code for one in municipalities_outside(session, language="fi")} == outside - {SOTKAMO}


def test_only_a_trial_has_a_last_day_and_it_is_not_past(
    session: Session, world: World, now: datetime
) -> None:
    part = session.get_one(Participation, KAJAANI)
    trial = ParticipationState.TRIAL
    for ends, reason in (
        (None, NetworkRefusal.TRIAL_END_NEEDED),
        (TODAY - timedelta(days=1), NetworkRefusal.TRIAL_END_PAST),
    ):
        with refused(reason, "trial_ends_on"):
            settle_standing(session, world.office, part, standing=Standing(trial, ends), now=now)
    settle_standing(session, world.office, part, standing=Standing(trial, TODAY), now=now)
    assert (part.state, part.trial_ends_on) == ("trial", TODAY)
    settle_standing(session, world.office, part, standing=Standing(ParticipationState.COMING, TODAY), now=now)
    assert (part.state, part.trial_ends_on) == ("coming", None)
    assert events(session)["municipality_changed"] == 2


def test_a_trial_that_has_ended_may_be_saved_as_it_is(session: Session, world: World, now: datetime) -> None:
    part = session.get_one(Participation, NOKIA)
    later, before = now + timedelta(days=400), events(session)
    same = Standing(ParticipationState.TRIAL, TRIAL_ENDS)
    settle_standing(session, world.office, part, standing=same, now=later)
    assert events(session) == before


def test_who_has_left_has_a_day_of_it_and_may_be_taken_in_by_another_network(
    session: Session, world: World, now: datetime
) -> None:
    part = session.get_one(Participation, KAJAANI)
    left, coming = Standing(ParticipationState.LEFT), Standing(ParticipationState.COMING)
    for later in (now, now + timedelta(days=9)):
        settle_standing(session, world.office, part, standing=left, now=later)
    assert (part.state, part.left_on, part.network_id) == ("left", TODAY, world.kainuu)
    assert events(session)["municipality_changed"] == 1
    assert KAJAANI in {one.code for one in municipalities_outside(session, language="fi")}
    join_network(session, world.office, world.ostrobothnia, new=Joining(KAJAANI, coming), now=now)
    assert (part.state, part.left_on, part.network_id) == ("coming", None, world.ostrobothnia)


@pytest.mark.parametrize("state", [*ParticipationState])
def test_venues_are_found_and_cards_given_out_only_where_a_municipality_has_begun(
    session: Session, world: World, now: datetime, state: ParticipationState
) -> None:
    ends = TRIAL_ENDS if state is ParticipationState.TRIAL else None
    part = session.get_one(Participation, KAJAANI)
    settle_standing(session, world.office, part, standing=Standing(state, ends), now=now)
    found = {one.venue.id for one in places(session, PlaceSearch(), today=TODAY, language="fi").places}
    listed = organisations_of_network(session, world.kainuu, language="fi")
    for is_there in (
        world.venue.organisation.id in found,
        KAJAANI in {one.code for one in municipalities_with_places(session, language="fi")},
        world.distributor.organisation.id in {one.id for one in listed},
        public_figures(session, TODAY).municipalities == 3,
        cards_are_given(session, world.distributor),
    ):
        assert is_there is (state in BEGUN)
    assert state_at(session, place(session, world.venue.organisation.id)) is state


def cards_are_given(session: Session, distributor: Actor) -> bool:
    """Whether a card issued now would have a last day."""
    try:
        return bool(validity_today(session, distributor, TODAY))
    except RefusedError:
        return False


def test_a_whole_network_gives_cards_as_long_as_one_municipality_has_not_left(
    session: Session, world: World, now: datetime
) -> None:
    def binds() -> str:
        return participation_for(session, network_id=world.kainuu, municipality_code=None)[0]

    join_network(session, world.office, world.kainuu, new=Joining(SOTKAMO, IN_USE), now=now)
    states = []
    for code in (KAJAANI, SOTKAMO):
        part = session.get_one(Participation, code)
        settle_standing(session, world.office, part, standing=Standing(ParticipationState.LEFT), now=now)
        states.append(binds())
    assert states == ["in_use", "left"]


def test_partners_left_behind_are_told_of_and_no_new_one_is_taken_in_there(
    session: Session, world: World, now: datetime
) -> None:
    join_network(session, world.office, world.kainuu, new=Joining(SOTKAMO, IN_USE), now=now)
    part = session.get_one(Participation, KAJAANI)
    settle_standing(session, world.office, part, standing=Standing(ParticipationState.LEFT), now=now)
    assert gaps_of_network(session, world.coordinator, world.kainuu, language="fi").left_behind == 2
    with refused(PartnerRefusal.PARTNER_PLACE_ELSEWHERE, "municipality"):
        add_partner(session, world.coordinator, world.kainuu, new=venue("Museo"), now=now)
    for partner in (world.venue, world.distributor):
        end_partner(session, world.coordinator, partner.organisation.id, now=now)
    assert not gaps_of_network(session, world.coordinator, world.kainuu, language="fi").left_behind


def test_a_coordinator_takes_partners_into_their_own_network_only(
    session: Session, world: World, now: datetime
) -> None:
    ours = add_partner(session, world.coordinator, world.kainuu, new=venue("Museo"), now=now)
    assert (ours.network_id, ours.kind, ours.venue_kind) == (world.kainuu, "venue", "museum")
    assert events(session)["partner_added"] == 1
    with pytest.raises(NotFoundError):
        add_partner(session, world.coordinator, world.ostrobothnia, new=named("Apu"), now=now)
    assert add_partner(session, world.office, world.ostrobothnia, new=named("Apu"), now=now).id
    for actor in (world.distributor, world.venue):
        with pytest.raises(NotAllowedError):
            add_partner(session, actor, world.kainuu, new=named("Apu"), now=now)


@pytest.mark.parametrize("kind", [OrganisationKind.NATIONAL_OFFICE, OrganisationKind.COORDINATOR])
def test_nobody_makes_an_office_that_may_more_than_they_do(
    session: Session, world: World, now: datetime, kind: OrganisationKind
) -> None:
    with pytest.raises(NotAllowedError):
        add_partner(session, world.coordinator, world.kainuu, new=named("Toimisto", kind), now=now)


def test_a_partner_is_of_a_municipality_of_its_network(session: Session, world: World, now: datetime) -> None:
    with refused(PartnerRefusal.PARTNER_PLACE_ELSEWHERE, "municipality"):
        add_partner(session, world.coordinator, world.kainuu, new=venue("Museo", VAASA), now=now)
    with refused(PartnerRefusal.PARTNER_PLACE_NEEDED, "municipality"):
        add_partner(session, world.coordinator, world.kainuu, new=venue("Museo", None), now=now)
    assert add_partner(session, world.coordinator, world.kainuu, new=named("Koko maakunta"), now=now).id


def test_pressing_twice_adds_one(session: Session, world: World, now: datetime) -> None:
    add_partner(session, world.coordinator, world.kainuu, new=venue("Museo"), now=now)
    with refused(PartnerRefusal.PARTNER_NAME_TAKEN, "name_fi"):
        add_partner(session, world.coordinator, world.kainuu, new=venue("Museo"), now=now)
    assert add_partner(session, world.coordinator, world.kainuu, new=named("Museo"), now=now).id


def test_a_partner_is_changed_by_its_coordinator_and_no_other(
    session: Session, world: World, now: datetime
) -> None:
    theatre = world.venue.organisation.id
    change_partner(session, world.coordinator, theatre, new=venue("Uusi nimi"), now=now)
    found = session.get_one(Organisation, theatre)
    assert (found.name["fi"], found.venue_kind) == ("Uusi nimi", "museum")
    search = PartnerSearch("uusi", OrganisationKind.VENUE)
    listed = partners_found(session, world.coordinator, world.kainuu, search=search, language="fi")
    assert [one.organisation.id for one in listed.everything(session, listed.usual)] == [theatre]
    others = (world.other_venue.organisation.id, world.office.organisation.id,
              world.coordinator.organisation.id)  # fmt: skip
    for other in others:
        with pytest.raises(NotFoundError):
            change_partner(session, world.coordinator, other, new=venue("Uusi"), now=now)
    with pytest.raises(NotFoundError):
        change_partner(session, world.office, world.office.organisation.id, new=named("Uusi"), now=now)


@pytest.mark.parametrize("who", ["distributor", "venue", "coordinator"])
def test_nobody_acts_for_an_organisation_that_has_ended_until_it_is_along_again(
    session: Session, world: World, now: datetime, who: str
) -> None:
    actor: Actor = getattr(world, who)
    partner_id = actor.organisation.id
    for _ in range(2):
        end_partner(session, world.office, partner_id, now=now)
    assert actor_of(session, account_id=actor.account_id, organisation_id=partner_id) is None
    assert events(session)["partner_ended"] == 1
    resume_partner(session, world.office, partner_id, now=now)
    assert actor_of(session, account_id=actor.account_id, organisation_id=partner_id) == actor
    assert events(session)["partner_resumed"] == 1


def test_a_coordinator_writes_how_a_partner_is_reached(session: Session, world: World, now: datetime) -> None:
    partner = session.get_one(Organisation, world.distributor.organisation.id)
    contacts = NewContacts(phone="08 123 4567", hours=LocalisedText(fi="Ma–pe 9–15"))
    write_partner_contacts(session, world.coordinator, partner.id, new=contacts, now=now)
    written = contacts_of(session, partner)
    assert written is not None
    assert (written.phone, written.updated_by) == ("08 123 4567", world.coordinator.account_id)
    with pytest.raises(NotFoundError):
        write_partner_contacts(
            session, world.coordinator, world.other_venue.organisation.id, new=contacts, now=now
        )


def test_a_network_is_told_what_it_lacks(session: Session, world: World, now: datetime) -> None:
    lapland = found_network(session, world.office, LAPLAND, now=now)
    lacking = gaps_of_network(session, world.office, lapland.id, language="fi")
    assert list(lacking.gaps) == [
        NetworkGap.NOT_IN_USE, NetworkGap.NO_COORDINATOR, NetworkGap.NO_DISTRIBUTOR, NetworkGap.NO_VENUE
    ]  # fmt: skip
    helper = add_partner(session, world.office, lapland.id, new=named("Apu"), now=now)
    join_network(session, world.office, lapland.id, new=Joining("698", IN_USE), now=now)
    lacking = gaps_of_network(session, world.office, lapland.id, language="fi")
    assert list(lacking.gaps) == [
        NetworkGap.NO_COORDINATOR, NetworkGap.NO_THIRD_SECTOR, NetworkGap.NO_VENUE
    ]  # fmt: skip
    assert list(lacking.without_contact_person) == [helper]
    ours = gaps_of_network(session, world.coordinator, world.kainuu, language="fi")
    assert (list(ours.gaps), list(ours.without_contact_person)) == ([], [])
    with pytest.raises(NotFoundError):
        gaps_of_network(session, world.coordinator, lapland.id, language="fi")
