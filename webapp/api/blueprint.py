"""What the API's modules share: one blueprint, open to our own pages only."""

from typing import Final

from flask import Blueprint, request
from werkzeug.exceptions import BadRequest, Forbidden

blueprint: Final = Blueprint("api", __name__, url_prefix="/api")

LARGEST_BODY: Final = 256 * 1024
"""Bytes; a list of two hundred visits has some 80 kB."""


@blueprint.before_request
def _only_from_our_pages() -> None:
    # A form on another site can send neither JSON nor a foreign Origin that says it is ours; and a page left
    # open for a week has no fresh form token to show. Every browser we support sends Origin with a POST.
    origin = request.headers.get("Origin")
    if request.mimetype != "application/json" or origin != request.host_url.rstrip("/"):
        raise Forbidden
    if len(request.get_data()) > LARGEST_BODY:
        raise BadRequest
    request.get_json()
