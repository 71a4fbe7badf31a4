"""Every page that can be opened, seen by whoever may open it, with something to show on each."""

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import KAJAANI, World, add_account, community_card, personal_card, session_of
from tests.support.holder_portal import new_phone, visited
from tests.support.page import Page
from tests.support.venue_phone import become_counter_device
from tests.support.visitor import Visitor, session_factory_of
from webapp.core.accounts.actor import Actor
from webapp.core.accounts.factors.models import AuthenticatorApp, StaffPasskey
from webapp.core.accounts.models import Proof, StaffSession
from webapp.core.accounts.roles import GRANTS, Permission, Role
from webapp.core.accounts.sessions import NewSession, begin_session
from webapp.core.answers.actions import AnswerList, end_answer
from webapp.core.cards.models import CodeBatch
from webapp.core.cards.queries import CardInHand
from webapp.core.commitments.exceptions import NewException, add_exception
from webapp.core.commitments.models import Commitment
from webapp.core.commitments.rules import NewVersion
from webapp.core.commitments.versions import publish_version
from webapp.core.costs.rules import CostRule
from webapp.core.costs.years import settle_cost_year, write_cost_year
from webapp.core.devices.actions import register_personal_device
from webapp.core.feedback.actions import NewFeedback, send_feedback
from webapp.core.feedback.models import FeedbackCategory
from webapp.core.identifiers import digest, new_id
from webapp.core.languages import LocalisedText
from webapp.core.material.approvals import approve_order
from webapp.core.material.handouts import NewHandout, hand_out
from webapp.core.material.orders import NewOrder, send_order, write_order
from webapp.core.material.rules import MaterialKind, MaterialLanguage
from webapp.core.offers.actions import NewOffer, add_offer
from webapp.core.offers.models import OfferKind
from webapp.core.omakaiku.passkeys.models import HolderPasskey
from webapp.core.omakaiku.phones.models import HolderPhone
from webapp.core.outings.actions import NewOuting, announce_outing
from webapp.core.outings.models import Audience
from webapp.core.outings.rules import OutingTimes
from webapp.core.outings.tips import NewTip, TipWords, give_tip
from webapp.core.partners.desks import own_desk
from webapp.core.partners.founding import NewPartner, add_partner
from webapp.core.partners.invitations import Invited, invite_person
from webapp.core.partners.models import Membership, OrganisationKind
from webapp.core.statistics.period import Period
from webapp.core.trials.meetings import NewMeeting, write_meeting
from webapp.core.trials.reports import NewReport, hand_in_report
from webapp.core.trials.rules import ReportKind
from webapp.plumbing.access.gate import access_of
from webapp.plumbing.third_party import third_party
from webapp.plumbing.words.language import language_of

Reader = Role | None
READERS: tuple[Reader, ...] = (None, *Role)


@dataclass(frozen=True)
class Country:
    """The small country with a card on a phone, and what the addresses of its pages need."""

    world: World
    phone_token: str
    arguments: dict[str, Any]
    own: dict[Reader, dict[str, Any]]
    """What is another one for each reader."""


def furnish(app: Flask, world: World, *, now: datetime) -> Country:
    """Issue cards, record a visit, put something on and announce an outing."""
    with session_factory_of(app).begin() as session:
        held = personal_card(session, world.distributor, world.codes[0], now=now, children=2)
        until = now.date() + timedelta(days=300)
        community_card(session, world.distributor, world.codes[1], now=now, until=until)
        token = new_phone(session, world.distributor, held, now=now)
        visit = visited(session, world.venue, held.code, at=now, children=2)
        concert = NewOffer(LocalisedText(fi="Konsertti"), OfferKind.TICKET, now.date())
        offer = add_offer(session, own_desk(world.venue), concert, now=now)
        outing = announce_outing(session, world.distributor, _outing(now), now=now)
        ids = {
            "card_id": held.card.id,
            "visit_id": visit.id,
            "outing_id": outing.id,
            "kind": "children",
            "file_kind": "csv",
        }
        told = NewFeedback(new_id(now), FeedbackCategory.APP, "Kortti on helppo.")
        send_feedback(session, held, told, now=now)
        ids |= {"offer_id": offer.id, "feedback_id": told.id}
        report = NewReport(new_id(now), ReportKind.INTERIM, Period(now.date(), now.date()))
        ids |= {"report_id": hand_in_report(session, world.office, world.kainuu, new=report, now=now)}
        meeting = NewMeeting(new_id(now), now.date(), "Tervetuloa.")
        write_meeting(session, world.office, world.kainuu, new=meeting, now=now)
        national = NewMeeting(new_id(now), now.date(), "Tervetuloa.")
        write_meeting(session, world.office, None, new=national, now=now)
        ids |= {"meeting_id": meeting.id, "national_meeting_id": national.id}
        write_cost_year(session, world.office, now.year, rule=CostRule(2_900_000), now=now)
        settle_cost_year(session, world.office, now.year, now=now)
        ids |= {"payer_kind": "municipality", "payer_code": KAJAANI}
        ids |= _material(session, world, now=now)
        ids |= {"step": 1, "year": now.year, "task": "briefing"}
        ids |= {"invitation_id": new_id(now)}  # for strangers, who are led to sign in whichever it is
        ids |= _to_be_ended(session, world, held, now=now)
        ids |= {"exception_id": _exception(session, world, now=now)}
        ids |= {"version": _version_to_come(session, world, now=now)}
        ids |= _answer(session, world, now=now)
        package = {"key": next(iter(third_party()))}
        return Country(world, token, {**ids, **package, **_areas(session, world)}, _own(session, world, now))


def pages_of(
    app: Flask, country: Country, reader: Reader, language: str, person: Visitor | None = None
) -> Iterator[Page]:
    """What a reader may open with GET, in a language or variant; in a new browser, or in `person`'s."""
    person = person or arrived(app, country, reader)
    person.speak(language)
    for path in _addresses(app, country, reader):
        page = Page(person.client.get(path, follow_redirects=True), path)
        assert page.status == 200, (reader, language, path, page.status)
        if found := re.search(r"<html[^>]* lang=\"(\w+)\"", page.body):
            assert found[1] == language_of(language), (reader, language, path)
        assert not re.search(r"%\(\w+\)s", page.body), (reader, language, path)
        yield page


def _to_be_ended(session: Session, world: World, held: CardInHand, *, now: datetime) -> dict[str, Any]:
    """Another phone of the card, a passkey and a phone of the venue: pages ask before they go."""
    token = new_phone(session, world.distributor, held, now=now)
    other = session.scalars(select(HolderPhone).where(HolderPhone.token_digest == digest(token))).one()
    passkey = HolderPasskey(
        id=new_id(now), credential_id=b"credential", public_key=b"key", sign_count=0, code=held.code,
        added_at=now,
    )  # fmt: skip
    session.add(passkey)
    device = register_personal_device(session, own_desk(world.venue), now=now)
    return {"phone_id": other.id, "passkey_id": passkey.id, "device_id": device.device.id}


def _material(session: Session, world: World, *, now: datetime) -> dict[str, Any]:
    """An order that is not sent, one that waits and one that was approved; and what a partner got."""
    ids: dict[str, Any] = {"material_kind": MaterialKind.BROCHURE.value}
    for name in ("draft_id", "order_id", "printed_id"):
        new = NewOrder(new_id(now), MaterialKind.BROCHURE, MaterialLanguage.FI, 500, "Esite")
        write_order(session, world.coordinator, world.kainuu, new=new, now=now)
        ids[name] = new.id
    for name in ("order_id", "printed_id"):
        send_order(session, world.coordinator, ids[name], now=now)
    approve_order(session, world.office, ids["printed_id"], now=now)
    gone = {world.venue.organisation.id: 20}
    handout = NewHandout(
        new_id(now), MaterialKind.BROCHURE, MaterialLanguage.FI, now.date(), gone, is_meant_beyond=True
    )
    hand_out(session, world.coordinator, world.kainuu, new=handout, now=now)
    return {**ids, "handout_id": handout.id}


def _exception(session: Session, world: World, *, now: datetime) -> uuid.UUID:
    """An exception to the operating model that holds."""
    day = now.date()
    new = NewException(LocalisedText(fi="Remontti"), day, day + timedelta(days=4000), world.kainuu)
    return add_exception(session, world.office, new_id(now), new=new, now=now).id


def _answer(session: Session, world: World, *, now: datetime) -> dict[str, Any]:
    """An answer that is offered; another list has one that is not."""
    end_answer(session, world.office, AnswerList.MOTHER_TONGUE, code="sw", now=now)
    return {"answer_list": AnswerList.GENDER.value, "answer_code": "woman"}


def _version_to_come(session: Session, world: World, *, now: datetime) -> str:
    """The first day of a version of the operating model that has not begun: it can be changed."""
    day = now.date() + timedelta(days=4000)
    new = NewVersion(
        valid_from=day, title=LocalisedText(fi="Malli", sv="Modell"), text=LocalisedText(fi="Teksti"),
        changes=LocalisedText(fi="Muutos"), holder_age_years=16, child_age_years=16, validity_months=12,
        longest_community_validity_months=60, grace_days=30,
    )  # fmt: skip
    publish_version(session, world.office, new, now=now)
    return day.isoformat()


def _own(session: Session, world: World, now: datetime) -> dict[Reader, dict[str, Any]]:
    found: dict[Reader, dict[str, Any]] = {
        role: {
            "account_id": actor.account_id,
            "colleague_id": _colleague(session, actor, now=now),
            "invitation_id": _invited_by(session, actor, now=now),
            **_ways_in(session, actor, now=now),
        }
        for role, actor in _staff(world).items()
    }
    for role in (Role.VENUE, Role.DISTRIBUTOR, Role.COORDINATOR, Role.NATIONAL_OFFICE):
        found[role]["commitment_id"] = _commitment(session, _staff(world)[role], world.venue)
    for role in (Role.COORDINATOR, Role.NATIONAL_OFFICE):
        words = {"fi": TipWords("Konsertti", "Tule kuuntelemaan.")}
        tip = NewTip(new_id(now), words, now.date(), now.date())
        found[role]["tip_id"] = give_tip(session, _staff(world)[role], tip, now=now).id
    return found


def _commitment(session: Session, actor: Actor, venue: Actor) -> int:
    """The actor's own, or the venue's, which the national office looks after."""
    own = session.scalar(select(Commitment.id).where(Commitment.organisation_id == actor.organisation.id))
    of_venue = select(Commitment.id).where(Commitment.organisation_id == venue.organisation.id)
    return own or session.scalars(of_venue).one()


def _colleague(session: Session, actor: Actor, *, now: datetime) -> int:
    """Somebody else who works at the same place."""
    account = add_account(session, now=now)
    session.add(Membership(account_id=account.id, organisation_id=actor.organisation.id, since=now))
    session.flush()
    begin_session(session, NewSession(account.id, actor.organisation.id, Proof.FACTOR), now=now)
    return account.id


def _invited_by(session: Session, actor: Actor, *, now: datetime) -> uuid.UUID:
    """An open invitation to the actor's own organisation."""
    invited = Invited("uusi@staff.example")
    return invite_person(session, actor, actor.organisation.id, invited=invited, now=now).invitation.id


def _ways_in(session: Session, actor: Actor, *, now: datetime) -> dict[str, Any]:
    """A passkey and an authenticator app of a person, and another browser of theirs."""
    passkey = StaffPasskey(
        id=new_id(now), account_id=actor.account_id, name="Työpaikan kone",
        credential_id=f"of {actor.account_id}".encode(), public_key=b"key", sign_count=0, added_at=now,
    )  # fmt: skip
    app = AuthenticatorApp(account_id=actor.account_id, secret="A" * 32, last_step=0, added_at=now)
    session.add_all([passkey, app])
    token = session_of(session, actor, now=now)
    other = session.scalars(select(StaffSession).where(StaffSession.token_digest == digest(token))).one()
    other.last_used_at = other.ends_at = now + timedelta(days=4000)  # whenever a test looks at the page
    return {"staff_passkey_id": passkey.id, "session_id": other.id}


def _outing(now: datetime) -> NewOuting:
    then = now + timedelta(days=5)
    return NewOuting(
        uuid.uuid4(), LocalisedText(fi="Retki"), None, LocalisedText(fi="Puisto"), LocalisedText(fi="Tori"),
        OutingTimes(then, then, then), Audience.NETWORK,
    )  # fmt: skip


def _areas(session: Session, world: World) -> dict[str, Any]:
    batch_id = session.scalar(
        select(CodeBatch.id).where(CodeBatch.network_id == world.kainuu).order_by(CodeBatch.id).limit(1)
    )
    venue_id = world.venue.organisation.id
    return {
        "network_id": world.kainuu, "municipality_code": KAJAANI, "venue_id": venue_id,
        "partner_id": venue_id, "batch_id": batch_id, "distributor_id": _new_distributor(session, world),
    }  # fmt: skip


def _new_distributor(session: Session, world: World) -> int:
    """One that waits for the national office's yes."""
    new = NewPartner(OrganisationKind.DISTRIBUTOR, LocalisedText(fi="Uusi jakaja"))
    return add_partner(session, world.coordinator, world.kainuu, new=new, now=datetime.now(UTC)).id


def arrived(app: Flask, country: Country, reader: Reader) -> Visitor:
    """A reader's browser, signed in or with the card."""
    person = Visitor(app)
    if reader is Role.CARDHOLDER:
        person.client.set_cookie("card", country.phone_token)
    elif reader is Role.COUNTER_DEVICE:
        become_counter_device(person, country.world.venue)
    elif reader is not None:
        person.sign_in(_staff(country.world)[reader])
    return person


def _addresses(app: Flask, country: Country, reader: Reader) -> list[str]:
    """What is open to all is opened by strangers and cardholders; the rest by whom the table lets in."""
    facts = facts_for(country, reader)
    found = []
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            permission = access_of(app, rule.endpoint).permission
            if may_open(reader, permission) and "GET" in (rule.methods or ()):
                named = {name: facts[name] for name in rule.arguments}
                found.append(app.url_for(rule.endpoint, **named))
    return found


def facts_for(country: Country, reader: Reader) -> dict[str, Any]:
    """What the addresses of a reader's pages need."""
    staff = _staff(country.world)
    own = staff[reader].organisation.id if reader in staff else None
    return {**country.arguments, "organisation_id": own, **country.own.get(reader, {})}


def may_open(reader: Reader, permission: Permission | None) -> bool:
    """Whether this reader opens pages with such a mark here: those for everybody are seen by two of them."""
    if permission is None:
        return reader in {None, Role.CARDHOLDER}
    return reader is not None and permission in GRANTS[reader]


def _staff(world: World) -> dict[Reader, Actor]:
    return {
        Role.VENUE: world.venue, Role.DISTRIBUTOR: world.distributor,
        Role.COORDINATOR: world.coordinator, Role.NATIONAL_OFFICE: world.office,
    }  # fmt: skip
