"""JSON for the counter's page; protected by same-origin requests instead of form tokens."""

from flask import Flask
from flask_wtf.csrf import CSRFProtect

from webapp.api import devices, views
from webapp.api.blueprint import blueprint

_MODULES = (devices, views)
"""Their views register themselves with the blueprint when they are imported."""


def register_api(app: Flask, csrf: CSRFProtect) -> None:
    """Open the API."""
    app.register_blueprint(blueprint)
    csrf.exempt(blueprint)
