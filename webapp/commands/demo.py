"""The demo country: one command, one page to open."""

import os
import secrets
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from webapp.certificate import DemoCertificate, local_address, make_certificate
from webapp.commands.migrate import bring_up_to_date
from webapp.core.database import create_register_engine, session_factory
from webapp.core.networks.reference import PostalCodesMissingError
from webapp.demo.country import load_demo_country
from webapp.plumbing.migrations import is_up_to_date
from webapp.plumbing.push.vapid import new_private_key
from webapp.plumbing.rendering.pictures import qr_code
from webapp.serving import PortInUseError, Serving, ensure_port_is_free, serve
from webapp.settings import DEMO_DIRECTORY, MAIL_FOLDER
from webapp.wsgi import DEMO_BASE_URL, DEMO_SECRET_FILE, DEMO_VAPID_FILE, settings_of_demo


@click.command()
@click.option("--port", default=8000, envvar="PORT", show_default=True, help="Port to listen on.")
@click.option(
    "--https", envvar="HTTPS", is_flag=True, help="Serve the local network with a self-made certificate."
)
def demo(port: int, *, https: bool) -> None:
    """Serve the demo country, with one-click sign-in for each role.

    The embedded register is made in var/demo the first time and kept afterwards; delete that folder to
    start anew. With --https a phone in the same network can open it, camera and all: it warns once of the
    certificate, which this computer made itself.
    """
    host = "0.0.0.0" if https else "127.0.0.1"  # noqa: S104 - a phone has to reach it, and only when asked for
    try:
        ensure_port_is_free(host, port)
    except PortInUseError as error:
        message = f"Port {port} is in use. Stop what uses it, or choose another: make demo PORT={port + 1}"
        raise click.ClickException(message) from error
    address = local_address() if https else "localhost"
    base_url = f"{'https' if https else 'http'}://{address}:{port}"
    prepare_demo(base_url)
    made = make_certificate(DEMO_DIRECTORY, address) if https else None
    _say_what_to_open(base_url, made)
    os.environ[DEMO_BASE_URL] = base_url
    settings = settings_of_demo(base_url)
    serving = Serving(
        host,
        port,
        workers=settings.workers,
        threads=settings.threads,
        patience_seconds=1,
        certificate=(made.certificate, made.key) if made else None,
    )
    serve("webapp.wsgi:demo_app", serving)


def prepare_demo(base_url: str, directory: Path = DEMO_DIRECTORY) -> None:
    """Make what the demo needs and is not there yet: secrets, the register, the country."""
    directory.mkdir(parents=True, exist_ok=True)
    _keep_secret(directory / DEMO_SECRET_FILE, secrets.token_urlsafe(48))
    _keep_secret(directory / DEMO_VAPID_FILE, new_private_key())
    engine = create_register_engine(settings_of_demo(base_url, directory).database_url)
    try:
        if not is_up_to_date(engine):
            click.echo("Preparing the register. This is done once.")
            bring_up_to_date(engine)
        # All of the country or nothing: an interrupted first start is made good by the second.
        load_demo_country(session_factory(engine), now=datetime.now(UTC), progress=click.echo)
    except PostalCodesMissingError as error:
        raise click.ClickException(str(error)) from error
    finally:
        engine.dispose()  # its connections would otherwise be in every worker's hands


def _keep_secret(file: Path, secret: str) -> None:
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secret)


def _say_what_to_open(base_url: str, made: DemoCertificate | None) -> None:
    click.echo(f"\nOpen {base_url}\nSign in with one click for each role at {base_url}/kirjaudu\n")
    if made:
        click.echo("On a phone in the same network, read this and accept the certificate.")
        click.echo(f"To use it there without a network too, install {made.authority} on the phone first.\n")
        # In a terminal with its own black on white; without one, for the most usual, white on black.
        qr_code(base_url).print_ascii(tty=sys.stdout.isatty(), invert=True)
    click.echo(f"Mails to staff are written into {DEMO_DIRECTORY / MAIL_FOLDER}.")
    click.echo("Stop with Ctrl+C.")
