"""A feedback meeting on pages: planned, invited to after a question, and written down."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.factories import World
from tests.support.english import english_visitor
from tests.support.visitor import Visitor


@pytest.fixture
def visitor(app: Flask) -> Callable[[], Visitor]:
    """People who read English."""
    return lambda: english_visitor(app)


@pytest.fixture
def coordinator(visitor: Callable[[], Visitor], app_world: World) -> Visitor:
    """Somebody who runs Kainuu."""
    person = visitor()
    person.sign_in(app_world.coordinator)
    return person


def test_a_meeting_is_planned_invited_to_and_written_down(coordinator: Visitor, app_world: World) -> None:
    page = coordinator.open(f"/verkosto/{app_world.kainuu}/kokoukset")
    assert "This year’s meeting is due by 30 Nov 2026." in page.text
    coordinator.follow("/kokoukset/")
    coordinator.submit({"held_on": "28.11.2026", "invitation": "Welcome at one."})
    coordinator.follow("/kutsu")
    page = coordinator.submit(action="/kutsu")
    assert "3 mails are on their way." in page.text
    assert "The invitation was sent on 22 Nov 2026." in page.text
    page = coordinator.submit({"held_on": "22.11.2026", "minutes": "Said.", "decisions": "Decided."})
    assert page.value_of("decisions") == "Decided."
    page = coordinator.open(f"/verkosto/{app_world.kainuu}/kokoukset")
    assert "This year’s meeting was held on 22 Nov 2026." in page.text
    page = coordinator.open(f"/verkosto/{app_world.kainuu}/kokeilu")
    assert "Feedback meeting Done 22 Nov 2026" in page.text


def test_a_wrong_meeting_keeps_what_was_typed(coordinator: Visitor, app_world: World) -> None:
    coordinator.open(f"/verkosto/{app_world.kainuu}/kokoukset")
    coordinator.follow("/kokoukset/")
    typed = {"held_on": "soon", "invitation": "Mukana 131052-308T", "minutes": "x" * 10001}
    page = coordinator.submit(typed)
    assert page.status == 422
    for name, text in typed.items():
        assert page.error_of(name), name
        assert page.value_of(name) == text


def test_the_national_meeting_is_the_national_offices(
    visitor: Callable[[], Visitor], coordinator: Visitor, app_world: World
) -> None:
    assert coordinator.open("/keskus/kokoukset").status == 403
    office = visitor()
    office.sign_in(app_world.office)
    office.open("/keskus/kokoukset")
    office.follow("/kokoukset/")
    office.submit({"held_on": "1.12.2026", "invitation": "Welcome."})
    office.follow("/kutsu")
    assert "1 mail is on its way." in office.submit(action="/kutsu").text
    assert "This year’s meeting is planned for 1 Dec 2026." in office.open("/keskus/kokoukset").text
