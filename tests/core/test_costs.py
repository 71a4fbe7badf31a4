"""A year's sum is shared by population, to the cent, and the published examples come out."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tests.factories import KAJAANI, NOKIA, VAASA, World
from webapp.core.costs.populations import keep_populations, populations_in, populations_read
from webapp.core.costs.reasons import CostRefusal
from webapp.core.costs.rules import CostRule, Member, PayerKind, read_euros, share_out, shares_of
from webapp.core.costs.years import cost_table, settle_cost_year, write_cost_year
from webapp.core.errors import NotAllowedError, RefusedError
from webapp.core.tables.reading import read_pasted

HALF = CostRule(2_900_000)
TODAY = date(2026, 11, 22)


def euros_of(persons: int, *, euros: int, everybody: int) -> float:
    """What a municipality of so many pays where all others together are the rest."""
    members = [Member("1", "A", persons), Member("2", "B", everybody - persons)]
    return shares_of(CostRule(euros * 100), members)[0].cents / 100


@pytest.mark.parametrize(
    ("fewest", "most", "published"),
    [
        (243_500, 244_500, 2012),  # "about 244,000"
        (35_500, 36_500, 300),  # "36,000"
        (7_000, 9_000, 73),  # "8,000": a number of one digit
        (2_000, 3_000, 18),  # "2,500"
    ],
)
def test_the_examples_of_2023_lie_within_the_rounding_of_their_numbers(
    fewest: int, most: int, published: int
) -> None:
    # About 29,000 euros over 1.77 million people: each told in thousands, and in tens of thousands.
    assert euros_of(fewest, euros=28_500, everybody=1_775_000) <= published
    assert published <= euros_of(most, euros=29_500, everybody=1_765_000)


def test_in_the_examples_of_2024_a_county_pays_as_much_a_person_as_a_municipality() -> None:
    # "A good 40,000" pay 424 euros, and the county of 130,500 who take part 1,371: so half and half.
    members = [
        Member("858", "KU", 40_350), Member("186", "KU", 45_000), Member("543", "KU", 45_150),
        Member("1", "X", 1_700_000),
    ]  # fmt: skip
    euros = round(1371 * 2 * sum(one.persons for one in members) / 130_500)
    shares = {(one.kind, one.code): one for one in shares_of(CostRule(euros * 100), members)}
    assert round(shares[PayerKind.MUNICIPALITY, "858"].cents / 100) == 424
    county = shares[PayerKind.COUNTY, "KU"]
    assert (county.persons, round(county.cents / 100)) == (130_500, 1371)


@given(st.integers(0, 10**9), st.lists(st.integers(0, 10**7), min_size=1, max_size=40).filter(any))
def test_shares_are_the_sum_and_no_two_rounded_differently_than_by_a_cent(
    cents: int, weights: list[int]
) -> None:
    shares = share_out(cents, weights)
    assert sum(shares) == cents
    for share, weight in zip(shares, weights, strict=True):
        assert abs(share * sum(weights) - cents * weight) < sum(weights)


def test_the_rule_is_data() -> None:
    members = [Member("1", "A", 100), Member("2", "A", 100, is_on_trial=True), Member("3", None, 200)]
    rule = CostRule(10_000, municipal_percent=60, trial_percent=0)
    found = {(one.kind, one.code): one.cents for one in shares_of(rule, members)}
    assert found == {
        (PayerKind.MUNICIPALITY, "1"): 2_000, (PayerKind.MUNICIPALITY, "2"): 0,
        (PayerKind.MUNICIPALITY, "3"): 4_000, (PayerKind.COUNTY, "A"): 4_000,
    }  # fmt: skip
    without = shares_of(HALF, [Member("SE2583", None, 9_000)])  # no county to pay the other half
    assert [one.cents for one in without] == [2_900_000]
    with pytest.raises(RefusedError) as refused:
        shares_of(HALF, [])
    assert refused.value.reason is CostRefusal.NOBODY_PAYS


@pytest.mark.parametrize(
    ("typed", "cents"), [("29000", 2_900_000), ("29 000,50", 2_900_050), ("29000.5 €", 2_900_050)]
)
def test_euros_are_read_as_they_are_typed(typed: str, cents: int) -> None:
    assert read_euros(typed, "euros") == cents
    for wrong in ("", "x", "-1", "1,234", "1e3"):
        with pytest.raises(RefusedError):
            read_euros(wrong, "euros")


def test_populations_are_read_by_code_or_name_in_any_language_and_kept(
    session: Session, world: World, now: datetime
) -> None:
    read = populations_read(session, read_pasted("Kunta;Väkiluku\n205;36 500\nVasa;67000"), "populations")
    assert read == {KAJAANI: 36_500, VAASA: 67_000}
    assert keep_populations(session, world.office, 2024, persons=read, now=now) == 2
    assert keep_populations(session, world.office, 2024, persons=read, now=now) == 0
    found = {one.municipality.code: one for one in populations_in(session, world.office, 2025, language="fi")}
    assert (found[KAJAANI].persons, found[KAJAANI].year) == (36_500, 2024)
    assert found[NOKIA].year < 2024  # as the register came with it
    before = {
        one.municipality.code: one for one in populations_in(session, world.office, 2023, language="fi")
    }
    assert before[KAJAANI].persons != 36_500


@pytest.mark.parametrize(
    "text", ["Kajaani;36500\nMuumila;5", "Kajaani;36500\n205;36500", "Kajaani;36500\nVaasa;x"]
)
def test_rows_that_cannot_be_read_are_named_and_nothing_is_kept(
    session: Session, world: World, text: str
) -> None:
    with pytest.raises(RefusedError) as refused:
        populations_read(session, read_pasted(text), "populations")
    assert (refused.value.reason, refused.value.facts["lines"]) == (CostRefusal.POPULATIONS_UNREADABLE, "2")
    assert world.office.role == "national_office"


def test_a_settled_year_stays_whatever_the_populations_become(
    session: Session, world: World, now: datetime
) -> None:
    write_cost_year(session, world.office, 2026, rule=HALF, now=now)
    before = cost_table(session, world.office, 2026, language="fi")
    assert before.cents == HALF.sum_cents
    assert {one.code for one in before.shares if one.kind is PayerKind.MUNICIPALITY} == {
        KAJAANI, VAASA, NOKIA
    }  # fmt: skip
    for _ in range(2):
        settle_cost_year(session, world.office, 2026, now=now)
    keep_populations(session, world.office, 2026, persons={KAJAANI: 1}, now=now)
    assert cost_table(session, world.office, 2026, language="fi").shares == before.shares
    with pytest.raises(RefusedError) as refused:
        write_cost_year(session, world.office, 2026, rule=CostRule(1), now=now)
    assert refused.value.reason is CostRefusal.COSTS_SETTLED


def test_costs_are_the_national_offices(session: Session, world: World, now: datetime) -> None:
    for actor in (world.coordinator, world.venue, world.distributor):
        with pytest.raises(NotAllowedError):
            write_cost_year(session, actor, 2026, rule=HALF, now=now)
        with pytest.raises(NotAllowedError):
            keep_populations(session, actor, 2026, persons={KAJAANI: 1}, now=now)
        with pytest.raises(NotAllowedError):
            cost_table(session, actor, 2026, language="fi")
