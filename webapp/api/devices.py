"""The phone learns which device it is, and fetches its sealed list."""

from base64 import b64encode
from typing import Final, TypeGuard
from uuid import UUID

from flask import Response, jsonify, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.exceptions import BadRequest, Conflict, NotFound

from webapp.api.blueprint import blueprint
from webapp.core.accounts.roles import Permission
from webapp.core.cards.listing import ListVersion
from webapp.core.devices.actions import (
    leave_device,
    register_personal_device,
    rekey_device,
    replace_emptied_device,
)
from webapp.core.devices.card_list import ListRequest, note_list, sealed_list
from webapp.core.devices.events import ListFetched
from webapp.core.devices.models import Device
from webapp.core.devices.queries import has_worked, is_used_at, next_sequence
from webapp.plumbing.access.gate import requires
from webapp.plumbing.access.limits import LISTS, by_account, limiter
from webapp.plumbing.access.log_notes import note
from webapp.plumbing.access.staff import desk, staff
from webapp.plumbing.access.this_device import current_device, device_token, keep_device_token
from webapp.plumbing.clock import current_time
from webapp.plumbing.http.problems import knows_problems, problem
from webapp.plumbing.http.transaction import begin_writing, db
from webapp.plumbing.words.formats import local_name

_KEY_MARK: Final = "Kaikukortti-Key"
"""A phone whose cookie has become another device's sees by it that the list is not sealed for its key."""
_LARGEST_CURSOR: Final = 2**63 - 1


@blueprint.post("/device")
@requires(Permission.CHECK_CARDS)
@limiter.limit(LISTS, key_func=by_account)
def device() -> ResponseReturnValue:
    """{} → who this phone is, with a new key; a member of staff's phone becomes a device by asking.

    {"emptied": its id}: the phone has lost its storage, and becomes another device.
    """
    token, known = device_token(), current_device()
    if token is not None and known is not None and is_used_at(known, desk()):
        return keep_device_token(_introduced_again(known.id), token)
    if token is not None:
        leave_device(db(), token, now=current_time())
    new = register_personal_device(db(), desk(), now=current_time())
    return keep_device_token(_introduced(new.device, worked_before=False), new.token)


def _introduced_again(known: UUID) -> Response:
    body = request.get_json()
    if isinstance(body, dict) and body.get("emptied") == str(known):
        successor = replace_emptied_device(db(), desk(), known, now=current_time())
        return _introduced(successor, worked_before=False)
    worked_before = has_worked(db(), known)
    return _introduced(rekey_device(db(), desk(), known, now=current_time()), worked_before=worked_before)


def _introduced(found: Device, *, worked_before: bool) -> Response:
    venue = staff().organisation
    return jsonify(
        device={
            "id": str(found.id), "name": found.name, "kind": found.kind,
            "venue_id": venue.id, "venue_name": local_name(venue),
        },
        key=b64encode(found.list_key).decode(),
        next_sequence=next_sequence(db(), found), worked_before=worked_before,
    )  # fmt: skip


@blueprint.post("/device/list")
@requires(Permission.CHECK_CARDS, reads_only=True)
@limiter.limit(LISTS, key_func=by_account)
def card_list() -> ResponseReturnValue:
    """{"since", "check", "version"} → the sealed list's bytes (core.devices.sealed), or what has changed."""
    wanted, token, known = _list_request(), device_token(), current_device()
    if token is None or known is None or not is_used_at(known, desk()):
        return _no_device()
    now = current_time()
    answer = sealed_list(db(), desk(), known.id, request=wanted, now=now)
    # A long reading must not keep every till of the country from writing: it ends before the lock is taken.
    db().rollback()
    begin_writing()
    note_list(db(), known.id, now=now)
    note(ListFetched(known.id))
    response = Response(answer.content, mimetype="application/octet-stream")
    response.headers[_KEY_MARK] = answer.key_name
    return keep_device_token(response, token)


def _no_device() -> Response:
    """The phone then asks who it is. A page of the release before knows that by 409 alone."""
    title, detail = gettext("This phone is not in use here"), gettext("Open the counter again on this phone.")
    status = NotFound.code if knows_problems() else Conflict.code
    return problem(status, title=title, detail=detail, code="no_device", error="no_device")


def _list_request() -> ListRequest:
    body = request.get_json()
    if not isinstance(body, dict):
        raise BadRequest
    since, check = body.get("since"), body.get("check") is True
    if since is not None and not (_is_whole(since) and 0 <= since <= _LARGEST_CURSOR):
        raise BadRequest
    # A page of the release before does not say which version it reads: the first.
    version = body.get("version", ListVersion.FIRST)
    if not _is_whole(version) or version not in set(ListVersion):
        raise BadRequest
    return ListRequest(since, check, ListVersion(version))


def _is_whole(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)
