"""Serve in production."""

from typing import Final

import click

from webapp.core.database import create_register_engine
from webapp.plumbing.migrations import is_up_to_date
from webapp.serving import PortInUseError, Serving, ensure_port_is_free
from webapp.serving import serve as run_server
from webapp.settings import Settings, SettingsError, production_settings

_PATIENCE_SECONDS: Final = 20
"""Longer than the longest page; a sender that never ends must not keep an old version running."""


def settings_fit_to_serve() -> Settings:
    """The production settings, or ClickException with one sentence about what is missing."""
    try:
        settings = production_settings()
    except SettingsError as error:
        raise click.ClickException(str(error)) from error
    engine = create_register_engine(settings.database_url)
    try:
        is_ready = is_up_to_date(engine)
    finally:
        engine.dispose()  # its connections would otherwise be in every worker's hands
    if not is_ready:
        message = "The register is behind its migrations: run `kaikukortti migrate` first."
        raise click.ClickException(message)
    return settings


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
def serve(host: str, port: int) -> None:
    """Serve the register in production, behind a proxy that speaks HTTPS.

    Settings come from the environment: KAIKUKORTTI_SECRET_KEY, KAIKUKORTTI_DATABASE_URL and
    KAIKUKORTTI_BASE_URL are needed; KAIKUKORTTI_WORKERS and KAIKUKORTTI_THREADS (of each),
    KAIKUKORTTI_PROXIES (how many proxies stand in
    front), KAIKUKORTTI_RATE_LIMIT_STORAGE, for reminders
    KAIKUKORTTI_VAPID_PRIVATE_KEY with KAIKUKORTTI_VAPID_SUBJECT, and for mails KAIKUKORTTI_SMTP_HOST with
    KAIKUKORTTI_SMTP_FROM may be set. A start with a missing or weak secret, with demo sign-in switched on, or
    on a register behind its migrations is refused.
    """
    settings = settings_fit_to_serve()
    try:
        ensure_port_is_free(host, port)
    except PortInUseError as error:
        message = f"Port {port} is in use: choose another with --port."
        raise click.ClickException(message) from error
    click.echo(
        f"Serving {settings.base_url} on {host}:{port}"
        f" with {settings.workers} workers of {settings.threads} threads."
    )
    serving = Serving(
        host, port, workers=settings.workers, threads=settings.threads, patience_seconds=_PATIENCE_SECONDS
    )
    run_server("webapp.wsgi:production_app", serving)
