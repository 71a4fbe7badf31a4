"""The installed command in this process, on a register of the test's own."""

import secrets

from click.testing import CliRunner, Result
from sqlalchemy import Engine

from webapp.cli import main


def run(url: str, *arguments: str) -> Result:
    """`kaikukortti …` with the environment of a production start."""
    environment = {
        "KAIKUKORTTI_SECRET_KEY": secrets.token_urlsafe(48),
        "KAIKUKORTTI_DATABASE_URL": url,
        "KAIKUKORTTI_BASE_URL": "https://kaikukortti.example",
    }
    return CliRunner(env=environment).invoke(main, arguments)


def said(result: Result) -> str:
    """The one sentence of a refusal, on standard error."""
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    (line,) = result.stderr.strip().splitlines()
    return line


def url_of(engine: Engine) -> str:
    """The address of an engine's register, which nobody holds open any more."""
    engine.dispose()
    return engine.url.render_as_string(hide_password=False)
