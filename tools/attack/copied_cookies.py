"""A session's cookie, copied while it was good, used after its person has ended that session."""

from collections.abc import Callable
from functools import partial
from typing import Final

from tests.factories import PASSWORD
from tests.support.odd.sending import Answer
from tools.attack.browser import Browser
from tools.attack.found import Found
from tools.attack.people import add_people, sign_in
from tools.attack.target import Target

_PEOPLE: Final = 12
_PAGES: Final = (
    "/kohde",
    "/kohde/kirjaukset",
    "/kohde/aiemmat",
    "/kohde/ohjelma",
    "/kohde/laitteet",
    "/tili",
)
_NEW_PASSWORD: Final = "kahdeksan hiljaista kirahvia"  # noqa: S105 - of a register that nobody keeps
_OK: Final = 200


def copied_cookies(target: Target) -> Found:
    """Each copy at each page, and at the counter's API."""
    found = Found()
    people, ends = add_people(target, _PEOPLE), (_sign_out, _change_password, _end_others)
    for number, (email, end) in enumerate(zip(people, ends * _PEOPLE, strict=False)):
        address = f"203.0.113.{number}"
        browser = sign_in(target.port, email, address)
        copy = Browser(target.port, dict(browser.cookies), address)
        if copy.get("/kohde").status != _OK:
            found.faults.append("the copy was never good")
            continue
        end(browser, partial(sign_in, target.port, email, address))
        for page in _PAGES:
            _judge(found, copy.get(page))
        _judge(found, _check(copy))
    return found


def _judge(found: Found, answer: Answer) -> None:
    is_turned_away = answer.status == 401 or answer.headers.get("Location", "").startswith("/kirjaudu")  # noqa: PLR2004 - HTTP's own number
    found.tries += 1
    found.refused += is_turned_away
    found.fault_if(not is_turned_away, f"a copied cookie is answered with {answer.status}")


def _check(browser: Browser) -> Answer:
    return browser.send_json("/api/cards/check", {"code": "A999123453"})


def _sign_out(browser: Browser, _again: Callable[[], Browser]) -> None:
    browser.post("/ulos", {})


def _change_password(browser: Browser, _again: Callable[[], Browser]) -> None:
    browser.post("/tili", {"current_password": PASSWORD, "password": _NEW_PASSWORD}, form_on="/tili")


def _end_others(_browser: Browser, again: Callable[[], Browser]) -> None:
    again().post("/tili/muut-laitteet", {"confirmed": "yes"}, form_on="/tili/muut-laitteet")
