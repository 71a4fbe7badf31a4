"""Let somebody in again who has lost their password or their second factor."""

from datetime import UTC, datetime

import click
from sqlalchemy.orm import Session

from webapp.commands.register import opened_register
from webapp.commands.serve import settings_fit_to_serve
from webapp.core.accounts.actions import account_of_address
from webapp.core.accounts.models import Account
from webapp.core.accounts.resets.actions import LINK_OF_STAFF_LASTS, make_link, remove_factors
from webapp.core.accounts.resets.events import FactorsRemovedOnServer, PasswordLinkMadeOnServer
from webapp.core.audit.actions import record_event
from webapp.core.database import announce_writing, session_factory
from webapp.core.devices.actions import end_personal_devices
from webapp.core.languages import CODES, FIRST
from webapp.core.mails.actions import NewMail, put_into_outbox
from webapp.core.mails.models import MailKind
from webapp.plumbing.mail.writing import PASSWORD_PATH

_OFFICE = "Kaikukortti"
"""Whose act the mail calls it: the service itself."""


@click.command("reset-access")
@click.argument("address")
@click.option("--factors", is_flag=True, help="Remove passkeys, app and recovery codes instead.")
@click.option("--mail", is_flag=True, help="Send the link to the address instead of printing it.")
@click.option("--language", type=click.Choice(CODES), default=FIRST, show_default=True, help="Of the mail.")
def reset_access(address: str, *, factors: bool, mail: bool, language: str) -> None:
    """Make a single-use link to a new password for ADDRESS, good for a day, and print it.

    For when nobody else can help: a contact person, a coordinator or the national office does the same on the
    page of people. With --factors the person signs in with the password alone once, and sets up a new passkey
    or app where their work needs one. Both are written in the audit log, and the second is told to the person
    by mail. Works on the register of KAIKUKORTTI_DATABASE_URL.
    """
    settings = settings_fit_to_serve()
    now = datetime.now(UTC)
    with session_factory(opened_register(settings.database_url)).begin() as session:
        announce_writing(session)
        account_id = account_of_address(session, address)
        if account_id is None:
            message = f"{address} has no account."
            raise click.ClickException(message)
        if factors:
            _remove_factors(session, account_id, language, now=now)
            said = f"{address} signs in with the password alone now, and is told by mail."
        elif mail:
            _send_link(session, account_id, language, now=now)
            said = f"A link is on its way to {address}."
        else:
            record_event(session, PasswordLinkMadeOnServer(account_id), now=now, account_id=None)
            secret = make_link(session, account_id, until=now + LINK_OF_STAFF_LASTS, now=now)
            said = f"{settings.base_url}{PASSWORD_PATH}#{secret}"
    click.echo(said)


def _remove_factors(session: Session, account_id: int, language: str, *, now: datetime) -> None:
    remove_factors(session, account_id)
    end_personal_devices(session, account_id, now=now)
    record_event(session, FactorsRemovedOnServer(account_id), now=now, account_id=None)
    told = NewMail(
        MailKind.FACTORS_REMOVED, _address(session, account_id), language, {"organisation": _OFFICE}
    )
    put_into_outbox(session, told, now=now)


def _send_link(session: Session, account_id: int, language: str, *, now: datetime) -> None:
    record_event(session, PasswordLinkMadeOnServer(account_id), now=now, account_id=None)
    link = NewMail(
        MailKind.PASSWORD_LINK_BY_STAFF,
        _address(session, account_id),
        language,
        {"organisation": _OFFICE},
        now + LINK_OF_STAFF_LASTS,
    )
    put_into_outbox(session, link, now=now)


def _address(session: Session, account_id: int) -> str:
    return session.get_one(Account, account_id).email
