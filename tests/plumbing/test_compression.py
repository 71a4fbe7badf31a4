"""The counter's page comes compressed, but never with anything beside its form token that an address said."""

import gzip
from collections.abc import Callable

import pytest

from tests.factories import World
from tests.support.visitor import Visitor

_ACCEPTED = {"Accept-Encoding": "gzip, deflate, br"}


@pytest.mark.parametrize("path", ["/kohde", "/kohde/kuori"])
def test_the_counter_comes_compressed(visitor: Callable[[], Visitor], app_world: World, path: str) -> None:
    person = visitor()
    person.sign_in(app_world.venue)
    response = person.client.get(path, headers=_ACCEPTED)
    assert response.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in response.headers["Vary"]
    page = gzip.decompress(response.data)
    assert b'data-enhance="counter"' in page
    assert int(response.headers["Content-Length"]) == len(response.data) < len(page) / 3


def test_who_takes_no_gzip_gets_the_page_as_it_is(visitor: Callable[[], Visitor], app_world: World) -> None:
    person = visitor()
    person.sign_in(app_world.venue)
    response = person.client.get("/kohde")
    assert "Content-Encoding" not in response.headers
    assert b'data-enhance="counter"' in response.data


def test_a_page_that_may_repeat_what_was_asked_is_not_compressed(
    visitor: Callable[[], Visitor], app_world: World
) -> None:
    person = visitor()
    person.sign_in(app_world.venue)
    asked = person.client.get("/kohde?x=csrf_token", headers=_ACCEPTED)
    assert b"csrf_token" in asked.data
    sent = person.client.post("/kohde", data={"code": "B 12"}, headers=_ACCEPTED)
    for response in (asked, sent):
        assert "Content-Encoding" not in response.headers
