"""Who may do what."""

import click
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.commands.register import opened_register
from webapp.core.accounts.roles import GRANTS
from webapp.core.database import session_factory
from webapp.core.partners.models import Membership, Organisation
from webapp.demo.known import (
    DEMO_ACCOUNTS,
    DEMO_PASSWORD,
    ENDING_CARD,
    EXPIRED_CARD,
    FREE_CODES_KAINUU,
    VALID_CARD,
)
from webapp.settings import SettingsError, production_settings


@click.command("show-access")
@click.option(
    "--demo", is_flag=True, help="Show the demo country's accounts and codes instead of a register's."
)
def show_access(*, demo: bool) -> None:
    """Show the whole policy, role by role, and how many people have each role.

    The policy is one table in the source; the numbers come from the register of KAIKUKORTTI_DATABASE_URL.
    """
    for role, permissions in GRANTS.items():
        click.echo(f"{role}: {', '.join(sorted(permissions))}")
    click.echo()
    if demo:
        _show_demo()
        return
    try:
        engine = opened_register(production_settings().database_url)
    except SettingsError as error:
        raise click.ClickException(str(error)) from error
    with session_factory(engine)() as session:
        _show_people(session)


def _show_people(session: Session) -> None:
    statement = (
        select(Organisation.kind, func.count(Membership.account_id))
        .join(Membership, Membership.organisation_id == Organisation.id)
        .where(Organisation.is_active)
        .group_by(Organisation.kind)
    )
    for kind, people in session.execute(statement):
        click.echo(f"{kind}: {people} people")


def _show_demo() -> None:
    for key, account in DEMO_ACCOUNTS.items():
        click.echo(f"{key}: {account.email}")
    click.echo(f"The password of all: {DEMO_PASSWORD}")
    click.echo(
        f"A valid card: {VALID_CARD}. One that ends soon: {ENDING_CARD}. An expired one: {EXPIRED_CARD}."
    )
    click.echo(f"Codes to issue in Kainuu: {', '.join(FREE_CODES_KAINUU)}")
