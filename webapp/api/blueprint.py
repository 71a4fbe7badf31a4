"""What the API's modules share: one blueprint, open to our own pages only."""

from typing import Final

from flask import Blueprint, request
from werkzeug.exceptions import BadRequest, Forbidden

blueprint: Final = Blueprint("api", __name__, url_prefix="/api")


@blueprint.before_request
def _only_from_our_pages() -> None:
    # A form on another site can send neither JSON nor a foreign Origin that says it is ours; and a page left
    # open for a week has no fresh form token to show. Every browser we support sends Origin with a POST.
    origin = request.headers.get("Origin")
    if request.mimetype != "application/json" or origin != request.host_url.rstrip("/"):
        raise Forbidden
    try:
        request.get_json()
    except RecursionError:
        raise BadRequest from None
