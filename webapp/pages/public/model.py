"""The operating model, as everybody reads it: what holds today, and its versions."""

from typing import Final

from flask import Blueprint, render_template

from webapp.core.commitments.rules import grace_days_of
from webapp.core.commitments.versions import version_from, version_on, versions_of_model
from webapp.core.networks.models import OperatingModelVersion
from webapp.pages.administration.model import day_in_address
from webapp.plumbing.access.gate import public_reading
from webapp.plumbing.clock import today
from webapp.plumbing.http.transaction import db

blueprint: Final = Blueprint("operating_model", __name__, url_prefix="/toimintamalli")


@blueprint.get("")
@public_reading
def in_force() -> str:
    """The version that holds today."""
    return _page(version_on(db(), today()))


@blueprint.get("/<version>")
@public_reading
def of_version(version: str) -> str:
    """One version: past, in force or to come."""
    return _page(version_from(db(), day_in_address(version)))


def _page(version: OperatingModelVersion) -> str:
    versions = versions_of_model(db())
    return render_template(
        "public/model.html",
        version=version,
        in_force=version_on(db(), today()),
        versions=versions,
        before=next((one for one in versions if one.valid_from < version.valid_from), None),
        grace_days=grace_days_of(version.valid_from, version.earlier_hold_until),
        today=today(),
    )
