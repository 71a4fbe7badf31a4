"""The first person of the national office."""

from datetime import UTC, datetime

import click
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from webapp.commands.register import opened_register
from webapp.core.accounts.actions import make_account
from webapp.core.accounts.events import AdministratorMade
from webapp.core.accounts.models import Account
from webapp.core.audit.actions import record_event
from webapp.core.database import announce_writing, session_factory
from webapp.core.errors import RefusedError
from webapp.core.languages import LocalisedText
from webapp.core.partners.models import Membership, Organisation, OrganisationKind
from webapp.settings import SettingsError, production_settings


@click.command("create-admin")
@click.option("--email", prompt="E-mail address", help="The address to sign in with.")
@click.option("--name", prompt="Name", help="The name colleagues see.")
@click.password_option(help="At least 15 characters; asked for when not given.")
def create_admin(email: str, name: str, password: str) -> None:
    """Make an account for the national office, which invites everybody else.

    Makes the office itself when the register is new. Works on the register of KAIKUKORTTI_DATABASE_URL.
    """
    try:
        engine = opened_register(production_settings().database_url)
        with session_factory(engine).begin() as session:
            announce_writing(session)
            make_administrator(session, email=email, name=name, password=password)
    except SettingsError as error:
        raise click.ClickException(str(error)) from error
    except IntegrityError as error:
        message = f"{email} already has an account."
        raise click.ClickException(message) from error
    except RefusedError as refused:
        message = f"Refused: {refused.reason}."
        raise click.ClickException(message) from refused
    click.echo(f"{email} can sign in as the national office.")


def make_administrator(session: Session, *, email: str, name: str, password: str) -> Account:
    """An account in the national office; RefusedError when the password will not do."""
    now = datetime.now(UTC)
    office = session.scalar(select(Organisation).where(Organisation.kind == OrganisationKind.NATIONAL_OFFICE))
    if office is None:
        office = Organisation(
            kind=OrganisationKind.NATIONAL_OFFICE, name=LocalisedText(fi="Kaikukeskus", sv="Kaikucentralen")
        )
        session.add(office)
    account = make_account(session, email=email, name=name, password=password, now=now)
    session.add(Membership(account=account, organisation=office, is_contact_person=True, since=now))
    session.flush()
    record_event(session, AdministratorMade(account.id), now=now, account_id=None, organisation_id=office.id)
    return account
