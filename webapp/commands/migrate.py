"""Bring the register up to date."""

from datetime import UTC, datetime
from importlib.resources import files

import click
from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session

from webapp.commands.register import opened_register
from webapp.core.audit.actions import record_event
from webapp.core.cards.reference import load_categories
from webapp.core.database import session_factory
from webapp.core.log.events import RegisterMigrated
from webapp.core.names import follow_names, rows_astray
from webapp.core.networks.reference import (
    PostalCodesMissingError,
    load_areas,
    load_operating_models,
    load_postal_codes,
)
from webapp.core.partners.reference import load_distributor_kinds
from webapp.plumbing.grants import NoRolesError, grant_to_program
from webapp.plumbing.migrations import (
    UnfitRegisterError,
    go_back_to,
    is_up_to_date,
    one_at_a_time,
    version_of,
)
from webapp.plumbing.migrations import migrate as run_migrations
from webapp.settings import SettingsError, production_settings

POSTAL_CODES = files("webapp") / "reference" / "postal_codes.json"


def bring_up_to_date(engine: Engine, *, grant_to: str = "") -> None:
    """Run the migrations, settle the reference data, sort names as this release does; one after the other.

    `grant_to`: the role of PostgreSQL that the program signs in as, where the tables are not its own.
    """
    with one_at_a_time(engine, on_waiting=_say_that_it_waits):
        before = version_of(engine)
        run_migrations(engine)
        now_at = version_of(engine)
        with session_factory(engine).begin() as session:
            load_areas(session)
            load_operating_models(session)
            load_postal_codes(session, POSTAL_CODES)
            load_categories(session)
            load_distributor_kinds(session)
            follow_names(session, rows_astray(session))
            if now_at is not None and now_at != before:
                _note(session, now_at)
        if grant_to:
            grant_to_program(engine, grant_to)


def roll_back(engine: Engine, version: str) -> None:
    """Bring the register back to the tables of an earlier release, which the log says."""

    def note(connection: Connection) -> None:
        with Session(connection) as session:
            _note(session, version)
            session.flush()

    with one_at_a_time(engine, on_waiting=_say_that_it_waits):
        if not is_up_to_date(engine):
            message = "The register is behind its migrations: install the release that it was made for."
            raise UnfitRegisterError(message)
        go_back_to(engine, version, note=note)


def _note(session: Session, version: str) -> None:
    record_event(session, RegisterMigrated(version), now=datetime.now(UTC), account_id=None)


def _say_that_it_waits() -> None:
    click.echo("Somebody else is bringing the register up to date. Waiting.", err=True)


@click.command()
@click.option("--grant-to", "role", default="", help="PostgreSQL: the role that the program signs in as.")
@click.option("--back-to", "version", default="", help="Take back the migrations after this version.")
def migrate(*, role: str, version: str) -> None:
    """Bring the register up to date: tables, municipalities, postal codes, categories.

    Works on the register of KAIKUKORTTI_DATABASE_URL. Safe to run again at every deployment, before
    `kaikukortti serve`, and twice at once; populations that the national office has updated are kept. Where
    the tables belong to a role of their own, run this as that role and name the program's role in --grant-to:
    it gets what the program needs and no more, so that it can neither change the audit log nor take the log's
    guards away.

    --back-to VERSION prepares the register for an earlier release: what only later versions have a place
    for is lost. Make a backup first, and run it with the release that is being left.
    """
    try:
        engine = opened_register(production_settings().database_url)
        if version:
            roll_back(engine, version)
        else:
            bring_up_to_date(engine, grant_to=role)
    except (SettingsError, PostalCodesMissingError, NoRolesError) as error:
        raise click.ClickException(str(error)) from error
    done = "The register was taken back" if version else "The register is up to date"
    click.echo(f"{done}: version {version_of(engine)}.")
