"""What was filled in when a session had ended stands in its form again after the sign-in; nothing is sent."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from io import BytesIO
from typing import Final
from urllib.parse import parse_qs, urlsplit
from xml.etree.ElementTree import Element

import pytest
from flask import Flask
from sqlalchemy import delete, select
from werkzeug.test import TestResponse

from tests.conftest import NOW, MovableClock
from tests.factories import PASSWORD, World, session_of
from tests.support.every_page import Country, arrived, furnish, pages_of
from tests.support.second_factor import with_app
from tests.support.visitor import Visitor, form_values, session_factory_of
from webapp.core.accounts.actor import Actor
from webapp.core.accounts.models import StaffSession
from webapp.core.accounts.roles import Role
from webapp.core.feedback.models import Feedback
from webapp.core.offers.models import Offer
from webapp.core.unsent_forms.actions import UNSENT_KEPT
from webapp.core.unsent_forms.models import UnsentForm
from webapp.plumbing.clock import clock_of
from webapp.plumbing.housekeeping import let_go

STAFF: Final = (Role.VENUE, Role.DISTRIBUTOR, Role.COORDINATOR, Role.NATIONAL_OFFICE)
NOT_TYPED: Final = {"hidden", "submit", "button", "file", "password"}
FOR_ALL: Final = re.compile(r"^/(ulos|rooli|nakyma|kieli|demo)")
"""What anybody may send: no session is missing there."""
SIGN_IN_CODES: Final = re.compile(r"^/(tili/tunnistus|tili$|vahvista)")
AGAIN: Final = "What you had filled in is here again"


def filled_in(form: Element) -> dict[str, str]:
    """Something in every field that can be written in, and another choice where there is one."""
    typed = {}
    for number, field in enumerate(one for one in form.iter() if one.get("name") and one.tag != "form"):
        name, kind = field.get("name", ""), field.get("type", "text")
        if field.tag == "textarea":
            typed[name] = f"<Rivi> & {number}\n“toinen”"
        elif field.tag == "select":
            typed[name] = [one.get("value", "") for one in field.iter("option")][-1]
        elif field.tag == "input" and kind in {"checkbox", "radio"}:
            typed[name] = field.get("value", "on")
        elif field.tag == "input" and kind not in NOT_TYPED:
            typed[name] = f'"{number}" & <b>'
    return typed


def end_session(person: Visitor, actor: Actor) -> None:
    """As it ends by itself, or by a colleague's hand."""
    with session_factory_of(person.app).begin() as session:
        session.execute(delete(StaffSession).where(StaffSession.account_id == actor.account_id))


def sign_in_again(person: Visitor, actor: Actor) -> None:
    """As Visitor.sign_in, but nothing is opened: the first page would show what waits for it."""
    with session_factory_of(person.app).begin() as session, person.client.session_transaction() as kept:
        kept["_user_id"] = session_of(session, actor, now=clock_of(person.app)())


def send(person: Visitor, form: Element, page: str, typed: dict[str, str]) -> TestResponse:
    """As a browser sends it from a page."""
    sent = {**form_values(form), **typed}
    referer = {"Referer": f"http://localhost{page}"}
    return person.client.post(form.get("action") or page, data=sent, headers=referer)


def wanted(response: TestResponse) -> str:
    """The page to which the sign-in will lead."""
    return parse_qs(urlsplit(response.location or "").query).get("next", [""])[0]


def forms_to_fill(app: Flask, country: Country, role: Role, person: Visitor) -> Iterator[tuple[str, Element]]:
    """Each form once, on the page on which it stands."""
    seen = set()
    for page in pages_of(app, country, role, "en", person):
        if page.response.mimetype == "text/html":
            for form in page.root.iter("form"):
                action = form.get("action") or page.path
                is_left_out = FOR_ALL.match(action) or SIGN_IN_CODES.match(action)
                if form.get("method") == "post" and filled_in(form) and not is_left_out:
                    kind = re.sub(r"[0-9a-f-]{36}|\d+", "…", action), tuple(sorted(form_values(form)))
                    if kind not in seen:
                        seen.add(kind)
                        yield page.path, form


@pytest.mark.parametrize("role", STAFF)
def test_every_form_of_staff_comes_back_as_it_was_filled_in(app: Flask, app_world: World, role: Role) -> None:
    country = furnish(app, app_world, now=NOW)
    person = arrived(app, country, role)
    actor = {
        Role.VENUE: app_world.venue, Role.DISTRIBUTOR: app_world.distributor,
        Role.COORDINATOR: app_world.coordinator, Role.NATIONAL_OFFICE: app_world.office,
    }[role]  # fmt: skip
    forms = list(forms_to_fill(app, country, role, person))
    assert len(forms) >= 3, role
    lost = {}
    for page, form in forms:
        typed = filled_in(form)
        end_session(person, actor)
        response = send(person, form, page, typed)
        assert urlsplit(response.location or "").path == "/kirjaudu", (page, response.status)
        sign_in_again(person, actor)
        shown = person.open(wanted(response))
        action = form.get("action") or page
        values = [form_values(one) for one in shown.root.iter("form") if one.get("action") == action]
        if AGAIN not in shown.text or not any(typed.items() <= one.items() for one in values):
            lost[page, action] = [typed, values]
    assert not lost


def issue_form(person: Visitor, actor: Actor) -> dict[str, str]:
    """The form for a new card, half filled in."""
    person.speak("en")
    person.sign_in(actor)
    person.open("/jakaja/uusi")
    assert person.page is not None
    typed = {"code": "A999123453", "birth_year": "1984", "postal_code": "87100", "children": "2"}
    return {**form_values(person.page.form("/jakaja/uusi")), **typed}


def test_the_sign_in_says_why_and_leads_back_to_the_filled_form(
    visitor: Callable[[], Visitor], app_world: World, clock: MovableClock
) -> None:
    person = visitor()
    person.speak("en")
    person.sign_in(app_world.venue)
    typed = {"name_fi": "Konsertti", "day": "1.12.2026"}
    sent = {**form_values(person.open("/kohde/lisaa-ohjelmaan").form("/kohde/lisaa-ohjelmaan")), **typed}
    clock.now += timedelta(hours=3)  # rested for too long
    page = person.open_unchecked("/kohde/lisaa-ohjelmaan")
    assert "Your session has ended" in page.text
    response = person.client.post("/kohde/lisaa-ohjelmaan", data=sent, follow_redirects=True)
    page = person._arrive(response)  # noqa: SLF001 - what submit() does, of a page that is no longer shown
    assert "What you filled in is kept" in page.text
    page = person.submit({"email": person.email_of(app_world.venue), "password": "wrong"}, action="/kirjaudu")
    assert "What you filled in is kept" in page.text
    secrets = with_app(person.app, app_world.venue, now=clock.now)
    person.submit({"email": person.email_of(app_world.venue), "password": PASSWORD}, action="/kirjaudu")
    page = person.submit({"code": secrets.at(clock.now)}, action="/kirjaudu/koodi")
    assert AGAIN in page.text
    again = form_values(page.form("/kohde/lisaa-ohjelmaan"))
    assert {**again, "csrf_token": ""} == {**sent, "csrf_token": ""}
    with session_factory_of(person.app)() as session:
        assert session.scalars(select(Offer)).all() == []
        assert session.scalars(select(UnsentForm)).all() == []
    assert AGAIN not in person.open("/kohde/lisaa-ohjelmaan").text


def test_nobody_else_sees_it_on_the_same_browser(
    visitor: Callable[[], Visitor], app: Flask, app_world: World
) -> None:
    person = visitor()
    sent = issue_form(person, app_world.distributor)
    end_session(person, app_world.distributor)
    assert wanted(person.client.post("/jakaja/uusi", data=sent)) == "/jakaja/uusi"
    person.sign_in(app_world.other_distributor)
    page = person.open("/jakaja/uusi")
    assert AGAIN not in page.text
    assert page.value_of("birth_year") == ""
    person.sign_in(app_world.distributor)
    assert person.open("/jakaja/uusi").value_of("birth_year") == "1984"


def test_no_other_browser_can_read_it_and_nothing_of_it_stands_in_the_register(
    visitor: Callable[[], Visitor], app_world: World
) -> None:
    person, other = visitor(), visitor()
    sent = issue_form(person, app_world.distributor)
    end_session(person, app_world.distributor)
    response = person.client.post("/jakaja/uusi", data=sent)
    assert "HttpOnly" in response.headers["Set-Cookie"]
    assert "1984" not in response.location
    with session_factory_of(person.app)() as session:
        (kept,) = session.scalars(select(UnsentForm)).all()
    assert b"1984" not in kept.sealed
    assert b"87100" not in kept.sealed
    other.sign_in(app_world.distributor)
    other.client.set_cookie("unsent", "another secret")
    assert AGAIN not in other.open("/jakaja/uusi").text


def test_a_stranger_s_form_is_not_kept(visitor: Callable[[], Visitor], app_world: World) -> None:
    stranger = visitor()
    stranger.open("/kirjaudu")
    assert stranger.page is not None
    token = form_values(stranger.page.form("/kirjaudu"))["csrf_token"]
    for sent in ({"birth_year": "1984"}, {"birth_year": "1984", "csrf_token": token}):
        response = stranger.client.post("/jakaja/uusi", data=sent)
        assert urlsplit(response.location).path == "/kirjaudu"
        assert wanted(response) == ""
    with session_factory_of(stranger.app)() as session:
        assert session.scalars(select(UnsentForm)).all() == []


@pytest.mark.parametrize(
    "said", [{"Sec-Fetch-Mode": "cors"}, {"Sec-Fetch-Site": "cross-site"}], ids=["script", "other site"]
)
def test_what_no_page_of_ours_sends_is_not_kept(
    visitor: Callable[[], Visitor], app_world: World, said: dict[str, str]
) -> None:
    person = visitor()
    sent = issue_form(person, app_world.distributor)
    end_session(person, app_world.distributor)
    assert wanted(person.client.post("/jakaja/uusi", data=sent, headers=said)) == ""


def test_passwords_and_sign_in_codes_are_never_kept(visitor: Callable[[], Visitor], app_world: World) -> None:
    person = visitor()
    person.speak("en")
    person.sign_in(app_world.venue)
    page = person.open("/tili")
    form = page.form("/tili")
    typed = {"current_password": "salasana-nyt", "password": "salasana-uusi"}
    end_session(person, app_world.venue)
    response = send(person, form, "/tili", typed)
    person.sign_in(app_world.venue)
    page = person.open(wanted(response))
    assert "Write the password again" in page.text
    assert "salasana" not in page.body


def test_it_is_told_that_a_file_must_be_chosen_again(
    visitor: Callable[[], Visitor], app_world: World
) -> None:
    person = visitor()
    person.speak("en")
    person.sign_in(app_world.venue)
    page = person.open("/kohde/tuonti")
    form = next(one for one in page.root.iter("form") if one.get("enctype") == "multipart/form-data")
    end_session(person, app_world.venue)
    name = next(one.get("name", "") for one in form.iter("input") if one.get("type") == "file")
    sent = {**form_values(form), name: (BytesIO(b"A310472794"), "kaynnit.csv")}
    referer = {"Referer": "http://localhost/kohde/tuonti"}
    response = person.client.post(form.get("action") or "/kohde/tuonti", data=sent, headers=referer)
    person.sign_in(app_world.venue)
    page = person.open(wanted(response))
    assert "Choose the file again" in page.text
    assert "A310472794" not in page.body


def test_half_an_hour_later_it_is_gone(
    visitor: Callable[[], Visitor], app: Flask, app_world: World, clock: MovableClock
) -> None:
    person = visitor()
    sent = issue_form(person, app_world.distributor)
    end_session(person, app_world.distributor)
    person.client.post("/jakaja/uusi", data=sent)
    clock.now += UNSENT_KEPT
    person.sign_in(app_world.distributor)
    assert AGAIN not in person.open("/jakaja/uusi").text
    assert let_go(session_factory_of(app), now=clock.now)
    with session_factory_of(app)() as session:
        assert session.scalars(select(UnsentForm)).all() == []


def test_a_page_of_the_session_before_comes_back_at_once(
    visitor: Callable[[], Visitor], app_world: World
) -> None:
    person = visitor()
    sent = issue_form(person, app_world.distributor)
    with person.client.session_transaction() as kept:
        kept.clear()  # signed out in another tab, and in again
    person.sign_in(app_world.distributor)
    response = person.client.post("/jakaja/uusi", data=sent)
    assert (response.status_code, response.location) == (303, "/jakaja/uusi")
    page = person.open("/jakaja/uusi")
    assert AGAIN in page.text
    assert page.value_of("birth_year") == "1984"


def test_a_page_of_somebody_else_s_session_is_refused(
    visitor: Callable[[], Visitor], app_world: World
) -> None:
    person = visitor()
    sent = issue_form(person, app_world.distributor)
    with person.client.session_transaction() as kept:
        kept.clear()
    person.sign_in(app_world.other_distributor)
    assert person.client.post("/jakaja/uusi", data=sent).status_code == 400


def test_what_a_cardholder_wrote_comes_back_when_the_browser_has_forgotten_its_session(
    visitor: Callable[[], Visitor], app: Flask, app_world: World
) -> None:
    country = furnish(app, app_world, now=NOW)
    holder = arrived(app, country, Role.CARDHOLDER)
    holder.speak("en")
    page = holder.open("/oma/palaute")
    form = page.form("/oma/palaute")
    before = len(_feedback(app))
    with holder.client.session_transaction() as kept:
        kept.clear()
    response = send(holder, form, "/oma/palaute", {"text": "Kiitos retkestä"})
    page = holder.open(response.location or "")
    assert AGAIN in page.text
    assert page.value_of("text").endswith("Kiitos retkestä")
    assert len(_feedback(app)) == before


def _feedback(app: Flask) -> list[Feedback]:
    with session_factory_of(app)() as session:
        found: list[Feedback] = session.scalars(select(Feedback)).all()
        return found


def test_what_needs_the_password_once_more_comes_back_after_it(
    visitor: Callable[[], Visitor], app_world: World, clock: MovableClock
) -> None:
    person = visitor()
    person.speak("en")
    person.sign_in(app_world.distributor)
    address = f"/henkilosto/{app_world.distributor.organisation.id}/"
    page = person.open(address)
    form = next(one for one in page.root.iter("form") if "email" in form_values(one))
    clock.now += timedelta(minutes=40)
    response = send(person, form, address, {"email": "uusi@staff.example"})
    assert urlsplit(response.location).path == "/vahvista"
    assert "What you filled in is kept" in person.open(response.location).text
    code = with_app(person.app, app_world.distributor, now=clock.now).at(clock.now)
    page = person.open(response.location)
    page = person.submit({"password": PASSWORD, "code": code}, action="/vahvista")
    assert AGAIN in page.text
    assert "uusi@staff.example" in page.body
