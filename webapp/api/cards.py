"""Check a code."""

from typing import Any

from flask import jsonify, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from webapp.api.blueprint import blueprint
from webapp.api.call import Call, call_of_request
from webapp.core.accounts.roles import Permission
from webapp.core.cards.codes import read_code
from webapp.core.visits.checking import UNKNOWN, prove_and_read, verdict_of
from webapp.plumbing.access.gate import requires
from webapp.plumbing.access.staff import desk as acting_desk
from webapp.plumbing.access.tries import CARD_CODES, by_actor, count_wrong
from webapp.plumbing.http.problems import HeldUpError
from webapp.plumbing.http.transaction import db
from webapp.plumbing.words.features.cards import ADVICE


@blueprint.post("/cards/check")
@requires(Permission.CHECK_CARDS, reads_only=True, proves=True)
def check() -> ResponseReturnValue:
    """{"code": …} → the verdict; 422 where that is no code."""
    body = request.get_json()
    answer = checked(call_of_request(db().connection()), body)
    if answer["verdict"] in UNKNOWN:
        count_wrong([by_actor(CARD_CODES, acting_desk().actor)])
    return jsonify(answer)


def checked(call: Call, body: object) -> dict[str, Any]:
    """The answer to a check.

    Raises:
        BadRequest: the body holds no code.
        RefusedError: CODE_SHAPE, what it holds is none.
        HeldUpError: whoever asks has guessed too often: no code is answered, also no right one.
    """
    typed = body.get("code") if isinstance(body, dict) else None
    if not isinstance(typed, str):
        raise BadRequest
    code = read_code(typed)
    found, row = prove_and_read(call.connection, call.claims, code)
    desk = call.let_in(found)
    if wait := call.wait(desk.actor):
        raise HeldUpError(wait)
    verdict = verdict_of(call.connection, code, row, now=call.now)
    reason = verdict.refusal
    said = call.say(reason)
    return {
        "code": verdict.code,
        "verdict": reason or "valid",
        "text": said,
        "advice": str(ADVICE[reason]) if reason else "",
        "kind": verdict.kind,
        "valid_until": verdict.valid_until.isoformat() if verdict.valid_until else None,
        "children": verdict.children,
        "most_children": verdict.most_children,
        "last_here": verdict.last_here.isoformat() if verdict.last_here else None,
        "now": call.now.isoformat(),
    }
