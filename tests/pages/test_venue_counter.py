"""The counter: a code in, a verdict out, a visit recorded."""

import uuid
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask

from tests.conftest import NOW, MovableClock
from tests.factories import World, community_card, personal_card, visit
from tests.support.visitor import Visitor, session_factory_of
from webapp.core.cards.actions import Replacement, replace_card, stop_card
from webapp.core.cards.validity import CardStatus
from webapp.core.partners.desks import own_desk
from webapp.core.visits.recording.forms import record_visit

OLD = "A999123453"
UNREGISTERED_OLD = "A045198723"


@pytest.fixture
def counter(visitor: Callable[[], Visitor], app_world: World) -> Visitor:
    """Somebody of the venue, at the counter."""
    person = visitor()
    person.speak("en")
    person.sign_in(app_world.venue)
    person.open("/kohde")
    return person


@pytest.fixture
def card(app: Flask, app_world: World) -> str:
    """The code of a valid card with two children."""
    with session_factory_of(app).begin() as session:
        return personal_card(session, app_world.distributor, OLD, now=NOW, children=2).code


def check(counter: Visitor, code: str) -> str:
    """Check a code and return the verdict's word."""
    return counter.submit({"code": code}, action="/kohde").h1


def stop(app: Flask, world: World, code: str, how: CardStatus) -> None:
    with session_factory_of(app).begin() as session:
        held = personal_card(session, world.distributor, code, now=NOW)
        stop_card(session, world.distributor, held.card.id, status=how, now=NOW)


def test_a_valid_card_tells_until_when_its_kind_and_its_children(counter: Visitor, card: str) -> None:
    assert check(counter, " a999 123-453 ") == "Valid"
    assert counter.page is not None
    assert "Personal card" in counter.page.text
    assert "Last valid day 22 Nov 2027" in counter.page.text
    assert "At most 2" in counter.page.text
    assert counter.page.value_of("kind") == "ticket"
    assert counter.page.value_of("children") == "0"


def test_a_card_without_children_offers_none(counter: Visitor, app: Flask, app_world: World) -> None:
    with session_factory_of(app).begin() as session:
        personal_card(session, app_world.distributor, OLD, now=NOW)
    assert check(counter, OLD) == "Valid"
    assert counter.page is not None
    assert "no children’s tickets" in counter.page.text


def test_a_community_card_has_children_and_no_course_choice(
    counter: Visitor, app: Flask, app_world: World
) -> None:
    with session_factory_of(app).begin() as session:
        community_card(session, app_world.distributor, OLD, now=NOW, until=date(2027, 1, 1))
    assert check(counter, OLD) == "Valid"
    assert counter.page is not None
    assert "Community card" in counter.page.text
    assert 'type="radio"' not in counter.page.body
    assert 'data-maximum="30"' in counter.page.body
    counter.submit({"children": "5"}, action="/kohde/kirjaa")
    assert "1 adult and 5 children" in counter.page.text


def test_an_unregistered_code_says_so_and_what_to_say(counter: Visitor) -> None:
    assert check(counter, UNREGISTERED_OLD) == "Not registered"
    assert counter.page is not None
    assert "Ask the customer to show the card where they got it" in counter.page.text


def test_a_wrong_check_digit_is_a_reading_error(counter: Visitor, app_world: World) -> None:
    code = app_world.codes[0]
    wrong = code[:-1] + str((int(code[-1]) + 1) % 10)
    assert check(counter, wrong) == "Check the code"
    assert counter.page is not None
    assert "The customer has done nothing wrong" in counter.page.text


@pytest.mark.parametrize(
    ("how", "words"),
    [
        (CardStatus.ENDED, "The distributor has ended this card."),
        (CardStatus.WITHDRAWN, "This card has been taken out of use."),
    ],
)
def test_a_stopped_card_is_not_valid(
    counter: Visitor, app: Flask, app_world: World, how: CardStatus, words: str
) -> None:
    stop(app, app_world, OLD, how)
    assert check(counter, OLD) == "Not valid"
    assert counter.page is not None
    assert words in counter.page.text
    assert "/kohde/kirjaa" not in counter.page.body.replace("/kohde/kirjaukset", "")


def test_a_replaced_code_asks_for_the_new_card(counter: Visitor, app: Flask, app_world: World) -> None:
    with session_factory_of(app).begin() as session:
        held = personal_card(session, app_world.distributor, OLD, now=NOW)
        replace_card(
            session,
            app_world.distributor,
            held.card.id,
            replacement=Replacement(held.code, app_world.codes[0]),
            now=NOW,
        )
    assert check(counter, OLD) == "Not valid"
    assert counter.page is not None
    assert "Ask whether the customer has their new card" in counter.page.text


def test_an_expired_card_tells_its_last_valid_day(
    visitor: Callable[[], Visitor], app_world: World, card: str, clock: MovableClock
) -> None:
    clock.now = NOW + timedelta(days=366)
    person = visitor()
    person.speak("en")
    person.sign_in(app_world.venue)
    person.open("/kohde")
    assert check(person, card) == "Not valid"
    assert person.page is not None
    assert "Its last valid day was 22 Nov 2027." in person.page.text
    assert "can be renewed where they got it" in person.page.text


def test_what_is_no_code_stays_in_the_field_with_its_message(counter: Visitor) -> None:
    page = counter.submit({"code": "A99"}, action="/kohde")
    assert page.status == 422
    assert page.value_of("code") == "A99"
    assert "one letter and nine digits" in page.error_of("code")


def test_nothing_typed_is_explained(counter: Visitor) -> None:
    page = counter.submit({"code": " "}, action="/kohde")
    assert (page.status, bool(page.error_of("code"))) == (422, True)


def test_recording_comes_back_ready_for_the_next(counter: Visitor, card: str) -> None:
    check(counter, card)
    page = counter.submit({"children": "2"}, action="/kohde/kirjaa")
    assert page.path == "/kohde"
    assert "Recorded. Ready for the next one." in page.text
    assert "3 visitors" in page.text
    assert "2 of them were children" in page.text
    assert "1 adult and 2 children" in page.text


def test_the_kind_of_the_last_visit_is_remembered(
    counter: Visitor, card: str, app_world: World, app: Flask
) -> None:
    with session_factory_of(app).begin() as session:
        personal_card(session, app_world.distributor, app_world.codes[0], now=NOW)
    check(counter, card)
    counter.submit({"kind": "course"}, action="/kohde/kirjaa")
    check(counter, app_world.codes[0])
    assert counter.page is not None
    assert counter.page.value_of("kind") == "course"


def test_more_children_than_registered_is_told_at_the_number(counter: Visitor, card: str) -> None:
    check(counter, card)
    page = counter.submit({"children": "3"}, action="/kohde/kirjaa")
    assert page.status == 422
    assert page.value_of("children") == "3"
    assert "2 at most" in page.error_of("children")


def test_children_on_a_course_place_are_refused_and_the_choice_kept(counter: Visitor, card: str) -> None:
    check(counter, card)
    page = counter.submit({"children": "1", "kind": "course"}, action="/kohde/kirjaa")
    assert page.status == 422
    assert page.value_of("kind") == "course"
    assert "cannot be recorded with a course place" in page.error_of("children")


def test_a_number_in_words_is_kept_and_explained(counter: Visitor, card: str) -> None:
    check(counter, card)
    page = counter.submit({"children": "two"}, action="/kohde/kirjaa")
    assert (page.status, page.value_of("children")) == (422, "two")
    assert "whole number" in page.error_of("children")


def test_a_card_that_was_here_a_moment_ago_is_asked_about_and_can_be_recorded_again(
    counter: Visitor, card: str
) -> None:
    check(counter, card)
    counter.submit(action="/kohde/kirjaa")
    assert check(counter, card) == "Already recorded"
    assert counter.page is not None
    assert "recorded here at 12:05" in counter.page.text
    page = counter.submit(action="/kohde/kirjaa", button="repeat_is_meant=1")
    assert "2 visitors" in page.text


def test_two_tills_at_once_are_asked_about_too(
    counter: Visitor, card: str, app: Flask, app_world: World
) -> None:
    check(counter, card)
    with session_factory_of(app).begin() as session:
        record_visit(session, own_desk(app_world.venue), visit(card), now=NOW)
    page = counter.submit({"children": "1"}, action="/kohde/kirjaa")
    assert (page.status, page.h1) == (422, "Already recorded")
    assert page.value_of("children") == "1"


def test_a_card_is_not_asked_about_at_another_venue(
    visitor: Callable[[], Visitor], app: Flask, app_world: World, card: str
) -> None:
    with session_factory_of(app).begin() as session:
        record_visit(session, own_desk(app_world.venue), visit(card), now=NOW)
    elsewhere = visitor()
    elsewhere.speak("en")
    elsewhere.sign_in(app_world.other_venue)
    elsewhere.open("/kohde")
    assert check(elsewhere, card) == "Valid"


def test_sending_the_same_page_twice_records_once(counter: Visitor, card: str) -> None:
    check(counter, card)
    assert counter.page is not None
    sent_twice = counter.page
    counter.submit(action="/kohde/kirjaa")
    counter.page = sent_twice
    page = counter.submit(action="/kohde/kirjaa")
    assert "had been recorded already" in page.text
    assert "1 visitor" in page.text


def test_a_visit_id_that_is_not_ours_is_refused(counter: Visitor, card: str) -> None:
    check(counter, card)
    assert counter.submit({"visit_id": "7"}, action="/kohde/kirjaa").status == 422


def test_the_field_for_the_next_card_is_on_every_verdict(counter: Visitor, card: str) -> None:
    for code in (card, UNREGISTERED_OLD):
        check(counter, code)
        assert counter.page is not None
        assert "Next card" in counter.page.text


def test_a_change_of_language_on_a_verdict_has_somewhere_to_go(counter: Visitor, card: str) -> None:
    check(counter, card)
    counter.submit(action="/kohde/kirjaa", fields={"children": "9"})
    page = counter.submit(action="/kieli", button="language=en")
    assert (page.status, page.path) == (200, "/kohde")


def test_a_distributor_has_no_counter(visitor: Callable[[], Visitor], app_world: World) -> None:
    person = visitor()
    person.sign_in(app_world.distributor)
    assert person.open("/kohde").status == 403
    assert person.client.post("/kohde/kirjaa", data={"visit_id": str(uuid.uuid4())}).status_code in {400, 403}
