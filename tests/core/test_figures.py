"""Figures on small, hand-made facts whose answers are known."""

import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from sqlalchemy.orm import Session

from tests.factories import World
from webapp.core.accounts.actor import Actor
from webapp.core.cards.listed import entry_of
from webapp.core.cards.models import Background, Card, CodeBatch, RegisteredCode
from webapp.core.errors import NotAllowedError
from webapp.core.networks.models import Participation
from webapp.core.statistics.figures import country_figures, network_figures, public_figures
from webapp.core.statistics.partners import partners_of_network
from webapp.core.statistics.period import Period
from webapp.core.statistics.results import Frequency, Persons
from webapp.core.visits.models import Visit

YEAR = Period.year(2026)


@dataclass
class Facts:
    """Puts cards and visits straight into the register: the past cannot be made by actions."""

    session: Session
    world: World
    batch_id: int
    cards_made: int = 0

    def card(self, by: Actor, issued: date, until: date, *, kind: str = "personal") -> tuple[Card, str]:
        """A registered card and its code."""
        self.cards_made += 1
        background = None
        if kind == "personal":
            background = Background(id=uuid.uuid4(), birth_year=1984, postal_code="87100")
            self.session.add(background)
            self.session.flush()
        card = Card(
            id=uuid.uuid4(),
            kind=kind,
            distributor_id=by.organisation.id,
            issued_on=issued,
            valid_until=until,
            background_id=background.id if background else None,
            registered_by=by.account_id,
            registered_at=datetime(2020, 1, 1, tzinfo=UTC),
        )
        self.session.add(card)
        self.session.flush()
        code = f"Q{self.cards_made:09}"
        row = RegisteredCode(code=code, batch_id=self.batch_id, card_id=card.id, list_change=1)
        row.list_entry = entry_of(card, row)
        self.session.add(row)
        self.session.flush()
        return card, code

    def visit(
        self, card: tuple[Card, str], at: Actor, when: datetime, *, children: int = 0, undone: bool = False
    ) -> None:
        """One adult with so many children."""
        self.session.add(
            Visit(
                id=uuid.uuid4(),
                card_id=card[0].id,
                code=card[1],
                venue_id=at.organisation.id,
                kind="ticket",
                adults=1,
                children=children,
                happened_at=when,
                recorded_at=when,
                recorded_by=at.account_id,
                undone_at=when if undone else None,
                undone_by=at.account_id if undone else None,
                undo_reason="mistake" if undone else None,
            )
        )
        self.session.flush()


@pytest.fixture
def facts(session: Session, world: World, now: datetime) -> Facts:
    batch = CodeBatch(
        network_id=world.kainuu,
        letter="A",
        size=99,
        is_imported=True,
        made_by=world.office.account_id,
        made_at=now,
    )
    session.add(batch)
    session.flush()
    return Facts(session, world, batch.id)


def noon(month: int, day: int, year: int = 2026) -> datetime:
    return datetime(year, month, day, 10, tzinfo=UTC)


def test_an_empty_register_has_zero_figures_and_no_usage_rate(session: Session, world: World) -> None:
    figures = country_figures(session, world.office, YEAR, language="fi")
    assert (figures.issued, figures.valid, figures.used, figures.uses) == (0, 0, 0, 0)
    assert figures.usage_rate is None
    assert (figures.by_venue, figures.by_distributor) == ((), ())
    assert [one.persons for one in figures.by_month] == [Persons()] * 12


def test_issued_are_the_cards_registered_in_the_period(session: Session, world: World, facts: Facts) -> None:
    for issued in (date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1)):
        facts.card(world.distributor, issued, date(2027, 12, 31))
    assert network_figures(session, world.coordinator, YEAR, language="fi").issued == 2


def test_valid_are_the_cards_valid_on_any_day_of_it(session: Session, world: World, facts: Facts) -> None:
    facts.card(world.distributor, date(2024, 12, 31), date(2025, 12, 31))
    facts.card(world.distributor, date(2025, 1, 1), date(2026, 1, 1))
    facts.card(world.distributor, date(2026, 12, 31), date(2027, 12, 31))
    facts.card(world.distributor, date(2027, 1, 1), date(2028, 1, 1))
    assert network_figures(session, world.coordinator, YEAR, language="fi").valid == 2


@pytest.mark.parametrize(
    ("stopped_at", "valid"),
    [
        (datetime(2025, 12, 31, 21, 59, tzinfo=UTC), 0),
        (datetime(2025, 12, 31, 22, 0, tzinfo=UTC), 1),  # midnight in Helsinki
    ],
)
def test_a_stopped_card_is_valid_until_the_day_it_was_stopped(
    session: Session, world: World, facts: Facts, stopped_at: datetime, valid: int
) -> None:
    card, _ = facts.card(world.distributor, date(2025, 6, 1), date(2026, 6, 1))
    card.status, card.stopped_at = "withdrawn", stopped_at
    session.flush()
    assert network_figures(session, world.coordinator, YEAR, language="fi").valid == valid


def test_cards_fall_into_classes_by_how_often_they_were_used(
    session: Session, world: World, facts: Facts
) -> None:
    for times in (1, 1, 2, 3, 5, 6, 0):
        card = facts.card(world.distributor, date(2026, 1, 1), date(2027, 1, 1))
        for day in range(1, times + 1):
            facts.visit(card, world.venue, noon(2, day))
    figures = network_figures(session, world.coordinator, YEAR, language="fi")
    assert figures.frequency == Frequency(once=2, twice=1, three_to_five=2, more_than_five=1)
    assert figures.usage_rate == pytest.approx(6 / 7)


def test_adults_children_and_community_cards_are_counted_apart(
    session: Session, world: World, facts: Facts
) -> None:
    personal = facts.card(world.distributor, date(2026, 1, 1), date(2027, 1, 1))
    community = facts.card(world.distributor, date(2026, 1, 1), date(2027, 1, 1), kind="community")
    facts.visit(personal, world.venue, noon(2, 1), children=2)
    facts.visit(personal, world.venue, noon(2, 2))
    facts.visit(community, world.venue, noon(2, 3), children=5)
    figures = network_figures(session, world.coordinator, YEAR, language="fi")
    assert figures.personal_uses == Persons(2, 2)
    assert figures.community_uses == Persons(1, 5)
    assert [(one.organisation_id, one.count) for one in figures.by_venue] == [
        (world.venue.organisation.id, 10)
    ]


def test_a_code_nobody_had_is_a_use_but_no_cards_and_assistants_are_no_visitors(
    session: Session, world: World, facts: Facts
) -> None:
    facts.visit(facts.card(world.distributor, date(2026, 1, 1), date(2027, 1, 1)), world.venue, noon(2, 1))
    for day in (2, 3):
        visit = Visit(
            id=uuid.uuid4(), code="A000000001", venue_id=world.venue.organisation.id, kind="ticket",
            adults=1, children=1, assistants=2, happened_at=noon(2, day), recorded_at=noon(2, day),
            recorded_by=world.venue.account_id, remark="card_not_registered",
        )  # fmt: skip
        session.add(visit)
    session.flush()
    network = network_figures(session, world.coordinator, YEAR, language="fi")
    country = country_figures(session, world.office, YEAR, language="fi")
    assert network.frequency == country.frequency == Frequency(once=1)
    for figures in (network, country):
        assert (figures.personal_uses, figures.community_uses) == (Persons(3, 2), Persons())
        assert [one.count for one in figures.by_venue] == [5]


def test_undone_visits_never_count(session: Session, world: World, facts: Facts) -> None:
    card = facts.card(world.distributor, date(2026, 1, 1), date(2027, 1, 1))
    facts.visit(card, world.venue, noon(2, 1), children=3, undone=True)
    community = facts.card(world.distributor, date(2026, 1, 1), date(2027, 1, 1), kind="community")
    facts.visit(community, world.venue, noon(2, 1), children=3, undone=True)
    figures = network_figures(session, world.coordinator, YEAR, language="fi")
    assert (figures.used, figures.uses, figures.by_venue) == (0, 0, ())
    assert public_figures(session, date(2026, 11, 22)).uses == 0


def test_cards_belong_to_the_distributors_network_and_uses_to_the_venues(
    session: Session, world: World, facts: Facts
) -> None:
    card = facts.card(world.distributor, date(2026, 1, 1), date(2027, 1, 1))
    facts.visit(card, world.other_venue, noon(2, 1))
    ours = network_figures(session, world.coordinator, YEAR, language="fi")
    assert (ours.issued, ours.used, ours.uses) == (1, 1, 0)
    country = country_figures(session, world.office, YEAR, language="fi")
    assert (country.issued, country.used, country.uses) == (1, 1, 1)


def test_months_begin_at_midnight_in_helsinki(session: Session, world: World, facts: Facts) -> None:
    card = facts.card(world.distributor, date(2025, 12, 1), date(2026, 12, 1))
    facts.visit(card, world.venue, datetime(2025, 12, 31, 21, 59, tzinfo=UTC))  # still last year
    facts.visit(card, world.venue, datetime(2025, 12, 31, 22, 0, tzinfo=UTC))
    facts.visit(card, world.venue, datetime(2026, 5, 31, 20, 59, tzinfo=UTC))  # summer time
    facts.visit(card, world.venue, datetime(2026, 5, 31, 21, 0, tzinfo=UTC), children=1)
    by_month = {
        one.month.month: one.persons
        for one in network_figures(session, world.coordinator, YEAR, language="fi").by_month
    }
    assert {month: persons for month, persons in by_month.items() if persons.total} == {
        1: Persons(1, 0),
        5: Persons(1, 0),
        6: Persons(1, 1),
    }


def test_a_period_within_one_month_has_one_month(session: Session, world: World, facts: Facts) -> None:
    card = facts.card(world.distributor, date(2026, 1, 1), date(2027, 1, 1))
    facts.visit(card, world.venue, noon(2, 14))
    figures = network_figures(
        session, world.coordinator, Period(date(2026, 2, 14), date(2026, 2, 14)), language="fi"
    )
    assert [(one.month, one.persons.total) for one in figures.by_month] == [(date(2026, 2, 1), 1)]


def test_distributors_are_listed_by_cards_issued_in_the_period(
    session: Session, world: World, facts: Facts
) -> None:
    facts.card(world.distributor, date(2025, 6, 1), date(2026, 6, 1))
    facts.card(world.other_distributor, date(2026, 6, 1), date(2027, 6, 1))
    figures = country_figures(session, world.office, YEAR, language="fi")
    assert [(one.name["fi"], one.count) for one in figures.by_distributor] == [
        (world.other_distributor.organisation.name["fi"], 1)
    ]


def test_partners_are_listed_with_what_they_did_even_when_that_is_nothing(
    session: Session, world: World, facts: Facts
) -> None:
    card = facts.card(world.distributor, date(2026, 1, 1), date(2027, 1, 1))
    facts.visit(card, world.venue, noon(2, 1), children=2)
    facts.visit(card, world.venue, noon(2, 2), undone=True)
    partners = partners_of_network(session, world.coordinator, YEAR, language="fi")
    assert [(one.organisation_id, one.count) for one in partners.venues] == [(world.venue.organisation.id, 3)]
    assert [(one.municipality and one.municipality["sv"], one.venue_kind) for one in partners.venues] == [
        ("Kajana", "theatre")
    ]
    assert [one.count for one in partners.distributors] == [1]
    quiet = partners_of_network(session, world.coordinator, Period.year(2024), language="fi")
    assert [one.count for one in (*quiet.venues, *quiet.distributors)] == [0, 0]


def test_the_public_sees_four_numbers(session: Session, world: World, facts: Facts) -> None:
    card = facts.card(world.distributor, date(2025, 1, 1), date(2026, 1, 1))
    facts.card(world.distributor, date(2026, 11, 23), date(2027, 11, 23))
    facts.visit(card, world.venue, noon(2, 1, 2025), children=2)
    figures = public_figures(session, date(2026, 11, 22))
    assert (figures.cards_issued, figures.uses, figures.children_uses, figures.municipalities) == (1, 3, 2, 3)


def test_a_municipality_whose_trial_is_over_is_no_longer_counted(session: Session, world: World) -> None:
    session.get_one(Participation, "536").trial_ends_on = date(2026, 11, 21)
    session.flush()
    assert public_figures(session, date(2026, 11, 22)).municipalities == 2
    assert public_figures(session, date(2026, 11, 21)).municipalities == 3


def test_figures_are_for_those_who_may_see_them(session: Session, world: World) -> None:
    for actor in (world.venue, world.distributor, world.office):
        with pytest.raises(NotAllowedError):
            network_figures(session, actor, YEAR, language="fi")
        with pytest.raises(NotAllowedError):
            partners_of_network(session, actor, YEAR, language="fi")
    for actor in (world.venue, world.distributor, world.coordinator):
        with pytest.raises(NotAllowedError):
            country_figures(session, actor, YEAR, language="fi")


def test_a_period_does_not_run_backwards() -> None:
    with pytest.raises(ValueError, match="cannot end"):
        Period(date(2026, 2, 1), date(2026, 1, 31))
