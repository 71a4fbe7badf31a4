"""What a venue says of itself: written on one page, seen by everybody."""

from collections.abc import Callable

import pytest

from tests.factories import World
from tests.support.visitor import Visitor


@pytest.fixture
def person(visitor: Callable[[], Visitor], app_world: World) -> Visitor:
    """Somebody of the venue, signed in."""
    found = visitor()
    found.speak("en")
    found.sign_in(app_world.venue)
    return found


def test_it_is_written_seen_by_everybody_and_kept_for_the_next_time(
    person: Visitor, app_world: World, visitor: Callable[[], Visitor]
) -> None:
    assert 'href="/kohde/tiedot"' in person.open("/kohde/ohjelma").body
    person.open("/kohde/tiedot")
    said = {"accessibility_fi": "Sisään ilman portaita.", "website": "www.example.fi"}
    page = person.submit(said, action="/kohde/tiedot")
    assert "Saved. Everybody now sees it" in page.text
    assert page.value_of("website") == "https://www.example.fi"
    page = person.submit({}, action="/kohde/tiedot")  # sent again as it is
    assert page.status == 200
    assert "Sisään ilman portaita." in page.body
    seen = visitor().open(f"/kohteet/{app_world.venue.organisation.id}")
    assert "Sisään ilman portaita." in seen.text


@pytest.mark.parametrize(
    ("field", "text", "message"),
    [
        ("accessibility_fi", "x" * 601, "Shorten this to 600 characters."),
        ("left_out_sv", "x" * 601, "Shorten this to 600 characters."),
        ("website", "ei ole", "Write the address of the website, such as www.example.fi."),
    ],
)
def test_what_does_not_fit_is_explained_and_kept(
    person: Visitor, field: str, text: str, message: str
) -> None:
    person.open("/kohde/tiedot")
    page = person.submit({field: text, "left_out_fi": "Ensi-illat"}, action="/kohde/tiedot")
    assert (page.status, page.error_of(field)) == (422, f"Error: {message}")
    assert text in page.body
    assert "Ensi-illat" in page.body
