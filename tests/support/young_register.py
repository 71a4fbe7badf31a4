"""A register on its first day: the tests' small country, in which nothing has happened yet."""

import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from tests.conftest import fill_register
from tests.factories import World, make_world
from webapp.core.accounts.actor import Actor
from webapp.core.accounts.models import Account
from webapp.core.accounts.passwords import hash_password
from webapp.core.database import create_register_engine, session_factory
from webapp.demo.known import DEMO_ACCOUNTS, DEMO_PASSWORD
from webapp.plumbing.push.vapid import new_private_key
from webapp.wsgi import DEMO_SECRET_FILE, DEMO_VAPID_FILE


def make_young_register(
    directory: Path, issue: Callable[[Session, World], None] = lambda _session, _world: None
) -> Path:
    """A directory as `kaikukortti demo` keeps it, whose people sign in as the demo's do.

    `issue` may put cards into it.
    """
    directory.mkdir()
    (directory / DEMO_SECRET_FILE).write_text(secrets.token_urlsafe(48))
    (directory / DEMO_VAPID_FILE).write_text(new_private_key())
    engine = create_register_engine(f"sqlite:///{directory / 'register.sqlite3'}")
    fill_register(engine)
    with session_factory(engine).begin() as session:
        issue(session, _settle_people(session))
    _close_journal(engine)
    return directory


def _settle_people(session: Session) -> World:
    world = make_world(session, now=datetime.now(UTC))
    password = hash_password(DEMO_PASSWORD)
    people: dict[str, Actor] = {
        "venue": world.venue,
        "distributor": world.distributor,
        "trial_distributor": world.trial_distributor,
        "coordinator": world.coordinator,
        "national_office": world.office,
    }
    for key, actor in people.items():
        account = session.get_one(Account, actor.account_id)
        account.email, account.password_hash = DEMO_ACCOUNTS[key].email, password
    return world


def _close_journal(engine: Engine) -> None:
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
