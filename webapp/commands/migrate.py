"""Bring the register up to date."""

from datetime import UTC, datetime
from importlib.resources import files

import click
from sqlalchemy import Engine

from webapp.core.audit.actions import record_event
from webapp.core.cards.reference import load_categories
from webapp.core.database import create_register_engine, session_factory
from webapp.core.log.events import RegisterMigrated
from webapp.core.names import follow_names, rows_astray
from webapp.core.networks.reference import (
    PostalCodesMissingError,
    load_areas,
    load_operating_models,
    load_postal_codes,
)
from webapp.plumbing.grants import NoRolesError, grant_to_program
from webapp.plumbing.migrations import migrate as run_migrations
from webapp.plumbing.migrations import version_of
from webapp.settings import SettingsError, production_settings

POSTAL_CODES = files("webapp") / "reference" / "postal_codes.json"


def bring_up_to_date(engine: Engine) -> None:
    """Run the migrations, settle the reference data, and sort names as this release does."""
    before = version_of(engine)
    run_migrations(engine)
    now_at = version_of(engine)
    with session_factory(engine).begin() as session:
        load_areas(session)
        load_operating_models(session)
        load_postal_codes(session, POSTAL_CODES)
        load_categories(session)
        follow_names(session, rows_astray(session))
        if now_at is not None and now_at != before:
            record_event(session, RegisterMigrated(now_at), now=datetime.now(UTC), account_id=None)


@click.command()
@click.option("--grant-to", "role", default="", help="PostgreSQL: the role that the program signs in as.")
def migrate(*, role: str) -> None:
    """Bring the register up to date: tables, municipalities, postal codes, categories.

    Works on the register of KAIKUKORTTI_DATABASE_URL. Safe to run again at every deployment, before
    `kaikukortti serve`; populations that the national office has updated are kept. Where the tables belong to
    a role of their own, run this as that role and name the program's role in --grant-to: it gets what the
    program needs and no more, so that it can neither change the audit log nor take the log's guards away.
    """
    try:
        settings = production_settings()
        engine = create_register_engine(settings.database_url)
        bring_up_to_date(engine)
        if role:
            grant_to_program(engine, role)
    except (SettingsError, PostalCodesMissingError, NoRolesError) as error:
        raise click.ClickException(str(error)) from error
    click.echo("The register is up to date.")
