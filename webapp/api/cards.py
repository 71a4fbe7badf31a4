"""Check a code."""

from flask import jsonify, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from webapp.api.blueprint import blueprint
from webapp.core.accounts.roles import Permission
from webapp.core.visits.queries import verdict_on
from webapp.plumbing.access.gate import requires
from webapp.plumbing.access.limits import count_check
from webapp.plumbing.access.staff import staff
from webapp.plumbing.clock import current_time
from webapp.plumbing.http.transaction import db
from webapp.plumbing.words.features.cards import ADVICE
from webapp.plumbing.words.texts import REFUSALS


@blueprint.post("/cards/check")
@requires(Permission.CHECK_CARDS, reads_only=True)
def check() -> ResponseReturnValue:
    """{"code": …} → the verdict; 422 where that is no code."""
    count_check()
    body = request.get_json()
    code = body.get("code") if isinstance(body, dict) else None
    if not isinstance(code, str):
        raise BadRequest
    verdict = verdict_on(db(), staff(), code, now=current_time())
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
        now=current_time().isoformat(),
    )
