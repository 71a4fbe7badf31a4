"""Check a code, and record visits: a list, even of one, with one outcome for each."""

import uuid
from typing import Any, Final

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest, Forbidden

from webapp.core.accounts.roles import Permission
from webapp.core.errors import RefusedError
from webapp.core.visits.actions import VisitCommand, record_visit
from webapp.core.visits.queries import verdict_on
from webapp.core.visits.rules import VisitKind
from webapp.plumbing.access import requires
from webapp.plumbing.clock import current_time
from webapp.plumbing.limits import count_check
from webapp.plumbing.staff import staff
from webapp.plumbing.texts import ADVICE, REFUSALS, sentence
from webapp.plumbing.transaction import register

blueprint: Final = Blueprint("api", __name__, url_prefix="/api")

MOST_COMMANDS: Final = 200
LARGEST_COUNT: Final = 1000  # the rules set the real bound; this one keeps nonsense from the database


@blueprint.before_request
def _only_from_our_pages() -> None:
    # A form on another site can send neither JSON nor a foreign Origin that says it is ours; and a page left
    # open for a week has no fresh form token to show. Every browser we support sends Origin with a POST.
    origin = request.headers.get("Origin")
    if request.mimetype != "application/json" or origin != request.host_url.rstrip("/"):
        raise Forbidden


@blueprint.post("/cards/check")
@requires(Permission.CHECK_CARDS, reads_only=True)
def check() -> ResponseReturnValue:
    """{"code": …} → the verdict; 422 where that is no code."""
    count_check()
    body = request.get_json()
    verdict = verdict_on(register(), staff(), _text(body, "code"), now=current_time())
    reason = verdict.refusal
    return jsonify(
        code=verdict.code,
        verdict=reason or "valid",
        text=str(REFUSALS[reason]) if reason else "",
        advice=str(ADVICE[reason]) if reason else "",
        kind=verdict.kind,
        valid_until=verdict.valid_until.isoformat() if verdict.valid_until else None,
        children=verdict.children,
        most_children=verdict.most_children,
        last_here=verdict.last_here.isoformat() if verdict.last_here else None,
    )


@blueprint.post("/visits")
@requires(Permission.RECORD_VISITS)
def record() -> ResponseReturnValue:
    """{"visits": [command, …]} → {"outcomes": [{"id", "outcome", …}, …]}, in the same order."""
    body = request.get_json()
    wanted = body.get("visits") if isinstance(body, dict) else None
    if not isinstance(wanted, list) or not 1 <= len(wanted) <= MOST_COMMANDS:
        raise BadRequest
    return jsonify(outcomes=[_outcome(one) for one in wanted])


def _outcome(wanted: object) -> dict[str, Any]:
    command = _command(wanted)
    # A savepoint for each: one refusal undoes itself, not its neighbours.
    try:
        with register().begin_nested():
            recorded = record_visit(register(), staff(), command, now=current_time())
    except RefusedError as refused:
        told = {"outcome": "refused", "reason": refused.reason, "text": sentence(refused)}
    else:
        told = {"outcome": recorded.outcome}
    return {"id": str(command.visit_id), **told}


def _command(wanted: object) -> VisitCommand:
    try:
        if not isinstance(wanted, dict):
            raise BadRequest
        return VisitCommand(
            visit_id=uuid.UUID(_text(wanted, "id")),
            code=_text(wanted, "code"),
            kind=VisitKind(_text(wanted, "kind")),
            adults=_count(wanted, "adults", 1),
            children=_count(wanted, "children", 0),
            repeat_is_meant=wanted.get("repeat_is_meant") is True,
        )
    except ValueError:
        raise BadRequest from None


def _text(body: object, name: str) -> str:
    value = body.get(name) if isinstance(body, dict) else None
    if not isinstance(value, str):
        raise BadRequest
    return value


def _count(body: dict[str, Any], name: str, default: int) -> int:
    value = body.get(name, default)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= LARGEST_COUNT:
        raise BadRequest
    return value
