"""Where a form leads back: only to a page that our own router knows, in an address that it builds itself."""

import pytest
from flask import Flask

from tests.support.odd.addresses import ELSEWHERE
from webapp.plumbing.http.addresses import next_address


def led_back(app: Flask, wanted: str) -> str:
    with app.test_request_context("/kirjaudu", query_string={"next": wanted}):
        return next_address("public.front")


@pytest.mark.parametrize(
    "wanted",
    ["/", "/kohteet", "/kohteet?word=museo&page=2", "/kohteet/7", "/kohteet?word=ty%C3%B6v%C3%A4en", "/oma"],
)
def test_pages_of_ours_are_reached_with_what_they_show(app: Flask, wanted: str) -> None:
    assert led_back(app, wanted) == wanted


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_everything_else_leads_where_the_form_would_by_itself(app: Flask, wanted: str) -> None:
    assert led_back(app, wanted) == "/"


def test_what_is_passed_on_is_written_by_the_router(app: Flask) -> None:
    assert led_back(app, "/kohteet?x=%0d%0aSet-Cookie:a") == "/kohteet?x=%0D%0ASet-Cookie%3Aa"
    assert led_back(app, "/kohteet#//other.example") == "/kohteet"
