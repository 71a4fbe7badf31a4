"""Cards, visits, phones, people and pages that are others': asked for by who may ask for their own."""

import json
import uuid
from dataclasses import replace
from itertools import chain
from typing import Final

from sqlalchemy import func, select

from tests.support.odd.requests import Asked
from tools.attack.asked import asked_of, cookies_in
from tools.attack.browser import FORM, Browser
from tools.attack.found import Found
from tools.attack.target import Target
from webapp.core.database import create_register_engine, session_factory
from webapp.core.devices.models import Device
from webapp.core.visits.models import Visit

_OPEN: Final = frozenset({"network_id", "venue_id", "key", "kind", "batch_id", "filename"})
"""What addresses name that is nobody's own, or shown to all of a role."""
_SIGN_IN: Final = ("/kirjaudu", "/oma", "/tili", "/vahvista", "/rooli")
_MOST_UNDONE: Final = 300


def others_things(target: Target) -> Found:
    """Every request with an id in its address, sent by others; every visit of a venue, undone by another."""
    found = Found()
    asked, _country = asked_of(target)
    own = [one for one in asked if one.arguments.keys() - _OPEN]
    for who, browser in _strangers(target).items():
        for one in own:
            _ask(found, browser, one, who=who)
    _undo_others_visits(found, target)
    return found


def _strangers(target: Target) -> dict[str, Browser]:
    world, sign_in = target.till.world, target.till.browser
    actors = (world.other_venue, world.other_distributor, world.trial_distributor)
    inside = {
        f"{one.role} {one.organisation.id}": Browser(target.port, cookies_in(sign_in.headers(one, {})))
        for one in actors
    }
    return {**inside, "a stranger": Browser(target.port)}


def _ask(found: Found, browser: Browser, one: Asked, *, who: str) -> None:
    form = [(name, browser.token() if name == "csrf_token" else value) for name, value in one.form]
    request = replace(one, cookies={}, form=form).as_it_is()
    answer = browser.ask(replace(request, headers={"Content-Type": FORM}))
    place = answer.headers.get("Location", "")
    if request.method == "GET" and place and not place.startswith(_SIGN_IN):
        answer = browser.get(place)  # where that page is led to whose form has not been sent
        place = answer.headers.get("Location", "")
    is_refused = answer.status in {401, 403, 404, 422} or place.startswith(_SIGN_IN)
    found.tries += 1
    found.refused += is_refused
    found.failures += answer.status >= 500  # noqa: PLR2004 - HTTP's classes
    found.fault_if(not is_refused, f"{who} is answered with {answer.status} at {one.method} {one.endpoint}")


def _undo_others_visits(found: Found, target: Target) -> None:
    """From a counter's phone, whatever it is told."""
    phone, headers = target.till.phones[1]
    engine = create_register_engine(target.url)
    with session_factory(engine)() as session:
        own = session.get_one(Device, phone.device_id).venue_id
        others = (Visit.venue_id != own, Visit.undone_at.is_(None))
        ids = session.scalars(select(Visit.id).where(*others).order_by(Visit.id).limit(_MOST_UNDONE)).all()
    browser = Browser(target.port, cookies_in(headers))
    sent = json.loads(next(phone.lists(1, how_many=1)))
    numbers = chain([sent["commands"][0]["sequence"]], phone.numbers)  # none may be missing
    for visit_id, number in zip(ids, numbers, strict=False):
        undo = {"type": "undo", "id": str(uuid.uuid4()), "sequence": number}
        sent["commands"] = [{**undo, "visit_id": str(visit_id), "reason": "mistake", "at": sent["sent_at"]}]
        answer = browser.send_json("/api/visits", sent)
        found.tries += 1
        found.refused += json.loads(answer.body)["outcomes"][0]["outcome"] == "refused"
    with session_factory(engine)() as session:
        undone = session.scalar(
            select(func.count()).select_from(Visit).where(Visit.id.in_(ids), Visit.undone_at.is_not(None))
        )
    engine.dispose()
    found.fault_if(undone, f"{undone} visits of other venues were undone")
