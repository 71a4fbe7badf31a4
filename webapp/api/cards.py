"""Check a code."""

from flask import Response, jsonify, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from webapp.api.blueprint import blueprint
from webapp.core.accounts.roles import Permission
from webapp.core.cards.codes import read_code
from webapp.core.visits.checking import Verdict, prove_and_read, verdict_of
from webapp.plumbing.access.gate import let_in, requires
from webapp.plumbing.access.limits import count_check
from webapp.plumbing.access.sign_in import claims
from webapp.plumbing.clock import current_time
from webapp.plumbing.http.transaction import reading_connection
from webapp.plumbing.words.features.cards import ADVICE
from webapp.plumbing.words.texts import REFUSALS


@blueprint.post("/cards/check")
@requires(Permission.CHECK_CARDS, reads_only=True, proves=True)
def check() -> ResponseReturnValue:
    """{"code": …} → the verdict; 422 where that is no code."""
    body = request.get_json()
    typed = body.get("code") if isinstance(body, dict) else None
    if not isinstance(typed, str):
        raise BadRequest
    code = read_code(typed)
    with reading_connection() as connection:
        desk, row = prove_and_read(connection, claims(), code)
        let_in(desk)
        count_check()
        return _answer(verdict_of(connection, code, row, now=current_time()))


def _answer(verdict: Verdict) -> Response:
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
