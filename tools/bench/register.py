"""A register as large as the country's and a till at a venue: what the counter's figures are measured on."""

import json
import secrets
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any, Final

from flask import Flask
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from tests.factories import World, make_world
from tools.bench.load import Sender
from tools.bench.phones import VenuePhone, add_phones
from webapp import create_app
from webapp.commands.migrate import bring_up_to_date
from webapp.core.accounts.actor import Actor
from webapp.core.accounts.models import Proof
from webapp.core.accounts.sessions import NewSession, begin_session
from webapp.core.cards.codes import CardCode, new_codes
from webapp.core.cards.listing import list_entry
from webapp.core.cards.models import Background, Card, CodeBatch, RegisteredCode
from webapp.core.cards.validity import CardKind, CardStatus, Validity
from webapp.core.database import create_register_engine, session_factory
from webapp.core.identifiers import new_id
from webapp.core.visits.models import Visit
from webapp.demo.ledger import write_rows
from webapp.plumbing.http.cookies import cookie_name
from webapp.settings import production_settings

CARDS: Final = 20_000
VISITS_PER_CARD: Final = 2
_ADDRESS: Final = "https://kaikukortti.example"


@dataclass(frozen=True)
class Till:
    """Somebody signed in at a venue: the server's settings, what the browser sends, the cards that come."""

    environment: Mapping[str, str]
    headers: Mapping[str, str]
    codes: tuple[CardCode, ...]
    phones: tuple[tuple[VenuePhone, Mapping[str, str]], ...]
    """Each with what its browser sends beside the body."""
    world: World
    browser: "Browser"

    def checks(self) -> Sender:
        """A check of each card."""
        return Sender(self.headers, [json.dumps({"code": code}) for code in self.codes])

    def deliveries(self, size: int, *, how_many: int) -> list[Sender]:
        """New lists of so many visits, as many of each phone."""
        return [Sender(headers, list(phone.lists(size, how_many=how_many))) for phone, headers in self.phones]


def environment_of(database_url: str) -> dict[str, str]:
    """What a server in use is told."""
    return {
        "KAIKUKORTTI_DATABASE_URL": database_url,
        "KAIKUKORTTI_SECRET_KEY": secrets.token_urlsafe(48),
        "KAIKUKORTTI_BASE_URL": _ADDRESS,
        "KAIKUKORTTI_PROXIES": "1",
    }


def prepare_till(database_url: str, *, cards: int = CARDS) -> Till:
    """Fill an empty database with cards and visits, and sign somebody in."""
    environment = environment_of(database_url)
    engine = create_register_engine(database_url)
    bring_up_to_date(engine)
    now = datetime.now(UTC)
    with session_factory(engine).begin() as session:
        world = make_world(session, now=now - timedelta(days=30))
        codes = tuple(new_codes("K", cards, taken=world.codes))
        _write_cards(session, world, codes=codes, now=now)
        phones = add_phones(session, world, codes, now=now)
    settle(engine)
    browser = Browser(create_app(production_settings(environment)), engine)
    sent = tuple((phone, browser.headers(phone.staff, phone.cookies)) for phone in phones)
    return Till(environment, browser.headers(world.venue, {}), codes, sent, world, browser)


def _write_cards(session: Session, world: World, *, codes: tuple[CardCode, ...], now: datetime) -> None:
    issued = now - timedelta(days=20)
    staff = world.distributor
    batch = CodeBatch(
        network_id=world.kainuu,
        letter="K",
        size=len(codes),
        registered=len(codes),
        made_by=world.office.account_id,
        made_at=issued,
    )
    session.add(batch)
    session.flush()
    ids = [new_id(issued) for _ in codes]
    people = [{"id": one, "birth_year": 1984, "postal_code": "87100"} for one in ids]
    write_rows(session, Background, rows=people)
    card: dict[str, Any] = {
        "kind": "personal", "status": "active", "children": 2, "issued_on": issued.date(),
        "valid_until": (now + timedelta(days=300)).date(), "distributor_id": staff.organisation.id,
        "registered_by": staff.account_id, "registered_at": issued,
    }  # fmt: skip
    write_rows(session, Card, rows=[{**card, "id": one, "background_id": one} for one in ids])
    numbered = list(zip(ids, codes, strict=True))
    listed = list_entry(CardKind.PERSONAL, Validity(CardStatus.ACTIVE, card["valid_until"]), card["children"])
    known = {"batch_id": batch.id, "list_entry": listed, "list_change": 1}
    registered = [{**known, "code": code, "card_id": one} for one, code in numbered]
    write_rows(session, RegisteredCode, rows=registered)
    write_rows(session, Visit, rows=list(_past_visits(world, numbered, since=issued)))


def _past_visits(
    world: World, cards: list[tuple[uuid.UUID, CardCode]], *, since: datetime
) -> Iterator[dict[str, Any]]:
    seconds = count()
    for _ in range(VISITS_PER_CARD):
        for card_id, code in cards:
            moment = since + timedelta(seconds=next(seconds))
            yield {
                "id": new_id(moment), "card_id": card_id, "code": code, "kind": "ticket", "adults": 1,
                "children": 0, "venue_id": world.venue.organisation.id, "happened_at": moment,
                "recorded_at": moment, "recorded_by": world.venue.account_id,
            }  # fmt: skip


def settle(engine: Engine) -> None:
    """A register in use has been analysed; PostgreSQL would plan without figures otherwise."""
    with engine.begin() as connection:
        connection.exec_driver_sql("ANALYZE")
    engine.dispose()


@dataclass(frozen=True)
class Browser:
    """Signs people in past the page of signing in."""

    app: Flask
    engine: Engine

    def headers(self, staff: Actor | None, secrets_kept: Mapping[str, str]) -> dict[str, str]:
        """What the browser of somebody sends with everything; the secrets by their cookies' short names."""
        cookies = {cookie_name(self.app, name): secret for name, secret in secrets_kept.items()}
        if staff is not None:
            cookies[self.app.config["SESSION_COOKIE_NAME"]] = self._session(staff)
        return {
            "Host": _ADDRESS.removeprefix("https://"),
            "Origin": _ADDRESS,
            "X-Forwarded-Proto": "https",
            "X-Forwarded-For": "192.0.2.1",
            "Accept-Language": "fi",
            "Content-Type": "application/json",
            "Cookie": "; ".join(f"{name}={value}" for name, value in {**cookies, "language": "fi"}.items()),
        }

    def _session(self, staff: Actor) -> str:
        signer = self.app.session_interface.get_signing_serializer(self.app)  # type: ignore[attr-defined]
        with session_factory(self.engine).begin() as opened:
            new = NewSession(staff.account_id, staff.organisation.id, Proof.FACTOR)
            token = begin_session(opened, new, now=datetime.now(UTC))
        cookie: str = signer.dumps({
            "_permanent": True, "_user_id": token, "csrf_token": secrets.token_hex(20),
        })  # fmt: skip
        return cookie
