"""The operating model in force today: whatever a page says of its numbers comes from here."""

from typing import Final

from flask import g
from flask_babel import LazyString

from webapp.core.networks.operating_model import OperatingModel
from webapp.core.networks.queries import model_in_force
from webapp.plumbing.clock import today
from webapp.plumbing.http.transaction import db


def model_today() -> OperatingModel:
    """The version that holds today; read once in a request."""
    if "operating_model" not in g:
        g.operating_model = model_in_force(db(), today())
    model: OperatingModel = g.operating_model
    return model


def _child_age() -> str:
    return str(model_today().child_age_years)


child_age: Final = LazyString(_child_age)
"""Under how many years children come along, for labels that are written before there is a request."""
