"""The register that a command works on."""

import click
from sqlalchemy import Engine

from webapp.core.database import create_register_engine


def opened_register(url: str) -> Engine:
    """Its engine, whose connections are closed when the command has ended, however it ends."""
    engine = create_register_engine(url)
    click.get_current_context().call_on_close(engine.dispose)
    return engine
