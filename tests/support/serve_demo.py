"""The server's process in the journeys: `kaikukortti demo`'s application on a directory of the test's own."""

import os
import sys
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

from flask import Flask

from webapp import create_app
from webapp.plumbing.mail.sending import send_all_the_time
from webapp.serving import Serving, serve
from webapp.settings import THREADS_WITHOUT_PROXY
from webapp.wsgi import settings_of_demo

DIRECTORY = "KAIKUKORTTI_JOURNEYS_DIRECTORY"
PORT = "KAIKUKORTTI_JOURNEYS_PORT"
RELEASED = "service-worker.js"
"""In the directory: a service worker that replaces the built one, as a new version's would."""


def application() -> Flask:
    """What the server's worker loads. Everybody here comes from one address, so limits on it are off."""
    directory = Path(os.environ[DIRECTORY])
    if (directory / RELEASED).exists():
        patch("webapp.pages.public.app.BUILD", directory).start()
    settings = settings_of_demo(f"http://localhost:{os.environ[PORT]}", directory)
    settings = replace(settings, rate_limits=False, plain_push_hosts=frozenset({"127.0.0.1"}))
    app = create_app(settings)
    send_all_the_time(app, settings)
    return app


def main(port: str, directory: str) -> None:
    """Serve until stopped."""
    os.environ.update({PORT: port, DIRECTORY: directory})
    serving = Serving("127.0.0.1", int(port), workers=1, threads=THREADS_WITHOUT_PROXY, patience_seconds=5)
    serve("tests.support.serve_demo:application", serving)


if __name__ == "__main__":
    main(*sys.argv[1:])
