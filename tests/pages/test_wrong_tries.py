"""Whoever guesses is held up; whoever is right is never counted, and comes in past those who guess."""

from datetime import timedelta

from flask import Flask

from tests.conftest import MovableClock
from tests.factories import PASSWORD, World
from tests.support.authenticator import Authenticator
from tests.support.english import english_visitor
from tests.support.page import Page
from tests.support.second_factor import LOCALHOST, makes_passkey, uses_passkey, with_app
from tests.support.visitor import Visitor, form_values
from webapp.core.accounts.actor import Actor
from webapp.core.accounts.models import Proof

WAIT = "There have been many wrong tries."


def comes_from(app: Flask, address: str) -> Visitor:
    person = english_visitor(app)
    person.client.environ_base["REMOTE_ADDR"] = address
    return person


def tries(person: Visitor, email: str, password: str, **fields: str) -> Page:
    person.open("/kirjaudu")
    return person.submit({"email": email, "password": password, **fields}, action="/kirjaudu")


def guesses(person: Visitor, fields: dict[str, str], times: int, path: str = "/kirjaudu") -> list[int]:
    """Send one page's form again and again; no test looks at what is answered but the statuses."""
    token = person.open_unchecked(path).value_of("csrf_token")
    sent = {**fields, "csrf_token": token}
    return [person.client.post(path, data=sent).status_code for _ in range(times)]


def use_up(app: Flask, email: str) -> None:
    """As strangers do, from two places."""
    for number in range(2):
        stranger = comes_from(app, f"203.0.113.{number}")
        assert guesses(stranger, {"email": email, "password": "a guess"}, 5) == [422] * 5


def signs_in(app: Flask, actor: Actor, clock: MovableClock, address: str) -> Visitor:
    """By password and code, on a browser that the register then knows."""
    codes, person = with_app(app, actor, now=clock.now), comes_from(app, address)
    person.write_password(actor)
    assert person.submit({"code": codes.at(clock.now)}, action="/kirjaudu/koodi").status == 200
    person.open("/tili")
    person.submit(action="/ulos")
    return person


def test_thirty_right_sign_ins_from_one_office_are_no_guesses(limited_app: Flask, app_world: World) -> None:
    person = english_visitor(limited_app)
    for actor in (app_world.venue, app_world.office, app_world.distributor):
        fields = {"email": person.email_of(actor), "password": PASSWORD}
        for _ in range(11):
            assert guesses(person, fields, 1) == [303]
            for cookie in ("session", "browser"):
                person.client.delete_cookie(cookie)


def test_a_wrong_password_too_many_from_wherever_it_comes_has_to_wait(
    limited_app: Flask, app_world: World, clock: MovableClock
) -> None:
    email = english_visitor(limited_app).email_of(app_world.venue)
    use_up(limited_app, email)
    stranger = comes_from(limited_app, "198.51.100.1")
    page = tries(stranger, f" {email.upper()} ", PASSWORD)
    assert (page.status, WAIT in page.text) == (429, True)
    assert page.response.headers["Retry-After"] == "300"
    assert page.value_of("email") == f" {email.upper()} "
    clock.now += timedelta(minutes=5)
    assert tries(stranger, email, PASSWORD).path == "/tili/tunnistus/"


def test_an_address_nobody_has_is_held_up_alike(limited_app: Flask) -> None:
    use_up(limited_app, "nobody@staff.example")
    page = tries(comes_from(limited_app, "198.51.100.1"), "nobody@staff.example", PASSWORD)
    assert (page.status, WAIT in page.text) == (429, True)


def test_the_owner_comes_in_on_a_browser_known_from_before(
    limited_app: Flask, app_world: World, clock: MovableClock
) -> None:
    owner = signs_in(limited_app, app_world.office, clock, "192.0.2.1")
    email = owner.email_of(app_world.office)
    use_up(limited_app, email)
    assert guesses(owner, {"email": email, "password": "where is my memory"}, 9) == [422] * 9
    assert tries(owner, email, PASSWORD).path == "/kirjaudu/koodi"
    assert tries(owner, email, "a tenth wrong one").status == 422
    assert tries(owner, email, PASSWORD).status == 429


def test_a_browser_known_to_one_person_is_a_strangers_to_another(
    limited_app: Flask, app_world: World, clock: MovableClock
) -> None:
    colleague = signs_in(limited_app, app_world.office, clock, "192.0.2.1")
    email = colleague.email_of(app_world.venue)
    use_up(limited_app, email)
    assert tries(colleague, email, PASSWORD).status == 429


def test_a_cookie_of_ones_own_making_makes_no_browser_known(limited_app: Flask, app_world: World) -> None:
    stranger = comes_from(limited_app, "198.51.100.1")
    email = stranger.email_of(app_world.venue)
    use_up(limited_app, email)
    for made_up in ("", "{}", "eyJicm93c2VyIjoiYSIsInBlb3BsZSI6W119.AAAA"):
        stranger.client.set_cookie("browser", made_up)
        assert tries(stranger, email, PASSWORD).status == 429


def test_the_owner_comes_in_with_password_and_code_at_once(
    limited_app: Flask, app_world: World, clock: MovableClock
) -> None:
    codes = with_app(limited_app, app_world.office, now=clock.now)
    owner = comes_from(limited_app, "192.0.2.1")
    email = owner.email_of(app_world.office)
    use_up(limited_app, email)
    page = tries(owner, email, PASSWORD)
    assert (page.status, page.error_of("code")) == (429, "")
    said = []
    for password, code in ((PASSWORD, "000000"), ("a guess", codes.at(clock.now))):
        page = owner.submit({"email": email, "password": password, "code": code}, action="/kirjaudu")
        said.append((page.status, page.error_of("password")))
    assert said[0] == said[1]
    assert said[0][0] == 422
    fields = {"email": email, "password": PASSWORD, "code": codes.at(clock.now)}
    assert owner.submit(fields, action="/kirjaudu").path == "/keskus/"


def test_the_owner_comes_in_with_a_passkey(limited_app: Flask, app_world: World) -> None:
    keeper, at_home = Authenticator(LOCALHOST), comes_from(limited_app, "192.0.2.1")
    at_home.sign_in(app_world.office, Proof.PASSWORD)
    at_home.open("/tili/tunnistus/")
    makes_passkey(at_home, keeper, "Kone")
    use_up(limited_app, at_home.email_of(app_world.office))
    elsewhere = comes_from(limited_app, "198.51.100.1")
    elsewhere.open("/kirjaudu")
    assert uses_passkey(elsewhere, keeper, "/kirjaudu/avain").path == "/keskus/"


def test_one_place_that_guesses_at_many_accounts_is_held_up(limited_app: Flask) -> None:
    stranger = comes_from(limited_app, "198.51.100.1")
    for number in range(6):
        fields = {"email": f"a{number}@staff.example", "password": "a guess"}
        assert guesses(stranger, fields, 5) == [422] * 5
    assert guesses(stranger, {"email": "b@staff.example", "password": "a guess"}, 1) == [429]
    assert tries(comes_from(limited_app, "198.51.100.2"), "a@staff.example", "a guess").status == 422


def test_a_present_password_is_guessed_ten_times(limited_app: Flask, app_world: World) -> None:
    person = english_visitor(limited_app)
    person.sign_in(app_world.office)
    right = {"current_password": PASSWORD, "password": "lyhyt"}  # a new one that will not do is no guess
    assert guesses(person, right, 11, "/tili") == [422] * 11
    # Judged once the new one will do: who guesses has to bring a good one.
    wrong = {"current_password": "a guess", "password": "neljä vihreää aasia lentää"}
    assert guesses(person, wrong, 11, "/tili") == [422] * 10 + [429]


def test_codes_that_cannot_be_given_out_are_guessed_thirty_times(
    limited_app: Flask, app_world: World
) -> None:
    worker = english_visitor(limited_app)
    worker.sign_in(app_world.distributor)
    path = "/jakaja/yhteison-kortti"
    sent = form_values(worker.open(path).form(path)) | {"code": "A000000001", "carrier": "printed"}
    assert guesses(worker, sent, 31, path) == [422] * 30 + [429]
