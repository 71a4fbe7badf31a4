"""A later version of the operating model: with 18 in force, every page says 18 where it said 16."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from flask import Flask

from tests.conftest import NOW, MovableClock
from tests.factories import World
from tests.support.every_page import READERS, Country, Reader, furnish, pages_of
from tests.support.visitor import Visitor, session_factory_of
from webapp.core.networks.models import OperatingModelVersion
from webapp.plumbing.push.vapid import new_private_key
from webapp.plumbing.words.language import VARIANT_CODES
from webapp.settings import Settings

EIGHTEEN_FROM = date(2026, 12, 1)
EIGHTEEN_IN_FORCE = datetime(2026, 12, 1, 10, 5, tzinfo=UTC)
AGE = re.compile(r"\b(?:under|alle)\s+(\d+)\b", re.IGNORECASE)


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """With reminders, so that their page opens too."""
    return replace(
        settings, vapid_private_key=new_private_key(), vapid_subject="mailto:a@kaikukortti.example"
    )


@pytest.fixture
def country(app: Flask, app_world: World) -> Country:
    """A country that has agreed on another version, in force from December on."""
    with session_factory_of(app).begin() as session:
        session.add(
            OperatingModelVersion(
                valid_from=EIGHTEEN_FROM, holder_age_years=18, child_age_years=18,
                validity_months=24, longest_community_validity_months=60,
                earlier_hold_until=date(2027, 12, 31),
            )
        )  # fmt: skip
    return furnish(app, app_world, now=NOW)


def ages_by_page(app: Flask, country: Country, variant: str) -> dict[tuple[Reader, str], set[str]]:
    pages = [(reader, page) for reader in READERS for page in pages_of(app, country, reader, variant)]
    found = {(reader, page.path): set(AGE.findall(page.body)) for reader, page in pages}
    return {where: ages for where, ages in found.items() if ages}


@pytest.mark.parametrize("variant", VARIANT_CODES)
def test_every_page_that_said_16_says_18(
    app: Flask, country: Country, clock: MovableClock, variant: str
) -> None:
    before = ages_by_page(app, country, variant)
    assert before == {where: {"16"} for where in before}
    paths = {path for _reader, path in before}
    assert {"/tietosuoja", "/oma", "/oma/tiedot", "/kohde", "/kohde/kuori", "/jakaja/uusi"} <= paths
    clock.now = EIGHTEEN_IN_FORCE
    assert ages_by_page(app, country, variant) == {where: {"18"} for where in before}


@pytest.mark.parametrize(
    ("moment", "age", "months", "last_day"),
    [(NOW, "16", "12 months", "22.11.2027"), (EIGHTEEN_IN_FORCE, "18", "24 months", "1.12.2028")],
)
def test_a_card_is_issued_by_the_version_of_its_day(
    app: Flask, country: Country, clock: MovableClock, moment: datetime, age: str, months: str, last_day: str
) -> None:
    clock.now = moment
    tablet = Visitor(app)
    tablet.speak("en")
    assert f"for {months} at a time" in tablet.open("/").text
    tablet.speak("fi")
    tablet.sign_in(country.world.distributor)
    tablet.open("/jakaja/uusi")
    young = {"carrier": "phone", "birth_year": str(2027 - int(age)), "postal_code": "87100", "children": "0"}
    assert f"vähintään {age} vuotta" in tablet.submit(young).error_of("birth_year")
    assert last_day in tablet.submit({**young, "birth_year": str(2026 - int(age))}).text
