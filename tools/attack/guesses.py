"""Guessing: codes of cards by checking and by recording, passwords and single-use codes at every door."""

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Final

import pyotp

from tests.factories import PASSWORD
from tests.support.odd.sending import Answer
from tools.attack.browser import Browser
from tools.attack.found import Found
from tools.attack.people import add_people, sign_in
from tools.attack.target import Target
from tools.bench.phones import VenuePhone, counters_own
from webapp.core.cards.codes import CardCode, new_codes
from webapp.core.database import announce_writing, create_register_engine, session_factory
from webapp.core.secret_codes import new_secret

_CODES: Final = 1_600
_TRIES: Final = 60
_MOST_ANSWERED: Final = 34
"""Of tries of one kind at one go: thirty, and one for each worker that has not heard of it."""
_LIST: Final = 200
_OK: Final = 200
_WRONG: Final = 422


def guessed_codes(target: Target) -> Found:
    """Codes that nobody has, from a counter's phone; half are checked, half are recorded as visits."""
    found, answered = Found(), 0
    codes = new_codes("Z", _CODES, taken=())
    phone = _guessing_phone(target, codes[_CODES // 2 :])
    guesser = Browser(target.port, {f"__Host-{name}": secret for name, secret in phone.cookies.items()})
    for code in codes[: _CODES // 2]:
        answer = guesser.send_json("/api/cards/check", {"code": code})
        found.count(answer.status)
        answered += answer.status == _OK
    for body in phone.lists(_LIST, how_many=_CODES // 2 // _LIST):
        answer = guesser.send_json("/api/visits", json.loads(body))
        found.count(answer.status)
        answered += len(json.loads(answer.body)["outcomes"]) if answer.status == _OK else 0
    found.figures.append(f"{answered} of {_CODES} guesses were answered")
    found.fault_if(answered > _MOST_ANSWERED, f"{answered} guesses were answered")
    found.fault_if(not answered, "no guess was answered, so that nothing was tried")
    return found


def _guessing_phone(target: Target, codes: Sequence[CardCode]) -> VenuePhone:
    """One of its own: after such guesses no code is answered to it."""
    engine = create_register_engine(target.url)
    with session_factory(engine).begin() as session:
        announce_writing(session)
        other = target.till.world.other_venue
        phone = counters_own(session, other, iter(codes), now=datetime.now(UTC))
    engine.dispose()
    return phone


def guessed_passwords(target: Target) -> Found:
    """Sixty wrong ones at every place that asks for one, and of single-use codes at every place for those."""
    found = Found()
    for door, knock in _doors(target).items():
        answers = [knock(number) for number in range(_TRIES)]
        for answer in answers:
            found.count(answer.status)
        told = sum(answer.status == _WRONG for answer in answers)
        found.fault_if(told > _MOST_ANSWERED, f"{door}: {told} of {_TRIES} tries were answered")
        found.fault_if(not told, f"{door}: no try was answered, so that nothing was tried")
    return found


def _doors(target: Target) -> dict[str, Callable[[int], Answer]]:
    """Each with what one try is there; from another address each time, unless addresses are counted."""
    email, other, third = add_people(target, 3)
    inside = sign_in(target.port, other, "203.0.113.1")
    elsewhere = sign_in(target.port, third, "203.0.113.5")  # one person has as many at both
    begun = _begun(target)
    wrong = "yhdeksän väärää kirahvia"

    def moving(browser: Browser, number: int) -> Browser:
        browser.address = f"198.51.100.{number}"
        return browser

    def at_one_account(number: int) -> Answer:
        form = {"email": email, "password": f"{wrong} {number}"}
        return moving(Browser(target.port), number).post("/kirjaudu", form, form_on="/kirjaudu")

    def from_one_address(number: int) -> Answer:
        form = {"email": f"nobody{number}@staff.example", "password": wrong}
        return Browser(target.port, address="203.0.113.2").post("/kirjaudu", form, form_on="/kirjaudu")

    def proving(number: int) -> Answer:
        return moving(inside, number).post("/vahvista", {"password": wrong, "code": ""}, form_on="/vahvista")

    def changing(_number: int) -> Answer:
        form = {"current_password": wrong, "password": f"{wrong} uusi"}
        return elsewhere.post("/tili", form, form_on="/tili")

    def second_factor(number: int) -> Answer:
        return moving(begun, number).post(
            "/kirjaudu/koodi", {"code": f"{number:06}"}, form_on="/kirjaudu/koodi"
        )

    def single_use(page: str) -> Callable[[int], Answer]:
        def knock(_number: int) -> Answer:
            form = {"secret": new_secret(), "name": "A", "password": PASSWORD}
            return Browser(target.port, address="203.0.113.3").post(page, form, form_on=page)

        return knock

    return {
        "passwords of one account": at_one_account, "passwords from one address": from_one_address,
        "proving it again": proving, "changing the password": changing, "second factor": second_factor,
        "invitation": single_use("/kutsu"), "taking a card into use": single_use("/oma/liita"),
        "taking a counter's phone into use": single_use("/laite"),
    }  # fmt: skip


def _begun(target: Target) -> Browser:
    """A browser that has shown a right password and is asked for the second factor."""
    (email,) = add_people(target, 1, app_secret=pyotp.random_base32())
    return sign_in(target.port, email, "203.0.113.4")
