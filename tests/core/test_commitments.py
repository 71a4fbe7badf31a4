"""Both sides accept a commitment to a version; without one in force nobody issues or records."""

import uuid
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from tests.factories import (
    FIRST_VERSION,
    KAJAANI,
    World,
    add_actor,
    add_device,
    add_organisation,
    background,
    community_card,
    personal_card,
    phone_visit,
    visit,
)
from webapp.core.accounts.actor import Actor
from webapp.core.accounts.roles import Role
from webapp.core.audit.models import AuditRecord
from webapp.core.cards.actions import RenewalAnswers, issue_card, renew_card
from webapp.core.cards.unused_codes import NewCard
from webapp.core.commitments.actions import NewEnd, accept_commitment, confirm_commitment, end_commitment
from webapp.core.commitments.held import is_committed
from webapp.core.commitments.models import Commitment
from webapp.core.commitments.queries import (
    CommitmentSearch,
    commitment_seen,
    commitments_of,
    standing_of,
    standings_found,
    uncommitted_in,
)
from webapp.core.commitments.reasons import CommitmentRefusal, ModelRefusal
from webapp.core.commitments.rules import CommitmentKind, CommitmentState, NewVersion, Party
from webapp.core.commitments.versions import publish_version, withdraw_version
from webapp.core.devices.desks import desk_of_device
from webapp.core.errors import NotAllowedError, NotFoundError, Refusal, RefusedError
from webapp.core.languages import LocalisedText
from webapp.core.networks.models import Network
from webapp.core.partners.desks import own_desk
from webapp.core.partners.models import Organisation
from webapp.core.partners.queries import actor_of
from webapp.core.visits.models import Visit
from webapp.core.visits.reasons import VisitRefusal
from webapp.core.visits.recording.decide import Mode
from webapp.core.visits.recording.forms import record_visit
from webapp.core.visits.recording.intake import Delivery, take_in
from webapp.core.visits.rules import Outcome, Remark

NEXT = date(2027, 1, 1)
IN_JANUARY = datetime(2027, 1, 15, 10, tzinfo=UTC)
GRACE_ENDS = date(2027, 3, 31)
DAY = timedelta(days=1)


def refused(reason: Refusal) -> pytest.RaisesExc[RefusedError]:
    return pytest.RaisesExc(RefusedError, check=lambda error: error.reason is reason)


def let_go(session: Session, *actors: Actor) -> None:
    """As if they had never committed themselves."""
    ids = [one.organisation.id for one in actors]
    networks = [one.organisation.network_id for one in actors if one.role is Role.COORDINATOR]
    theirs = Commitment.organisation_id.in_(ids) | Commitment.network_id.in_(networks)
    session.execute(delete(Commitment).where(theirs))


def next_version(session: Session, world: World, *, now: datetime) -> None:
    """From January on; earlier commitments hold for ninety days."""
    new = NewVersion(
        valid_from=NEXT, title=LocalisedText(fi="Malli"), text=LocalisedText(fi="Teksti"),
        holder_age_years=16,
        child_age_years=16, validity_months=12, longest_community_validity_months=60, grace_days=90,
    )  # fmt: skip
    publish_version(session, world.office, new, now=now)


def state(session: Session, actor: Actor, day: date) -> CommitmentState:
    return standing_of(session, actor.organisation.id, day).state


def of_both_sides(session: Session, world: World, *, now: datetime) -> tuple[Actor, Actor]:
    """An office of each side of Kainuu, instead of the one that was of both."""
    office = session.get_one(Organisation, world.coordinator.organisation.id)
    office.is_active = False
    network = session.get_one(Network, world.kainuu)
    made = []
    for side in ("municipality", "county"):
        actor = add_actor(session, "coordinator", now=now, network=network, is_committed=False)
        session.get_one(Organisation, actor.organisation.id).side = side
        session.flush()
        found = actor_of(session, account_id=actor.account_id, organisation_id=actor.organisation.id)
        assert found is not None
        made.append(found)
    return made[0], made[1]


def test_a_partners_commitment_is_in_force_when_it_and_both_sides_have_accepted(
    session: Session, world: World, now: datetime
) -> None:
    let_go(session, world.venue)
    town, county = of_both_sides(session, world, now=now)
    accepted = accept_commitment(session, world.venue, FIRST_VERSION, now=now)
    assert list(accepted.missing) == [Party.MUNICIPALITY, Party.COUNTY]
    with refused(CommitmentRefusal.OTHERS_ACCEPT):
        confirm_commitment(session, world.office, accepted.id, now=now)
    confirm_commitment(session, county, accepted.id, now=now)
    assert (list(accepted.missing), accepted.in_force_from) == ([Party.MUNICIPALITY], None)
    assert state(session, world.venue, now.date()) is CommitmentState.WAITING
    confirm_commitment(session, town, accepted.id, now=now)
    assert (list(accepted.missing), accepted.in_force_from) == ([], now.date())
    assert {one.party: one.accepted_for for one in accepted.acceptances} == {
        Party.ORGANISATION: world.venue.organisation.id,
        Party.MUNICIPALITY: town.organisation.id,
        Party.COUNTY: county.organisation.id,
    }


def test_the_national_office_accepts_for_a_side_that_has_no_office(
    session: Session, world: World, now: datetime
) -> None:
    let_go(session, world.venue)
    _town, county = of_both_sides(session, world, now=now)
    session.get_one(Organisation, county.organisation.id).is_active = False
    accepted = accept_commitment(session, world.venue, FIRST_VERSION, now=now)
    confirm_commitment(session, world.office, accepted.id, now=now)
    assert list(accepted.missing) == [Party.MUNICIPALITY]


def test_the_general_commitment_is_the_networks_and_waits_for_both_sides_and_the_national_office(
    session: Session, world: World, now: datetime
) -> None:
    let_go(session, world.coordinator)
    town, county = of_both_sides(session, world, now=now)
    general = accept_commitment(session, town, FIRST_VERSION, now=now)
    assert (general.kind, general.network_id) == (CommitmentKind.GENERAL, world.kainuu)
    confirm_commitment(session, world.office, general.id, now=now)
    assert list(general.missing) == [Party.COUNTY]
    assert {state(session, one, now.date()) for one in (town, county)} == {CommitmentState.WAITING}
    assert accept_commitment(session, county, FIRST_VERSION, now=now) is general
    assert {state(session, one, now.date()) for one in (town, county)} == {CommitmentState.IN_FORCE}
    counts = Counter(session.scalars(select(AuditRecord.event)))
    assert (counts["commitment_accepted"], counts["general_commitment_confirmed"]) == (2, 1)


def test_a_party_ends_a_commitment_with_a_reason_and_a_last_day_and_it_stays_readable(
    session: Session, world: World, now: datetime
) -> None:
    venue = world.venue.organisation.id
    (held,) = commitments_of(session, venue)
    today = now.date()
    with refused(CommitmentRefusal.COMMITMENT_END_REASON):
        end_commitment(session, world.venue, held.id, new=NewEnd(today, " "), now=now)
    with refused(CommitmentRefusal.COMMITMENT_END_PAST):
        end_commitment(session, world.venue, held.id, new=NewEnd(today - DAY, "Muutto"), now=now)
    with refused(CommitmentRefusal.OTHERS_ACCEPT):
        end_commitment(session, world.office, held.id, new=NewEnd(today, "Muutto"), now=now)
    with pytest.raises(NotAllowedError):
        end_commitment(session, world.distributor, held.id, new=NewEnd(today, "Muutto"), now=now)
    for reason in ("Muutto", "Toinen"):
        end_commitment(session, world.coordinator, held.id, new=NewEnd(today + DAY, reason), now=now)
    assert (held.ends_on, held.end_reason, held.ended_for) == (
        today + DAY, "Muutto", world.coordinator.organisation.id,
    )  # fmt: skip
    assert standing_of(session, venue, today).until == today + DAY
    assert is_committed(session, venue, today + DAY)
    assert not is_committed(session, venue, today + 2 * DAY)
    assert state(session, world.venue, today + 2 * DAY) is CommitmentState.LACKING
    again = accept_commitment(session, world.venue, FIRST_VERSION, now=now)
    confirm_commitment(session, world.coordinator, again.id, now=now)
    assert is_committed(session, venue, today + 2 * DAY)
    assert commitments_of(session, venue) == [again, held]
    assert Counter(session.scalars(select(AuditRecord.event)))["commitment_ended"] == 1


def test_what_ends_before_a_grace_period_does_ends_then(
    session: Session, world: World, now: datetime
) -> None:
    next_version(session, world, now=now)
    (held,) = commitments_of(session, world.venue.organisation.id)
    end_commitment(session, world.venue, held.id, new=NewEnd(GRACE_ENDS - DAY, "Muutto"), now=now)
    assert is_committed(session, world.venue.organisation.id, GRACE_ENDS - DAY)
    assert not is_committed(session, world.venue.organisation.id, GRACE_ENDS)


def test_a_commitment_is_in_force_when_both_sides_have_accepted_it(
    session: Session, world: World, now: datetime
) -> None:
    let_go(session, world.venue)
    assert state(session, world.venue, now.date()) is CommitmentState.LACKING
    accepted = accept_commitment(session, world.venue, FIRST_VERSION, now=now)
    assert accept_commitment(session, world.venue, FIRST_VERSION, now=now) is accepted
    assert state(session, world.venue, now.date()) is CommitmentState.WAITING
    assert not is_committed(session, world.venue.organisation.id, now.date())
    for _twice in range(2):
        confirm_commitment(session, world.coordinator, accepted.id, now=now)
    assert state(session, world.venue, now.date()) is CommitmentState.IN_FORCE
    assert is_committed(session, world.venue.organisation.id, now.date())
    assert not is_committed(session, world.venue.organisation.id, now.date() - timedelta(days=1))
    assert (accepted.kind, accepted.in_force_from) == (CommitmentKind.PARTNER, now.date())
    counts = Counter(session.scalars(select(AuditRecord.event)))
    assert (counts["commitment_accepted"], counts["commitment_confirmed"]) == (1, 1)


def test_an_office_commits_itself_to_the_national_one_and_so_does_a_pop_up_venue(
    session: Session, world: World, now: datetime
) -> None:
    pop_up = add_actor(session, "venue", now=now, municipality=KAJAANI, is_committed=False)
    let_go(session, world.coordinator)
    for actor, kind in ((world.coordinator, CommitmentKind.GENERAL), (pop_up, CommitmentKind.POP_UP)):
        accepted = accept_commitment(session, actor, FIRST_VERSION, now=now)
        confirm_commitment(session, world.office, accepted.id, now=now)
        assert (accepted.kind, state(session, actor, now.date())) == (kind, CommitmentState.IN_FORCE)


def test_nobody_accepts_for_another_or_for_both_sides(session: Session, world: World, now: datetime) -> None:
    let_go(session, world.venue, world.other_venue)
    accepted = accept_commitment(session, world.venue, FIRST_VERSION, now=now)
    elsewhere = accept_commitment(session, world.other_venue, FIRST_VERSION, now=now)
    for actor in (world.venue, world.distributor):
        with pytest.raises(NotAllowedError):
            confirm_commitment(session, actor, accepted.id, now=now)
    with pytest.raises(NotFoundError):
        confirm_commitment(session, world.coordinator, elsewhere.id, now=now)
    with pytest.raises(NotFoundError):
        commitment_seen(session, world.coordinator, elsewhere.id)
    with pytest.raises(NotAllowedError):
        commitment_seen(session, world.other_venue, accepted.id)
    with pytest.raises(NotAllowedError):
        accept_commitment(session, world.office, FIRST_VERSION, now=now)
    assert commitment_seen(session, world.venue, accepted.id) is accepted


def test_only_a_contact_person_accepts(session: Session, world: World, now: datetime) -> None:
    let_go(session, world.venue)
    colleague = Actor(
        world.venue.person_id, "Kollega", world.venue.role, world.venue.organisation,
        is_contact_person=False, has_other_roles=False,
    )  # fmt: skip
    with refused(CommitmentRefusal.CONTACT_PERSON_ACCEPTS):
        accept_commitment(session, colleague, FIRST_VERSION, now=now)


def test_an_earlier_commitment_holds_through_the_grace_period_and_no_longer(
    session: Session, world: World, now: datetime
) -> None:
    next_version(session, world, now=now)
    assert state(session, world.venue, NEXT - timedelta(days=1)) is CommitmentState.IN_FORCE
    standing = standing_of(session, world.venue.organisation.id, NEXT)
    assert (standing.state, standing.until) == (CommitmentState.RUNNING_OUT, GRACE_ENDS)
    assert is_committed(session, world.venue.organisation.id, GRACE_ENDS)
    assert state(session, world.venue, GRACE_ENDS + timedelta(days=1)) is CommitmentState.LACKING
    with refused(CommitmentRefusal.VERSION_OVER):
        accept_commitment(session, world.venue, FIRST_VERSION, now=IN_JANUARY)


def test_a_version_to_come_can_be_accepted_before_it_begins_and_then_stays(
    session: Session, world: World, now: datetime
) -> None:
    next_version(session, world, now=now)
    accepted = accept_commitment(session, world.venue, NEXT, now=now)
    confirm_commitment(session, world.coordinator, accepted.id, now=now)
    assert accepted.in_force_from == NEXT
    assert state(session, world.venue, now.date()) is CommitmentState.IN_FORCE
    assert state(session, world.venue, GRACE_ENDS + timedelta(days=900)) is CommitmentState.IN_FORCE
    with refused(ModelRefusal.VERSION_ACCEPTED):
        withdraw_version(session, world.office, NEXT, now=now)


def test_without_a_commitment_no_card_is_given_out_or_renewed(
    session: Session, world: World, now: datetime
) -> None:
    held = personal_card(session, world.distributor, world.codes[0], now=now)
    let_go(session, world.distributor)
    with refused(CommitmentRefusal.NOT_COMMITTED):
        personal_card(session, world.distributor, world.codes[1], now=now)
    with refused(CommitmentRefusal.NOT_COMMITTED):
        community_card(
            session, world.distributor, world.codes[1], now=now, until=now.date() + timedelta(days=9)
        )
    with refused(CommitmentRefusal.NOT_COMMITTED):
        renew_card(session, world.distributor, held.card.id, answers=RenewalAnswers(), now=now)
    again = NewCard(held.card.id, world.codes[0])
    repeated = issue_card(session, world.distributor, again, background=background(), now=now)
    assert repeated.card is held.card


def test_a_form_is_refused_where_the_venue_has_none_and_taken_where_it_has(
    session: Session, world: World, now: datetime
) -> None:
    held = personal_card(session, world.distributor, world.codes[0], now=now)
    let_go(session, world.venue)
    with refused(VisitRefusal.VENUE_NOT_COMMITTED):
        record_visit(session, own_desk(world.venue), visit(held.code), now=now)
    accepted = accept_commitment(session, world.venue, FIRST_VERSION, now=now)
    confirm_commitment(session, world.coordinator, accepted.id, now=now)
    assert record_visit(session, own_desk(world.venue), visit(held.code), now=now) is Outcome.RECORDED


def test_what_a_phone_has_let_in_is_kept_with_a_remark_of_its_day(
    session: Session, world: World, now: datetime
) -> None:
    held = personal_card(session, world.distributor, world.codes[0], now=now)
    device = add_device(session, world.venue, now=now)
    desk = desk_of_device(world.venue, device)
    let_go(session, world.venue)
    confirmed_at = now + timedelta(days=3)
    accepted = accept_commitment(session, world.venue, FIRST_VERSION, now=confirmed_at)
    confirm_commitment(session, world.coordinator, accepted.id, now=confirmed_at)
    brought = [
        phone_visit(held.code, number, at=now + timedelta(days=days)) for number, days in ((1, 1), (2, 4))
    ]
    later = now + timedelta(days=5)
    decisions = take_in(
        session.connection(), desk, Delivery(brought, sent_at=later), mode=Mode.LATE, now=later
    )
    assert [(one.outcome, one.reason) for one in decisions] == [
        (Outcome.RECORDED_WITH_REMARK, Remark.VENUE_NOT_COMMITTED),
        (Outcome.RECORDED, None),
    ]
    remarks = session.scalars(select(Visit.remark).order_by(Visit.happened_at)).all()
    assert remarks == ["venue_not_committed", None]


def test_one_of_several_commitments_is_enough_and_a_visit_is_written_once(
    session: Session, world: World, now: datetime
) -> None:
    held = personal_card(session, world.distributor, world.codes[0], now=now)
    next_version(session, world, now=now)
    accepted = accept_commitment(session, world.venue, NEXT, now=now)
    confirm_commitment(session, world.coordinator, accepted.id, now=now)
    device = add_device(session, world.venue, now=now)
    desk = desk_of_device(world.venue, device)
    command = phone_visit(held.code, 1, at=IN_JANUARY, id=uuid.uuid4())
    for expected in (Outcome.RECORDED, Outcome.ALREADY_RECORDED):
        (decision,) = take_in(
            session.connection(),
            desk,
            Delivery([command], sent_at=IN_JANUARY),
            mode=Mode.LATE,
            now=IN_JANUARY,
        )
        assert decision.outcome is expected


def test_lists_say_who_stands_how_and_only_of_the_own_network(
    session: Session, world: World, now: datetime
) -> None:
    network = session.get_one(Network, world.kainuu)
    late = add_organisation(
        session, "distributor", network_id=network.id, municipality_code=KAJAANI, is_committed=False
    )
    let_go(session, world.venue)
    accept_commitment(session, world.venue, FIRST_VERSION, now=now)

    def found(actor: Actor, wanted: CommitmentState | None) -> dict[int, CommitmentState]:
        search = CommitmentSearch(state=wanted)
        listed = standings_found(session, actor, search, day=now.date(), language="fi")
        page = listed.page(session, listed.usual, 1)
        assert page.total == len(page.rows)
        return {one.organisation.id: one.standing.state for one in page.rows}

    venue = world.venue.organisation.id
    assert found(world.coordinator, CommitmentState.WAITING) == {venue: CommitmentState.WAITING}
    assert found(world.coordinator, CommitmentState.LACKING) == {
        venue: CommitmentState.WAITING, late.id: CommitmentState.LACKING,
    }  # fmt: skip
    assert set(found(world.coordinator, None)) == {
        venue, late.id, world.distributor.organisation.id, world.coordinator.organisation.id,
    }  # fmt: skip
    assert world.other_venue.organisation.id in found(world.office, CommitmentState.IN_FORCE)
    next_version(session, world, now=now)
    listed = standings_found(
        session, world.coordinator, CommitmentSearch(state=CommitmentState.RUNNING_OUT), day=NEXT,
        language="fi",
    )  # fmt: skip
    assert {one.organisation.id for one in listed.everything(session, listed.usual)} == {
        world.distributor.organisation.id, world.coordinator.organisation.id,
    }  # fmt: skip
    lacking = uncommitted_in(session, world.kainuu, day=now.date(), language="fi")
    assert ({one.id for one in lacking.first}, lacking.more) == ({venue, late.id}, 0)
    with pytest.raises(NotAllowedError):
        standings_found(session, world.venue, search=CommitmentSearch(), day=now.date(), language="fi")
