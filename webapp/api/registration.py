"""Open the API: the one blueprint, and the modules of this folder whose views stand in it."""

import pkgutil
from importlib import import_module

from flask import Flask
from flask_wtf.csrf import CSRFProtect

from webapp import api
from webapp.api.blueprint import blueprint


def register_api(app: Flask, csrf: CSRFProtect) -> None:
    """Register every module's views; they need JSON from our own pages instead of form tokens."""
    for found in pkgutil.iter_modules(api.__path__, f"{api.__name__}."):
        import_module(found.name)  # its views register themselves with the blueprint
    app.register_blueprint(blueprint)
    csrf.exempt(blueprint)
