"""What may be asked of the program: every endpoint with an address that is there, found on its own pages."""

import re
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit
from xml.etree.ElementTree import Element

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter

from tests.conftest import NOW
from tests.factories import PASSWORD
from tests.support.every_page import READERS, Country, Reader, arrived, facts_for, may_open, pages_of
from tests.support.odd.requests import COOKIES, Asked
from tests.support.visitor import Visitor, form_values, session_factory_of
from webapp.core.accounts.roles import Role
from webapp.core.devices.actions import make_enrolment
from webapp.core.devices.queries import device_of_token
from webapp.core.omakaiku.phones.actions import make_pairing
from webapp.core.partners.desks import own_desk
from webapp.plumbing.access.gate import access_of
from webapp.plumbing.rendering.endings import CONFIRMED
from webapp.plumbing.rendering.forms import WITHOUT

_ANSWERS: Final[Mapping[str, str]] = {
    "name": "Kassa 2", "email": "somebody@staff.example", "password": PASSWORD, "current_password": PASSWORD,
    "day": "1.12.2026", "time": "17.30", "meeting_time": "17.00", "last_day": "25.11.2026",
    "begins_at": "18.00", "shown_from": "1.12.2026", "shown_until": "31.12.2026", "valid_until": "1.12.2027",
    "name_fi": "Konsertti", "title_fi": "Retki", "place_fi": "Puisto", "meeting_place_fi": "Tori",
    "text_fi": "Tule kuuntelemaan.", "words_fi": "Tule mukaan.", "text": "Kiitos!", "answer": "Kiitos!",
    "birth_year": "1984", "postal_code": "87100", "children": "1", "size": "5", "codes": "A310472794",
    "content": "x", "phone": "08 123 456", "website": "https://museum.example", "confirmed": "yes",
    "endpoint": "https://push.example/x",
}  # fmt: skip
"""What goes well in a field that pages leave empty."""
_WITHOUT_FORM: Final[Mapping[str, Mapping[str, str]]] = {
    "costs.one_year": {"euros": "29 000,00", "municipal_percent": "50", "trial_percent": "100"},
    "distribution.postal_code": {"postal_code": "87100"},
    "omakaiku.switch": {"card": "1"},
    "session.choose_role": {"organisation": "1", "next": "/"},
    "venue.record": {
        "visit_id": str(uuid.uuid4()), "code": "A999123453", "kind": "ticket", "children": "0",
        "assistants": "0", "offer": "", "repeat_is_meant": "yes",
    },
}  # fmt: skip
"""What has no form on these pages as they stand, and what a script of ours sends."""
_OF_OTHERS: Final[Mapping[str, Mapping[str, str]]] = {"description.describe": {"lanes": "6"}}
"""What the form has for others than who is asked here: a swimming hall's lanes."""
_JSON: Final = {"Origin": "http://localhost", "Accept": "application/problem+json"}


def all_that_may_be_asked(app: Flask, country: Country) -> list[Asked]:
    """One request for each endpoint and method, by somebody who may make it."""
    found: dict[tuple[str, str], Asked] = {}
    for reader in READERS:
        person = arrived(app, country, reader)
        for asked in _asked_on_pages(app, country, reader, person):
            known = found.get((asked.endpoint, asked.method))
            if known is None or len(known.form) + len(known.query) < len(asked.form) + len(asked.query):
                found[asked.endpoint, asked.method] = asked
    for asked in (*_asked_by_scripts(app, country), *_asked_without_form(app, country, found)):
        found.setdefault((asked.endpoint, asked.method), asked)
    answers = _answers_of(app, country)
    return [_answered(asked, answers) for asked in found.values()]


def _answers_of(app: Flask, country: Country) -> dict[tuple[str, str], str]:
    """Codes and secrets that only this country knows, by endpoint and field."""
    world = country.world
    codes = ("distribution.issue", "distribution.issue_community", "distribution_card.replace")
    with session_factory_of(app).begin() as session:
        paired = make_pairing(session, world.distributor, country.arguments["card_id"], now=NOW).secret
        enrolled = make_enrolment(session, own_desk(world.venue), "Kassa 3", now=NOW).secret
    return {
        **{(endpoint, "code"): code for endpoint, code in zip(codes, world.codes[2:], strict=False)},
        ("venue.record", "code"): world.codes[0],
        ("venue.counter", "code"): world.codes[0],
        ("omakaiku.pair", "secret"): paired,
        ("devices.pair", "secret"): enrolled,
    }


def _answered(asked: Asked, answers: Mapping[tuple[str, str], str]) -> Asked:
    form = [(name, answers.get((asked.endpoint, name), value)) for name, value in asked.form]
    form += _OF_OTHERS.get(asked.endpoint, {}).items() if form else ()
    if form and CONFIRMED not in dict(form):
        form.append((CONFIRMED, "yes"))  # what asks first is done at once
    # What the button for sending a text without refused words adds to a form.
    added = [(WITHOUT, "yes"), *((f"{WITHOUT}-{name}", "no such word") for name, _ in form)]
    return replace(asked, form=[*form, *added] if form else form)


def _asked_on_pages(app: Flask, country: Country, reader: Reader, person: Visitor) -> Iterator[Asked]:
    router = app.url_map.bind("localhost")
    for page in pages_of(app, country, reader, "en", person):
        cookies = _cookies_of(person)
        if page.response.mimetype != "text/html":
            yield from _opened(router, "GET", page.path, cookies)
            continue
        yield from _opened(router, "GET", page.path, cookies)
        for form in page.root.iter("form"):
            yield from _sent(router, form, page.path, cookies)
        for link in page.root.iter("a"):
            if "?" in link.get("href", ""):
                yield from _opened(router, "GET", link.get("href", ""), cookies)


def _sent(router: MapAdapter, form: Element, path: str, cookies: Mapping[str, str]) -> Iterator[Asked]:
    method = form.get("method", "get").upper()
    shown = {**_first_choices(form), **form_values(form)}
    values = {name: value or _ANSWERS.get(name.rpartition("-")[2], "") for name, value in shown.items()}
    for name in form_values(form):
        values[name] = values[name] or _first_choices(form).get(name, "")
    for asked in _opened(router, method, form.get("action") or path, cookies):
        if method == "GET":
            yield replace(asked, query=[*values.items()])
        else:
            yield replace(asked, form=[*values.items()])


def _first_choices(form: Element) -> dict[str, str]:
    """Every field of a form: the first of its answers, where it has some."""
    choices: dict[str, str] = {}
    for field in (one for one in form.iter() if one.get("name") and one.tag != "form"):
        options = [option.get("value", "") for option in field.iter("option")]
        offered = options if field.tag == "select" else [field.get("value", "")]
        name = field.get("name", "")
        choices[name] = choices.get(name) or next(filter(None, offered), "")
    return choices


def _opened(router: MapAdapter, method: str, address: str, cookies: Mapping[str, str]) -> Iterator[Asked]:
    parts = urlsplit(address)
    if parts.netloc:
        return
    try:
        rule, arguments = router.match(parts.path, method, return_rule=True)
    except HTTPException:
        return
    named = {name: str(value) for name, value in arguments.items()}
    query = parse_qsl(parts.query, keep_blank_values=True)
    yield Asked(rule.endpoint, method, rule.rule, cookies, named, query)


def _asked_without_form(
    app: Flask, country: Country, found: Mapping[tuple[str, str], Asked]
) -> Iterator[Asked]:
    """What has no form on these pages just now: with all its ids, and whatever field another form has."""
    for rule in app.url_map.iter_rules():
        permission = access_of(app, rule.endpoint).permission
        reader = next(one for one in READERS if may_open(one, permission))
        for method in (rule.methods or set()) & {"GET", "POST"}:
            if (rule.endpoint, method) not in found:
                person, facts = arrived(app, country, reader), facts_for(country, reader)
                named = {name: str(facts.get(name, uuid.uuid4())) for name in rule.arguments}
                form = [("csrf_token", _token_of(person)), *_WITHOUT_FORM.get(rule.endpoint, {}).items()]
                yield Asked(rule.endpoint, method, rule.rule, _cookies_of(person), named, form=form)


def _token_of(person: Visitor) -> str:
    found = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', person.client.get("/nakyma").text)
    assert found
    return found[1]


def _cookies_of(person: Visitor) -> dict[str, str]:
    kept = {name: person.client.get_cookie(name) for name in COOKIES}
    return {name: cookie.value for name, cookie in kept.items() if cookie is not None}


def _asked_by_scripts(app: Flask, country: Country) -> Iterator[Asked]:
    person, device = (_cookies_of(arrived(app, country, one)) for one in (Role.VENUE, Role.COUNTER_DEVICE))
    with session_factory_of(app)() as session:
        known = device_of_token(session, device["device"])
        assert known is not None
    for endpoint, body in _bodies(country, str(known.id)).items():
        (rule,) = app.url_map.iter_rules(endpoint)
        cookies = person if endpoint in {"api.record", "api.check"} else device
        yield Asked(endpoint, "POST", rule.rule, cookies, body=body, headers=_JSON)


def _bodies(country: Country, counter_device: str) -> dict[str, Any]:
    moment = "2026-11-22T10:00:00+00:00"
    shared = {"id": str(uuid.uuid4()), "sequence": 1, "at": moment}
    visit = {
        **shared, "type": "record", "code": country.world.codes[0], "kind": "ticket", "children": 1,
        "assistants": 1, "offer_id": None, "group_id": None, "repeat_is_meant": True,
    }  # fmt: skip
    undo = {
        **shared, "id": str(uuid.uuid4()), "sequence": 2, "type": "undo", "visit_id": visit["id"],
        "reason": "wrong_card",
    }  # fmt: skip
    device = {
        "id": str(country.arguments["device_id"]), "last_sequence": 2, "waiting": 0, "list_made_at": moment,
    }  # fmt: skip
    return {
        "api.check": {"code": country.world.codes[0]},
        "api.record": {"sent_at": moment, "device": device, "commands": [visit, undo]},
        "api.day": {},
        "api.device": {"emptied": counter_device},
        "api.card_list": {"since": 1, "check": True, "version": 2},
    }
