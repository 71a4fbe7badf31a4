"""What the server's workers load: the application of a production start, or of the demo."""

import os
from pathlib import Path

from flask import Flask

from webapp import create_app
from webapp.plumbing.mail.sending import send_all_the_time
from webapp.settings import DEMO_DIRECTORY, Settings, demo_settings, production_settings

DEMO_BASE_URL = "KAIKUKORTTI_DEMO_BASE_URL"
DEMO_SECRET_FILE = "secret"  # noqa: S105 - a file's name
DEMO_VAPID_FILE = "vapid"


def production_app() -> Flask:
    """The application with the settings of the environment."""
    return _served(production_settings())


def demo_app() -> Flask:
    """The application on the embedded register, with one-click sign-in."""
    return _served(settings_of_demo(os.environ[DEMO_BASE_URL]))


def _served(settings: Settings) -> Flask:
    app = create_app(settings)
    send_all_the_time(app, settings)
    return app


def settings_of_demo(base_url: str, directory: Path = DEMO_DIRECTORY) -> Settings:
    """Settings with the secrets that `kaikukortti demo` made when it first started."""
    secret, vapid = ((directory / name).read_text() for name in (DEMO_SECRET_FILE, DEMO_VAPID_FILE))
    return demo_settings(secret, base_url=base_url, directory=directory, vapid_private_key=vapid)
