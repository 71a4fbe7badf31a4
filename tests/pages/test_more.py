"""An office's header holds what it needs daily; the rest of its pages is behind More."""

from collections.abc import Callable

import pytest

from tests.factories import World
from tests.support.page import Page
from tests.support.venue_phone import become_counter_device
from tests.support.visitor import Visitor

MOST_IN_HEADER = 7


def links_of_navs(page: Page, *, current: bool = False) -> list[list[str]]:
    return [
        [str(link.get("href")) for link in nav.iter("a") if not current or link.get("aria-current")]
        for nav in page.root.iter("nav")
    ]


@pytest.mark.parametrize("role", ["coordinator", "office", "distributor"])
def test_every_rare_page_is_reached_through_more_and_more_says_that_one_is_there(
    visitor: Callable[[], Visitor], app_world: World, role: str
) -> None:
    person = visitor()
    person.sign_in(getattr(app_world, role))
    header, rare = links_of_navs(person.open("/lisaa"))
    assert (len(header) <= MOST_IN_HEADER, header[-1]) == (True, "/lisaa")
    assert len(rare) > 1
    for path in rare:
        there = person.open(path)
        assert there.status == 200
        assert links_of_navs(there, current=True)[0] == ["/lisaa"]


def test_who_has_no_rare_pages_has_no_more(visitor: Callable[[], Visitor], app_world: World) -> None:
    phone = visitor()
    become_counter_device(phone, app_world.venue)
    assert "/lisaa" not in phone.open("/kohde/kirjaukset").links()
