"""Things to test with; each factory names only what matters."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from argon2 import PasswordHasher
from sqlalchemy.orm import Session

from webapp.core.accounts.actor import Actor
from webapp.core.accounts.models import Account, Proof
from webapp.core.accounts.sessions import NewSession, begin_session
from webapp.core.cards.actions import HolderBackground, issue_card, issue_community_card
from webapp.core.cards.batches import BatchOrder, hand_over_batch, import_series, make_batch
from webapp.core.cards.codes import CardCode
from webapp.core.cards.models import RegisteredCode
from webapp.core.cards.queries import CardInHand
from webapp.core.cards.unused_codes import NewCard
from webapp.core.commitments.models import Commitment
from webapp.core.commitments.rules import CommitmentKind, kind_of
from webapp.core.devices.models import Device
from webapp.core.identifiers import new_id
from webapp.core.languages import LocalisedText
from webapp.core.networks.models import Network, Participation
from webapp.core.partners.models import Membership, Organisation
from webapp.core.partners.queries import actor_of
from webapp.core.tables.cells import Row
from webapp.core.tables.reading import read_pasted
from webapp.core.visits.recording.commands import RecordCommand
from webapp.core.visits.recording.forms import VisitForm
from webapp.core.visits.rules import VisitKind

PASSWORD = "seitsemän hiljaista kirahvia"
_PASSWORD_HASH = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
"""Of the same kind as the register's, made in no time: nobody steals the tests' accounts."""

KAJAANI, VAASA, NOKIA = "205", "905", "536"
TRIAL_ENDS = date(2027, 3, 31)
FIRST_VERSION = date(2022, 1, 13)
"""Of the operating model."""
OLD_CODES = ("A999123453", "A045198723", "A310472655")


@dataclass(frozen=True)
class World:
    """One actor of each kind in Kainuu, a second network, one on trial, and codes to give out."""

    office: Actor
    coordinator: Actor
    distributor: Actor
    venue: Actor
    other_venue: Actor
    other_distributor: Actor
    trial_distributor: Actor
    kainuu: int
    ostrobothnia: int
    codes: tuple[str, ...]
    other_codes: tuple[str, ...]
    trial_codes: tuple[str, ...]


def make_world(session: Session, *, now: datetime) -> World:
    """Fill an empty register with the small country."""
    kainuu = add_network(session, "Kainuu", "Kajanaland", {KAJAANI: None})
    ostrobothnia = add_network(session, "Pohjanmaa", "Österbotten", {VAASA: None})
    pirkanmaa = add_network(session, "Pirkanmaa", "Birkaland", {NOKIA: TRIAL_ENDS})
    office = add_actor(session, "national_office", now=now)
    world = World(
        office=office,
        coordinator=add_actor(session, "coordinator", now=now, network=kainuu),
        distributor=add_actor(session, "distributor", now=now, network=kainuu, municipality=KAJAANI),
        venue=add_actor(session, "venue", now=now, network=kainuu, municipality=KAJAANI),
        other_venue=add_actor(session, "venue", now=now, network=ostrobothnia, municipality=VAASA),
        other_distributor=add_actor(
            session, "distributor", now=now, network=ostrobothnia, municipality=VAASA
        ),
        trial_distributor=add_actor(session, "distributor", now=now, network=pirkanmaa, municipality=NOKIA),
        kainuu=kainuu.id,
        ostrobothnia=ostrobothnia.id,
        codes=codes_for(session, office, kainuu, now=now),
        other_codes=codes_for(session, office, ostrobothnia, now=now),
        trial_codes=codes_for(session, office, pirkanmaa, now=now),
    )
    import_series(session, office, network_id=kainuu.id, rows=series(*OLD_CODES), now=now)
    session.flush()
    return world


def add_network(
    session: Session, name_fi: str, name_sv: str, municipalities: dict[str, date | None]
) -> Network:
    """A network; a municipality with a date is on trial until then, one without is in use."""
    network = Network(name=LocalisedText(fi=name_fi, sv=name_sv))
    session.add(network)
    session.flush()
    for code, trial_ends_on in municipalities.items():
        state = "trial" if trial_ends_on else "in_use"
        session.add(
            Participation(
                municipality_code=code, network_id=network.id, state=state, trial_ends_on=trial_ends_on
            )
        )
    session.flush()
    return network


def add_organisation(session: Session, kind: str, *, is_committed: bool = True, **facts: Any) -> Organisation:
    """An organisation of a kind, with its commitment; a venue is a theatre unless said otherwise."""
    if kind == "venue":
        facts = {"venue_kind": "theatre", "sector": "culture", **facts}
    if kind == "coordinator":
        facts = {"side": "both", **facts}
    if kind == "distributor":
        facts = {"run_by": "third_sector", **facts}
    number = uuid.uuid4().hex[:6]
    facts = {"name": LocalisedText(fi=f"{kind} {number}", sv=f"{kind} {number} sv"), **facts}
    organisation = Organisation(kind=kind, **facts)
    session.add(organisation)
    session.flush()
    if is_committed and kind != "national_office":
        commit_from_before(session, organisation)
    return organisation


def commit_from_before(session: Session, organisation: Organisation) -> None:
    """A commitment from before the register kept them, to the version with which it began."""
    kind = kind_of(organisation.kind, organisation.network_id)
    is_general = kind is CommitmentKind.GENERAL
    if is_general and session.query(Commitment).filter_by(network_id=organisation.network_id).first():
        return
    session.add(
        Commitment(
            organisation_id=None if is_general else organisation.id,
            network_id=organisation.network_id if is_general else None,
            kind=kind,
            version=FIRST_VERSION,
            carried_over=True,
            in_force_from=FIRST_VERSION,
        )
    )
    session.flush()


def add_account(session: Session, *, now: datetime, email: str = "") -> Account:
    """A person whose password is PASSWORD."""
    address = email or f"{uuid.uuid4().hex[:10]}@staff.example"
    account = Account(email=address, name="Testaaja", password_hash=_PASSWORD_HASH, created_at=now)
    session.add(account)
    session.flush()
    return account


def add_actor(
    session: Session,
    kind: str,
    *,
    now: datetime,
    network: Network | None = None,
    municipality: str | None = None,
    is_committed: bool = True,
) -> Actor:
    """A contact person in an organisation of their own."""
    organisation = add_organisation(
        session,
        kind,
        network_id=network.id if network else None,
        municipality_code=municipality,
        is_committed=is_committed,
    )
    account = add_account(session, now=now)
    session.add(
        Membership(account_id=account.id, organisation_id=organisation.id, is_contact_person=True, since=now)
    )
    session.flush()
    actor = actor_of(session, account_id=account.id, organisation_id=organisation.id)
    assert actor is not None
    return actor


def session_of(session: Session, actor: Actor, *, now: datetime, proof: Proof = Proof.FACTOR) -> str:
    """The token of a browser on which an actor's person has signed in."""
    return begin_session(session, NewSession(actor.account_id, actor.organisation.id, proof), now=now)


def codes_for(
    session: Session, office: Actor, network: Network, *, now: datetime, size: int = 12
) -> tuple[str, ...]:
    """Unregistered codes with check digits in a network's hands."""
    batch = make_batch(session, office, BatchOrder(network.id, "K", size), now=now)
    hand_over_batch(session, office, batch.id, now=now)
    found = session.query(RegisteredCode.code).filter_by(batch_id=batch.id).order_by(RegisteredCode.code)
    return tuple(code for (code,) in found)


def series(*lines: str) -> Sequence[Row]:
    """An old series as it is pasted, one code a line."""
    return read_pasted("\n".join(lines))


def background(**facts: Any) -> HolderBackground:
    """A holder of 1984 in Kajaani without children."""
    return HolderBackground(**{"birth_year": 1984, "postal_code": "87100", "children": 0, **facts})


def personal_card(
    session: Session, actor: Actor, code: str | None, *, now: datetime, children: int = 0
) -> CardInHand:
    """A card issued now."""
    new = NewCard(new_id(now), code)
    return issue_card(session, actor, new, background=background(children=children), now=now)


def community_card(session: Session, actor: Actor, code: str, *, now: datetime, until: date) -> CardInHand:
    """A community card registered now."""
    return issue_community_card(session, actor, NewCard(new_id(now), code), valid_until=until, now=now)


def visit(code: str, **facts: Any) -> VisitForm:
    """A form for one adult's ticket, filled in."""
    return VisitForm(**{"visit_id": uuid.uuid4(), "code": code, "kind": VisitKind.TICKET, **facts})


def add_device(session: Session, actor: Actor, *, now: datetime, personal: bool = False) -> Device:
    """A counter's phone of the actor's venue, or the actor's own."""
    device = Device(
        id=new_id(now), venue_id=actor.organisation.id, kind="personal" if personal else "counter",
        name="Kassa 1", account_id=actor.person_id if personal else None, token_digest=uuid.uuid4().hex * 2,
        list_key=bytes(32), enrolled_at=now, enrolled_by=actor.account_id, last_seen_at=now,
    )  # fmt: skip
    session.add(device)
    session.flush()
    return device


def phone_visit(code: str, sequence: int, *, at: datetime, **facts: Any) -> RecordCommand:
    """A phone's command to record one adult's ticket."""
    chosen = {"id": uuid.uuid4(), "kind": VisitKind.TICKET, **facts}
    return RecordCommand(code=CardCode(code), sequence=sequence, at=at, **chosen)
