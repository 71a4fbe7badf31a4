"""The coordinator's network in a year."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from flask import Flask
from sqlalchemy import Engine

from tests.factories import World, personal_card, visit
from tests.support.english import english_visitor
from tests.support.visitor import Visitor
from webapp.core.database import session_factory
from webapp.core.partners.desks import own_desk
from webapp.core.statistics.period import Period
from webapp.core.statistics.results import Persons, UsesOfMonth
from webapp.core.visits.recording.forms import record_visit
from webapp.plumbing.rendering.charts import HEIGHT, month_chart
from webapp.plumbing.rendering.periods import year_before


@pytest.fixture
def visitor(app: Flask) -> Callable[[], Visitor]:
    """People who read English."""
    return lambda: english_visitor(app)


@pytest.fixture
def coordinator(visitor: Callable[[], Visitor], app_world: World) -> Visitor:
    """Kainuu's coordinator, signed in."""
    person = visitor()
    person.sign_in(app_world.coordinator)
    return person


@pytest.fixture
def a_visit(app_world: World, sqlite_engine: Engine, now: datetime) -> None:
    """One family at Kainuu's theatre, an hour ago."""
    with session_factory(sqlite_engine).begin() as session:
        personal_card(session, app_world.distributor, app_world.codes[0], now=now, children=2)
        session.flush()
        record_visit(session, own_desk(app_world.venue), visit(app_world.codes[0], children=2), now=now)


def test_a_network_without_visits_says_so(coordinator: Visitor) -> None:
    assert "No visits have been recorded in 2026 yet." in coordinator.open("/alue/").text


def test_the_finding_and_the_figures_count_adults_and_children(coordinator: Visitor, a_visit: None) -> None:
    text = coordinator.open("/alue/").text
    assert "3 visits, 2 of them by children" in text
    assert "1 cards issued" in text
    assert "1 visits by adults" in text
    assert "2 visits by children" in text


def test_partners_lead_to_their_pages(coordinator: Visitor, app_world: World) -> None:
    links = coordinator.open("/alue/").links()
    for actor in (app_world.venue, app_world.distributor):
        assert f"/kumppani/{actor.organisation.id}/" in links
    for actor in (app_world.other_venue, app_world.other_distributor):
        assert f"/kumppani/{actor.organisation.id}/" not in links


def test_another_networks_people_are_not_found(coordinator: Visitor, app_world: World) -> None:
    for actor in (app_world.other_venue, app_world.other_distributor, app_world.office):
        assert coordinator.open(f"/henkilosto/{actor.organisation.id}/").status == 404
        assert coordinator.open(f"/kumppani/{actor.organisation.id}/").status == 404


def test_an_earlier_year_can_be_chosen(coordinator: Visitor, a_visit: None) -> None:
    assert "No visits were recorded in 2024." in coordinator.open("/alue/?vuosi=2024").text


@pytest.mark.parametrize("nonsense", ["", "1066", "2099", "two", "20.26", "-2026", "٢٠٢٦", "9" * 5000])
def test_a_year_that_is_none_falls_back_to_this_one(coordinator: Visitor, nonsense: str) -> None:
    page = coordinator.open("/alue/", query_string={"vuosi": nonsense})
    assert page.status == 200
    assert "in 2026" in page.text


def test_half_a_year_is_compared_with_the_same_half_and_leap_days_are_minded() -> None:
    period = Period(date(2028, 1, 1), date(2028, 2, 29))
    assert year_before(period) == Period(date(2027, 1, 1), date(2027, 2, 28))


def months(*totals: tuple[int, int]) -> list[UsesOfMonth]:
    """Months with these adults and children."""
    began = date(2026, 1, 1)
    return [
        UsesOfMonth(began + timedelta(days=31 * index), Persons(*one)) for index, one in enumerate(totals)
    ]


@pytest.mark.parametrize("highest", [0, 1, 2, 3, 4, 5, 9, 10, 11, 99, 100, 101, 299, 5_012, 1_234_567])
def test_a_chart_is_as_high_as_a_round_number_above_the_busiest_month(highest: int) -> None:
    ticks = month_chart(months((highest, 0), (0, 0))).ticks
    assert ticks[-1] == 0
    assert ticks[0] >= highest
    assert 2 <= len(ticks) <= 6
    assert len({earlier - later for earlier, later in pairwise(ticks)}) == 1


def test_children_stand_on_adults_and_reach_the_top_together() -> None:
    chart = month_chart(months((60, 40), (0, 0)))
    bar = chart.bars[0]
    assert bar.children_y + bar.children_height == pytest.approx(bar.adults_y)
    assert bar.adults_y + bar.adults_height == pytest.approx(HEIGHT)
    assert chart.busiest is bar


def test_a_chart_of_nothing_has_no_busiest_month() -> None:
    assert month_chart(months((0, 0))).busiest is None
