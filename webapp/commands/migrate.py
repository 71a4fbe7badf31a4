"""Bring the register up to date."""

from importlib.resources import files

import click
from sqlalchemy import Engine

from webapp.core.cards.reference import load_categories
from webapp.core.database import create_register_engine, session_factory
from webapp.core.names import follow_names, rows_astray
from webapp.core.networks.reference import (
    PostalCodesMissingError,
    load_areas,
    load_operating_models,
    load_postal_codes,
)
from webapp.plumbing.migrations import migrate as run_migrations
from webapp.settings import SettingsError, production_settings

POSTAL_CODES = files("webapp") / "reference" / "postal_codes.json"


def bring_up_to_date(engine: Engine) -> None:
    """Run the migrations, settle the reference data, and sort names as this release does."""
    run_migrations(engine)
    with session_factory(engine).begin() as session:
        load_areas(session)
        load_operating_models(session)
        load_postal_codes(session, POSTAL_CODES)
        load_categories(session)
        follow_names(session, rows_astray(session))


@click.command()
def migrate() -> None:
    """Bring the register up to date: tables, municipalities, postal codes, categories.

    Works on the register of KAIKUKORTTI_DATABASE_URL. Safe to run again at every deployment, before
    `kaikukortti serve`; populations that the national office has updated are kept.
    """
    try:
        settings = production_settings()
        bring_up_to_date(create_register_engine(settings.database_url))
    except (SettingsError, PostalCodesMissingError) as error:
        raise click.ClickException(str(error)) from error
    click.echo("The register is up to date.")
