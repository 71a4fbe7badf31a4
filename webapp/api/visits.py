"""Record visits and see the day: a list, even of one, with one outcome for each command."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from flask import jsonify, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from webapp.api.blueprint import blueprint
from webapp.api.call import Call, call_of_request
from webapp.core.accounts.events import TriesHeldUp
from webapp.core.accounts.roles import Permission
from webapp.core.devices.actions import DeviceReport
from webapp.core.offers.models import Offer
from webapp.core.offers.queries import offers_at_counter
from webapp.core.partners.counter_settings import has_fast_mode
from webapp.core.partners.desks import Desk
from webapp.core.visits.looking_back.days import counts_of_day, visits_of_day
from webapp.core.visits.models import Visit
from webapp.core.visits.recording.commands import (
    LARGEST_NUMBER,
    Command,
    read_commands,
    read_id,
    read_moment,
)
from webapp.core.visits.recording.decide import Mode
from webapp.core.visits.recording.intake import (
    MOST_COMMANDS,
    NOT_WRITTEN,
    Delivery,
    Intake,
    take_in,
    take_in_at_once,
)
from webapp.core.visits.recording.known import Decision
from webapp.core.visits.recording.opening import open_desk
from webapp.core.visits.recording.unknown_codes import UnknownCodesError, held_back
from webapp.plumbing.access.gate import requires
from webapp.plumbing.access.log_notes import note
from webapp.plumbing.access.staff import desk
from webapp.plumbing.access.this_device import name_of_counter_phone
from webapp.plumbing.access.tries import CARD_CODES, by_actor, current_tries
from webapp.plumbing.clock import today
from webapp.plumbing.http.problems import HeldUpError
from webapp.plumbing.http.transaction import begin_writing, db
from webapp.plumbing.words.formats import local_name, show_offer
from webapp.plumbing.words.language import current_language
from webapp.plumbing.words.texts import remark_sentence

_MOST_OF_DAY: Final = 100


@dataclass(frozen=True, slots=True)
class _Envelope:
    device_id: uuid.UUID
    report: DeviceReport
    sent_at: datetime
    items: list[Any]


@blueprint.post("/visits")
@requires(Permission.RECORD_VISITS, proves=True)
def record() -> ResponseReturnValue:
    """{"sent_at", "device", "commands": […]} → {"outcomes": […], "now"}: one for each, in the same order.

    To whoever has sent too many codes that no card has, {"held_back": [ids], "retry_after": seconds} besides,
    with no outcome for these; 429 where that is all of them.
    """
    body = request.get_json()
    try:
        answer = _recorded(body)
    except UnknownCodesError as unknown:
        answer = _recorded(body, answered=_answered(unknown.places))
    if "held_back" in answer:
        note(TriesHeldUp(request.path))
    return jsonify(answer)


def _recorded(body: object, *, answered: int | None = None) -> dict[str, Any]:
    try:
        return recorded(_call(answered), body)
    except NOT_WRITTEN:
        db().rollback()
        return recorded(_call(answered), body, intake=take_in)


def _answered(places: Sequence[int]) -> int:
    """Count the codes that no card has, at these places in the list; how much of it may be answered."""
    db().rollback()  # as the count is a transaction of its own, and holds whatever comes of this one
    allowed = current_tries().count(by_actor(CARD_CODES, desk().actor), len(places))
    return MOST_COMMANDS if allowed == len(places) else places[allowed]


def _call(answered: int | None) -> Call:
    begin_writing()
    return call_of_request(db().connection(), answered=answered)


def recorded(call: Call, body: object, *, intake: Intake = take_in_at_once) -> dict[str, Any]:
    """The answer to a phone's list, taken in.

    Raises:
        BadRequest: the body holds no list.
        HeldUpError: whoever sends it has guessed too often, and all of it waits.
        UnknownCodesError: as call.review.
    """
    envelope = _envelope(body)
    commands = read_commands(envelope.items)
    found = open_desk(call.connection, call.claims, device_id=envelope.device_id, commands=commands)
    here = call.let_in(found)
    waiting, seconds = _held_back(call, here, commands)
    taken = [place for place in range(len(commands)) if place not in waiting]
    delivery = Delivery(
        [commands[place] for place in taken],
        envelope.sent_at, envelope.report, is_locked=True, review=call.review,
    )  # fmt: skip
    decisions = intake(call.connection, here, delivery, mode=Mode.LATE, now=call.now)
    outcomes = [
        _outcome(envelope.items[place], decision, said=call.say(decision.reason))
        for place, decision in zip(taken, decisions, strict=True)
    ]
    answer: dict[str, Any] = {"outcomes": outcomes, "now": call.now.isoformat()}
    if waiting:
        ids = [str(commands[place].id) for place in sorted(waiting)]
        answer |= {"held_back": ids, "retry_after": seconds}
    return answer


def _held_back(call: Call, here: Desk, commands: Sequence[Command]) -> tuple[set[int], int]:
    """The places of the commands that wait, and for how many seconds.

    Raises:
        HeldUpError: there are no others.
    """
    seconds = call.wait(here.actor)
    answered = call.answered if call.answered is not None else 0 if seconds else len(commands)
    if answered >= len(commands):
        return set(), 0
    waiting = held_back(call.connection, commands, venue_id=here.venue_id, answered=answered)
    if len(waiting) == len(commands):
        raise HeldUpError(max(1, seconds))
    return waiting, max(1, seconds)


def _envelope(body: object) -> _Envelope:
    # Without these nothing can be said of any command: the phone keeps them all.
    try:
        device, items = body["device"], body["commands"]  # type: ignore[index]  # what is no such body is caught
        if not isinstance(items, list) or len(items) > MOST_COMMANDS:
            raise BadRequest
        list_made_at = None if device["list_made_at"] is None else read_moment(device["list_made_at"])
        report = DeviceReport(_count(device["last_sequence"]), _count(device["waiting"]), list_made_at)
        return _Envelope(read_id(device["id"]), report, read_moment(body["sent_at"]), items)  # type: ignore[index]
    except (KeyError, TypeError, ValueError):
        raise BadRequest from None


def _count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= LARGEST_NUMBER:
        raise BadRequest
    return value


def _outcome(item: object, decision: Decision, *, said: str) -> dict[str, Any]:
    return {
        "id": item.get("id") if isinstance(item, dict) else None,
        "outcome": decision.outcome,
        "reason": decision.reason,
        "text": said,
    }


@blueprint.post("/counter/day")
@requires(Permission.RECORD_VISITS, reads_only=True)
def day() -> ResponseReturnValue:
    """{} → what the venue has recorded today, newest first, what it has on, and how its counter works."""
    session, here = db(), desk()
    counts = counts_of_day(session, here, today())
    return jsonify(
        day=today().isoformat(),
        visits=[_visit(one) for one in visits_of_day(session, here, today(), limit=_MOST_OF_DAY)],
        counts={
            "visits": counts.visits,
            "adults": counts.adults,
            "children": counts.children,
            "assistants": counts.assistants,
        },
        offers=[
            _offer(one) for one in offers_at_counter(session, here, today(), language=current_language())
        ],
        venue=local_name(here.actor.organisation),
        device=name_of_counter_phone(here),
        fast_mode=has_fast_mode(session, here),
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
        "group_id": str(visit.group_id) if visit.group_id else None,
    }


def _offer(offer: Offer) -> dict[str, Any]:
    day = offer.day.isoformat() if offer.day else None
    return {"id": offer.id, "name": show_offer(offer), "kind": offer.kind, "day": day}
