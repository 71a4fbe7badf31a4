"""A country with everybody and everything that the table of rights speaks of."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy.orm import Session

from tests.factories import (
    KAJAANI,
    VAASA,
    World,
    add_account,
    add_actor,
    add_organisation,
)
from webapp.core.accounts.actor import Actor
from webapp.core.answers.actions import AnswerList, end_answer
from webapp.core.cards.models import CodeBatch
from webapp.core.commitments.exceptions import NewException, add_exception
from webapp.core.commitments.models import Commitment
from webapp.core.commitments.rules import CommitmentKind, NewVersion, kind_of
from webapp.core.commitments.versions import publish_version
from webapp.core.costs.rules import CostRule
from webapp.core.costs.years import settle_cost_year, write_cost_year
from webapp.core.identifiers import digest, new_id
from webapp.core.languages import LocalisedText
from webapp.core.material.approvals import approve_order
from webapp.core.material.orders import NewOrder, send_order, write_order
from webapp.core.material.rules import MaterialKind, MaterialLanguage
from webapp.core.networks.models import Network, Participation
from webapp.core.networks.operating_model import ParticipationState
from webapp.core.partners.models import DistributorApproval, Invitation, Membership, Organisation
from webapp.core.partners.queries import actor_of
from webapp.core.statistics.period import Period
from webapp.core.trials.meetings import NewMeeting, write_meeting
from webapp.core.trials.reports import NewReport, hand_in_report
from webapp.core.trials.rules import ReportKind

ACCEPTED, UNTOUCHED = date(2027, 1, 1), date(2027, 6, 1)
"""The first days of two versions to come: every partner has accepted one of them, nobody the other."""

PLACES: Final[Mapping[ParticipationState, str]] = {
    ParticipationState.INTERESTED: "105",
    ParticipationState.PREPARING: "290",
    ParticipationState.COMING: "578",
    ParticipationState.TRIAL: "620",
    ParticipationState.IN_USE: KAJAANI,
    ParticipationState.LEFT: "697",
}
"""A municipality of Kainuu in each state."""


@dataclass(frozen=True)
class Country:
    """Signed-in people by the column of the table, and by name what an address of each thing may ask."""

    people: Mapping[str, Actor]
    things: Mapping[str, Mapping[str, Any]]


def make_country(session: Session, world: World, now: datetime) -> Country:
    """The small country, with municipalities in every state and a partner of each kind in each of them."""
    kainuu = session.get_one(Network, world.kainuu)
    _settle_places(session, kainuu, now.date())
    _publish(session, world.office, now)
    town, county = (_office(session, kainuu, side, now) for side in ("municipality", "county"))
    ostrobothnia = session.get_one(Network, world.ostrobothnia)
    people = {
        "office": world.office,
        "aide": _colleague(session, world.office, now),
        "town": town,
        "county": county,
        "far": add_actor(session, "coordinator", now=now, network=ostrobothnia),
        "venue": world.venue,
        "till": _colleague(session, world.venue, now),
        "giver": world.distributor,
        "hand": _colleague(session, world.distributor, now),
    }
    things = {
        **_networks(session, world, now),
        **_partners(session, world, kainuu, now),
        "town-office": _thing(session, session.get_one(Organisation, town.organisation.id), now),
    }
    return Country(people, things)


def settle_state(session: Session, network_id: int, state: ParticipationState, today: date) -> None:
    """Let the only municipality of a network be so far."""
    part = session.query(Participation).filter_by(network_id=network_id).one()
    _stand(part, state, today)


def _settle_places(session: Session, network: Network, today: date) -> None:
    for state, code in PLACES.items():
        if code != KAJAANI:
            part = Participation(municipality_code=code, network_id=network.id)
            _stand(part, state, today)
            session.add(part)
    session.flush()


def _stand(part: Participation, state: ParticipationState, today: date) -> None:
    part.state = state
    part.trial_ends_on = today + timedelta(days=90) if state is ParticipationState.TRIAL else None
    part.left_on = today if state is ParticipationState.LEFT else None


def _publish(session: Session, office: Actor, now: datetime) -> None:
    for day in (ACCEPTED, UNTOUCHED):
        new = NewVersion(
            valid_from=day, title=LocalisedText(fi="Malli"), text=LocalisedText(fi="Teksti"),
            holder_age_years=16, child_age_years=16, validity_months=12,
            longest_community_validity_months=60, grace_days=90,
        )  # fmt: skip
        publish_version(session, office, new, now=now)


def _office(session: Session, network: Network, side: str, now: datetime) -> Actor:
    actor = add_actor(session, "coordinator", now=now, network=network)
    session.get_one(Organisation, actor.organisation.id).side = side
    session.flush()
    return replace(actor, organisation=replace(actor.organisation, side=side))


def _colleague(session: Session, actor: Actor, now: datetime) -> Actor:
    """Somebody of the same organisation who is no contact person."""
    account = add_account(session, now=now)
    session.add(Membership(account_id=account.id, organisation_id=actor.organisation.id, since=now))
    session.flush()
    found = actor_of(session, account_id=account.id, organisation_id=actor.organisation.id)
    assert found is not None
    return found


def _networks(session: Session, world: World, now: datetime) -> dict[str, dict[str, Any]]:
    exception = add_exception(
        session, world.office, new_id(now),
        new=NewException(LocalisedText(fi="Tauko"), now.date(), now.date()), now=now,
    )  # fmt: skip
    write_cost_year(session, world.office, 2026, rule=CostRule(100_000, 50, 100), now=now)
    write_cost_year(session, world.office, 2025, rule=CostRule(100_000, 50, 100), now=now)
    settle_cost_year(session, world.office, 2025, now=now)
    end_answer(session, world.office, AnswerList.GENDER, code="man", now=now)
    of_country = {
        "year": 2026,
        "file_kind": "csv",
        "version": UNTOUCHED.isoformat(),
        "exception_id": exception.id,
        "answer_list": AnswerList.GENDER.value,
        "answer_code": "woman",
        "national_meeting_id": _meeting(session, world.office, None, now),
        "batch_id": session.query(CodeBatch.id).order_by(CodeBatch.id.desc()).limit(1).scalar(),
    }
    kainuu = _network(session, world.office, world.kainuu, now) | {"municipality_code": KAJAANI}
    return {
        "country": of_country | {"order_id": kainuu["order_id"]},
        "ended-answer": of_country | {"answer_code": "man"},
        "settled": of_country | {"year": 2025, "payer_kind": "municipality", "payer_code": KAJAANI},
        "kainuu": kainuu,
        "drafted": kainuu | {"order_id": kainuu["draft_id"]},
        "ostrobothnia": _network(session, world.office, world.ostrobothnia, now)
        | {"municipality_code": VAASA},
        **{
            f"place:{state}": {"network_id": world.kainuu, "municipality_code": code}
            for state, code in PLACES.items()
        },
    }


def _network(session: Session, office: Actor, network_id: int, now: datetime) -> dict[str, Any]:
    report = NewReport(new_id(now), ReportKind.INTERIM, Period(now.date(), now.date()))
    return {
        "network_id": network_id, "step": 1, "year": 2026, "task": "material", "file_kind": "csv",
        "meeting_id": _meeting(session, office, network_id, now),
        "report_id": hand_in_report(session, office, network_id, new=report, now=now),
        "handout_id": new_id(now), **_orders(session, office, network_id, now),
    }  # fmt: skip


def _orders(session: Session, office: Actor, network_id: int, now: datetime) -> dict[str, Any]:
    """An order of material that is not sent, one that waits for the national office, one it approved."""
    ids = {name: new_id(now) for name in ("draft_id", "order_id", "printed_id")}
    for order_id in ids.values():
        new = NewOrder(order_id, MaterialKind.POSTER, MaterialLanguage.FI, 5, "Juliste")
        write_order(session, office, network_id, new=new, now=now)
    for name in ("order_id", "printed_id"):
        send_order(session, office, ids[name], now=now)
    approve_order(session, office, ids["printed_id"], now=now)
    return ids


def _meeting(session: Session, office: Actor, network_id: int | None, now: datetime) -> Any:
    new = NewMeeting(new_id(now), now.date() + timedelta(days=5), "Tervetuloa")
    return write_meeting(session, office, network_id, new=new, now=now).id


def _partners(session: Session, world: World, kainuu: Network, now: datetime) -> dict[str, dict[str, Any]]:
    things = {
        "venue": _thing(session, session.get_one(Organisation, world.venue.organisation.id), now),
        "distributor": _thing(session, session.get_one(Organisation, world.distributor.organisation.id), now),
    }
    for state, code in PLACES.items():
        for kind in ("venue", "distributor"):
            for prefix, is_active in (("", True), ("ended-", False)):
                one = add_organisation(
                    session, kind, network_id=kainuu.id, municipality_code=code, is_active=is_active
                )
                things[f"{prefix}{kind}:{state}"] = _thing(session, one, now)
    facts: dict[str, Any] = {"network_id": kainuu.id, "municipality_code": KAJAANI}
    others = {
        "countys-venue": add_organisation(session, "venue", **facts, side="county"),
        "towns-distributor": add_organisation(session, "distributor", **facts, side="municipality"),
        "pop-up": add_organisation(session, "venue", municipality_code=KAJAANI),
        "waiting-distributor": add_organisation(session, "distributor", **facts),
        "ended-waiting-distributor": add_organisation(session, "distributor", **facts, is_active=False),
    }
    for name in ("waiting-distributor", "ended-waiting-distributor"):
        asked = DistributorApproval(
            organisation_id=others[name].id, asked_by=world.office.account_id, asked_at=now
        )
        session.add(asked)
    return things | {name: _thing(session, one, now) for name, one in others.items()}


def _thing(session: Session, organisation: Organisation, now: datetime) -> dict[str, Any]:
    """An organisation with somebody who works there, an open invitation and a commitment that waits."""
    account = add_account(session, now=now)
    session.add(Membership(account_id=account.id, organisation_id=organisation.id, since=now))
    kind = kind_of(organisation.kind, organisation.network_id)
    is_general = kind is CommitmentKind.GENERAL
    commitment = Commitment(
        organisation_id=None if is_general else organisation.id,
        network_id=organisation.network_id if is_general else None,
        kind=kind,
        version=ACCEPTED,
    )
    invitation = Invitation(
        id=new_id(now), secret_digest=digest(f"{organisation.id}"), organisation_id=organisation.id,
        email=f"{organisation.id}@staff.example", made_by=account.id, made_at=now,
        expires_at=now + timedelta(days=7),
    )  # fmt: skip
    session.add_all((commitment, invitation))
    session.flush()
    number = organisation.id
    return {
        "partner_id": number, "organisation_id": number, "distributor_id": number, "account_id": account.id,
        "colleague_id": account.id, "invitation_id": invitation.id, "commitment_id": commitment.id,
        "municipality_code": organisation.municipality_code, "network_id": organisation.network_id,
        "material_kind": "poster", "kind": organisation.kind, "version": UNTOUCHED.isoformat(),
    }  # fmt: skip
