"""The published year 2023 of Rovaniemi comes out of the facts to the last person (DOMAIN §8)."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.core.accounts.actor import Actor
from webapp.core.accounts.models import Account
from webapp.core.database import text_in
from webapp.core.networks.models import Network
from webapp.core.partners.models import Membership, Organisation
from webapp.core.partners.queries import actor_of
from webapp.core.statistics.figures import network_figures
from webapp.core.statistics.period import Period
from webapp.core.statistics.results import Figures, Frequency, Persons


def coordinator_of(session: Session, network: str) -> Actor:
    """Somebody who works in an office of this network."""
    statement = (
        select(Membership)
        .join(Organisation)
        .join(Network)
        .where(Organisation.kind == "coordinator", text_in(Network.name, "fi") == network)
    )
    membership = session.scalars(statement).first()
    assert membership is not None
    account = session.get_one(Account, membership.account_id)
    found = actor_of(
        session,
        account_id=account.id,
        organisation_id=membership.organisation_id,
    )
    assert found is not None
    return found


@pytest.fixture
def figures(country: Session) -> Figures:
    """What Rovaniemi's coordinator sees of 2023."""
    return network_figures(country, coordinator_of(country, "Rovaniemi"), Period.year(2023), language="fi")


def test_cards_issued_and_the_usage_rate(figures: Figures) -> None:
    assert figures.issued == 1_416
    assert (figures.used, figures.valid) == (1_367, 2_707)
    assert figures.usage_rate is not None
    assert round(figures.usage_rate * 100, 1) == 50.5


def test_uses_by_adults_and_children(figures: Figures) -> None:
    assert figures.personal_uses == Persons(13_254, 2_387)
    assert figures.community_uses == Persons(59, 44)


def test_how_often_cards_were_used(figures: Figures) -> None:
    assert figures.frequency == Frequency(once=369, twice=202, three_to_five=333, more_than_five=463)


def test_the_largest_distributors(figures: Figures) -> None:
    counts = [one.count for one in figures.by_distributor]
    assert counts[:7] == [301, 129, 124, 118, 116, 93, 61]
    assert max(counts[7:]) < 61
    assert sum(counts) == figures.issued


def test_the_venues(figures: Figures) -> None:
    counts = [one.count for one in figures.by_venue]
    assert counts[:9] == [13_174, 585, 545, 472, 296, 186, 161, 139, 39]
    assert max(counts[9:]) < 39
    assert sum(counts) == figures.uses == sum(one.persons.total for one in figures.by_month)


def test_the_year_before_comes_out_to_the_last_person_too(country: Session) -> None:
    actor = coordinator_of(country, "Rovaniemi")
    before = network_figures(country, actor, Period.year(2022), language="fi")
    assert before.personal_uses == Persons(11_843, 1_969)
    assert before.community_uses == Persons(0, 0)
    assert before.issued == 1_291
