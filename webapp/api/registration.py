"""Open the API: the one blueprint and the modules whose views stand in it."""

from flask import Flask
from flask_wtf.csrf import CSRFProtect

from webapp.api import cards, devices, visits
from webapp.api.blueprint import blueprint

_MODULES = (cards, devices, visits)
"""Their views register themselves with the blueprint when they are imported."""


def register_api(app: Flask, csrf: CSRFProtect) -> None:
    """Register every module's views; they need JSON from our own pages instead of form tokens."""
    app.register_blueprint(blueprint)
    csrf.exempt(blueprint)
