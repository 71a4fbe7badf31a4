"""Exceptions to the operating model, as everybody reads them."""

from typing import Final

from flask import Blueprint, render_template

from webapp.core.commitments.exceptions import exceptions_to_model
from webapp.plumbing.access.gate import public_reading
from webapp.plumbing.clock import today
from webapp.plumbing.http.transaction import db

blueprint: Final = Blueprint("model_exceptions", __name__, url_prefix="/poikkeukset")


@blueprint.get("")
@public_reading
def exceptions() -> str:
    """Those that hold or are to come, and past ones."""
    return render_template("public/exceptions.html", found=exceptions_to_model(db(), today()))
