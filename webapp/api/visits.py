"""Record visits and see the day: a list, even of one, with one outcome for each command."""

import uuid
from datetime import datetime
from typing import Any, Final

from flask import jsonify, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from webapp.api.blueprint import blueprint
from webapp.core.accounts.roles import Permission
from webapp.core.devices.actions import Told, tell_state
from webapp.core.devices.queries import device_at_venue
from webapp.core.offers.models import Offer
from webapp.core.offers.queries import offers_at_counter
from webapp.core.visits.commands import LARGEST_NUMBER, read_commands, read_id, read_moment
from webapp.core.visits.known import Decision
from webapp.core.visits.models import Visit
from webapp.core.visits.queries import counts_of_day, visits_of_day
from webapp.core.visits.recording import MOST_COMMANDS, Delivery, record_commands
from webapp.plumbing.access import requires
from webapp.plumbing.clock import current_time, today
from webapp.plumbing.staff import staff
from webapp.plumbing.texts import outcome_sentence, remark_sentence
from webapp.plumbing.transaction import register

_MOST_OF_DAY: Final = 100


@blueprint.post("/visits")
@requires(Permission.RECORD_VISITS)
def record() -> ResponseReturnValue:
    """{"sent_at", "device", "commands": […]} → {"outcomes": […], "now"}: one for each, in the same order."""
    device_id, told, sent_at, items = _envelope(request.get_json())
    device = device_at_venue(register(), staff(), device_id)
    tell_state(register(), device, told, now=current_time())
    delivery = Delivery(device, read_commands(items), sent_at)
    decisions = record_commands(register(), staff(), delivery, now=current_time())
    outcomes = [_outcome(item, decision) for item, decision in zip(items, decisions, strict=True)]
    return jsonify(outcomes=outcomes, now=current_time().isoformat())


def _envelope(body: object) -> tuple[uuid.UUID, Told, datetime, list[Any]]:
    # Without these nothing can be said of any command: the phone keeps them all.
    try:
        told, items = body["device"], body["commands"]  # type: ignore[index]  # what is no such body is caught
        if not isinstance(items, list) or len(items) > MOST_COMMANDS:
            raise BadRequest
        list_made_at = None if told["list_made_at"] is None else read_moment(told["list_made_at"])
        state = Told(_count(told["last_sequence"]), _count(told["waiting"]), list_made_at)
        return read_id(told["id"]), state, read_moment(body["sent_at"]), items  # type: ignore[index]
    except (KeyError, TypeError, ValueError):
        raise BadRequest from None


def _count(told: object) -> int:
    if not isinstance(told, int) or isinstance(told, bool) or not 0 <= told <= LARGEST_NUMBER:
        raise BadRequest
    return told


def _outcome(item: object, decision: Decision) -> dict[str, Any]:
    return {
        "id": item.get("id") if isinstance(item, dict) else None,
        "outcome": decision.outcome,
        "reason": decision.reason,
        "text": outcome_sentence(decision.reason),
    }


@blueprint.post("/counter/day")
@requires(Permission.RECORD_VISITS, reads_only=True)
def day() -> ResponseReturnValue:
    """{} → what the venue has recorded today, newest first, and what it has on."""
    session, actor = register(), staff()
    counts = counts_of_day(session, actor, today())
    return jsonify(
        day=today().isoformat(),
        visits=[_visit(one) for one in visits_of_day(session, actor, today(), limit=_MOST_OF_DAY)],
        counts={
            "visits": counts.visits,
            "adults": counts.adults,
            "children": counts.children,
            "assistants": counts.assistants,
        },
        offers=[_offer(one) for one in offers_at_counter(session, actor, today())],
    )


def _visit(visit: Visit) -> dict[str, Any]:
    return {
        "id": str(visit.id),
        "code": visit.code,
        "at": visit.happened_at.isoformat(),
        "kind": visit.kind,
        "children": visit.children,
        "assistants": visit.assistants,
        "remark": visit.remark,
        "remark_text": remark_sentence(visit.remark),
        "undone_at": visit.undone_at.isoformat() if visit.undone_at else None,
        "recorder": visit.recorder_name,
        "device_id": str(visit.device_id) if visit.device_id else None,
        "offer": visit.offer.name if visit.offer else None,
    }


def _offer(offer: Offer) -> dict[str, Any]:
    day = offer.day.isoformat() if offer.day else None
    return {"id": offer.id, "name": offer.name, "kind": offer.kind, "day": day}
