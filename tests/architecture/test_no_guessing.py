"""Nothing that a stranger or a cardholder can send anywhere tells whether a card's code exists."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from flask import Flask
from werkzeug.routing import Rule

from tests.architecture.test_access import address_of
from tests.conftest import NOW
from tests.factories import World, personal_card
from tests.support.holder_portal import new_phone
from tests.support.visitor import Visitor, session_factory_of
from webapp.core.accounts.roles import Permission
from webapp.core.cards.codes import check_digit
from webapp.core.cards.models import RegisteredCode
from webapp.core.networks.service_numbers import SERVICE
from webapp.core.omakaiku.phones.actions import SLIP_LENGTH, make_slip, pair_phone
from webapp.core.secret_codes import new_secret
from webapp.plumbing.access.gate import access_of

CHANGING = re.compile(
    r'nonce="[^"]*"|name="csrf_token"[^>]*>|"csrf[^,}]*'  # of each page
    r"|[0-9a-f]{8}-[0-9a-f-]{27}|challenge[^,]*,|user[^}]*},"  # of each form
    r"|<svg.*?</svg>|<bdi.*?</bdi>",  # of each QR for another phone
    re.DOTALL,
)
OFTEN_ASKED = ("code", "secret", "word", "postal_code", "next", "kaikukortti", "id")
HOLDER_ENDS_HERE = {"holder_data.confirm_leaving", "omakaiku.forget_phone", "holder_phones.lost"}
"""They take the card off the phone that asks, whatever is sent along."""


@pytest.fixture
def without_tokens(app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = False


@pytest.fixture
def codes(app: Flask, app_world: World) -> list[str]:
    """One on a card and on a phone, one handed over and unused, one that was never made."""
    issued, unused = app_world.codes[:2]
    with session_factory_of(app).begin() as session:
        held = personal_card(session, app_world.distributor, issued, now=NOW - timedelta(days=60))
        new_phone(session, app_world.distributor, held, now=NOW)
    letter_and_digits = f"{unused[0]}{(int(unused[1:9]) + 54_321) % 10**8:08}"
    return [issued, unused, letter_and_digits + check_digit(letter_and_digits)]


@pytest.fixture
def holder(app: Flask, app_world: World, visitor: Callable[[], Visitor]) -> Visitor:
    """A phone with quite another card."""
    with session_factory_of(app).begin() as session:
        held = personal_card(session, app_world.distributor, app_world.codes[2], now=NOW)
        token = new_phone(session, app_world.distributor, held, now=NOW)
    person = visitor()
    person.client.set_cookie("card", token)
    return person


def open_rules(app: Flask, *, to_holders: bool) -> Iterator[tuple[Rule, str]]:
    """What somebody without an account may ask for."""
    for rule in app.url_map.iter_rules():
        permission = access_of(app, rule.endpoint).permission
        if permission is None or (to_holders and permission is Permission.SHOW_OWN_CARD):
            for method in sorted((rule.methods or set()) & {"GET", "POST"}):
                yield rule, method


def fields_of(person: Visitor, path: str) -> set[str]:
    """The names of a page's own fields, besides those that are often used."""
    page = person.client.get(path).text
    return {*OFTEN_ASKED, *re.findall(r'<(?:input|select|textarea)[^>]*\sname="([^"]+)"', page)}


def answer(person: Visitor, rule: Rule, method: str, code: str) -> tuple[int, str, str]:
    """Status, destination and text, without what is different each time."""
    person.client.get("/oma/liita")  # shows the message that an earlier answer left
    with person.app.test_request_context():
        # No address contains a code: ids of things only, none of which exists.
        path = address_of(person.app, rule)
    sent = dict.fromkeys(fields_of(person, path) - {"csrf_token"}, code)
    if method == "GET":
        response = person.client.get(path, query_string=sent)
    else:
        response = person.client.post(path, data=sent)
    text = CHANGING.sub("", response.text).replace(code, "CODE")
    return response.status_code, response.headers.get("Location", "").replace(code, "CODE"), text


@pytest.fixture
def pairing_codes(app: Flask, app_world: World, codes: list[str]) -> list[str]:
    """A slip's code that has been used, one that has expired, and one that was never made."""
    with session_factory_of(app).begin() as session:
        card = session.get_one(RegisteredCode, codes[0]).card_id
        assert card is not None
        used = make_slip(session, app_world.distributor, card, now=NOW).secret
        pair_phone(session, used, now=NOW)
        late = NOW - SERVICE.slip_lasts
        expired = make_slip(session, app_world.distributor, card, now=late).secret
    return [used, expired, new_secret(SLIP_LENGTH)]


@pytest.mark.usefixtures("without_tokens")
@pytest.mark.parametrize("is_holder", [False, True], ids=["stranger", "holder"])
def test_a_code_gets_the_same_answer_whether_it_exists_or_not(
    app: Flask,
    codes: list[str],
    holder: Visitor,
    visitor: Callable[[], Visitor],
    *,
    is_holder: bool,
) -> None:
    person = holder if is_holder else visitor()
    count = same_answers(app, person, codes, to_holders=is_holder)
    assert count > (45 if is_holder else 25)


@pytest.mark.usefixtures("without_tokens")
def test_a_pairing_code_gets_the_same_answer_whether_it_has_ever_existed_or_not(
    app: Flask, pairing_codes: list[str], visitor: Callable[[], Visitor]
) -> None:
    assert same_answers(app, visitor(), pairing_codes, to_holders=False) > 25


def same_answers(app: Flask, person: Visitor, codes: list[str], *, to_holders: bool) -> int:
    """How many ways in there are; each gives the same answer to every code."""
    count = 0
    for rule, method in open_rules(app, to_holders=to_holders):
        if method == "POST" and rule.endpoint in HOLDER_ENDS_HERE:
            continue
        first, *others = (answer(person, rule, method, code) for code in codes)
        assert others == [first] * 2, (method, rule.rule)
        count += 1
    return count
