"""People of the target's venue who sign in with a password and nothing else."""

import uuid
from datetime import UTC, datetime

from tests.factories import PASSWORD, add_account
from tools.attack.browser import Browser
from tools.attack.target import Target
from webapp.core.accounts.factors.models import AuthenticatorApp
from webapp.core.database import announce_writing, create_register_engine, session_factory
from webapp.core.partners.models import Membership

_SEE_OTHER = 303


def add_people(target: Target, how_many: int, *, app_secret: str = "") -> list[str]:
    """Their addresses; `app_secret`: of an authenticator app that each of them has."""
    engine, now = create_register_engine(target.url), datetime.now(UTC)
    organisation = target.till.world.venue.organisation.id
    with session_factory(engine).begin() as session:
        announce_writing(session)
        people = [
            add_account(session, now=now, email=f"{uuid.uuid4().hex}@staff.example") for _ in range(how_many)
        ]
        for one in people:
            session.add(
                Membership(
                    account_id=one.id, organisation_id=organisation, is_contact_person=False, since=now
                )
            )
            if app_secret:
                session.add(AuthenticatorApp(account_id=one.id, secret=app_secret, last_step=0, added_at=now))
        addresses = [one.email for one in people]
    engine.dispose()
    return addresses


def sign_in(port: int, email: str, address: str) -> Browser:
    """A browser after the page of signing in; whoever is let in has a session's cookie afterwards."""
    browser = Browser(port, address=address)
    browser.post("/kirjaudu", {"email": email, "password": PASSWORD}, form_on="/kirjaudu")
    return browser
