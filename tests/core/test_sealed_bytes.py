"""The sealed list's bytes: the same for Python and TypeScript."""

import base64
import json
from datetime import date, datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis.strategies import booleans, dates, dictionaries, integers, sampled_from

from tests.support.card_list_reader import read_condensed
from webapp.core.cards.listing import (
    COMMUNITY,
    DAY_SHIFT,
    FIRST_DAY,
    LAST_DAY,
    MOST_CHILDREN_LISTED,
    OTHER_REASON,
    REASON_BITS,
    REASON_SHIFT,
    REASONS_LISTED,
    ListVersion,
    first_listed_entry,
    list_entry,
    oldest_listed_day,
)
from webapp.core.cards.reasons import CardRefusal
from webapp.core.cards.validity import CardKind, CardStatus, Validity, why_not_valid
from webapp.core.devices import sealed
from webapp.core.devices.condensed import LEAST_ROOM, condense
from webapp.core.devices.sealed import Heading, ListKind, Whole, pack, seal

TODAY = date(2026, 11, 22)
CONTRACT = json.loads((Path(__file__).parent.parent / "contracts" / "list_entries.json").read_text())
LISTS = [f"{one['kind']}, {len(one['entries'])} cards, version {one['version']}" for one in CONTRACT["lists"]]


@pytest.mark.parametrize("case", CONTRACT["entries"], ids=str)
def test_an_entry_is_what_the_contract_says(case: dict[str, Any]) -> None:
    validity = Validity(
        CardStatus(case["status"]), date.fromisoformat(case["valid_until"]), is_replaced=case["is_replaced"]
    )
    assert list_entry(CardKind(case["kind"]), validity, case["children"]) == case["entry"]


@pytest.mark.parametrize("case", CONTRACT["sealed"], ids=lambda case: case["code"])
def test_a_sealed_entry_is_what_the_contract_says(case: dict[str, Any]) -> None:
    key = base64.b64decode(case["key_base64"])
    sealed = bytes.fromhex(case["hex"])
    assert seal(key, [(case["code"], case["entry"])]) == [(int.from_bytes(sealed[:6]), case["entry"])]


@pytest.mark.parametrize("case", CONTRACT["lists"], ids=LISTS)
def test_an_answer_is_what_the_contract_says(case: dict[str, Any]) -> None:
    count = case["whole_count"]
    heading = Heading(
        ListKind[case["kind"].upper()],
        date.fromisoformat(case["oldest_listed_day"]),
        case["cursor"],
        datetime.fromisoformat(case["made_at"]),
        None if count is None else Whole(count, case["whole_sum"]),
        ListVersion(case["version"]),
    )
    entries = [(one["code"], one["entry"]) for one in case["entries"]]
    assert pack(heading, seal(base64.b64decode(case["key_base64"]), entries)).hex() == case["hex"]


def test_the_reasons_have_the_places_that_the_contract_gives_them() -> None:
    assert {reason.value: number for reason, number in REASONS_LISTED.items()} == CONTRACT["reasons"]
    assert CONTRACT["other_reason"] == OTHER_REASON


def test_every_reason_but_the_days_has_a_place_of_its_own() -> None:
    """A reason without a number reads as "not valid" all the same; here it is missed."""
    of_the_day = {CardRefusal.CARD_NOT_REGISTERED, CardRefusal.CARD_EXPIRED}
    assert set(REASONS_LISTED) == set(CardRefusal) - of_the_day
    numbers = set(REASONS_LISTED.values())
    assert len(numbers) == len(REASONS_LISTED)
    assert numbers < set(range(1, OTHER_REASON))


def test_the_verdict_knows_no_other_reasons() -> None:
    days = (TODAY, TODAY - timedelta(days=1))
    states = [
        Validity(status, day, is_replaced=old)
        for status, day, old in product(CardStatus, days, (True, False))
    ]
    found = {why_not_valid(state, TODAY) for state in [None, *states]}
    assert found == {None, *CardRefusal}


def test_a_reason_without_a_place_is_not_valid_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(REASONS_LISTED, CardRefusal.CARD_ENDED)
    entry = list_entry(CardKind.PERSONAL, Validity(CardStatus.ENDED, TODAY), 2)
    assert entry >> REASON_SHIFT & REASON_BITS == OTHER_REASON
    assert entry & MOST_CHILDREN_LISTED == 2


@given(
    kind=sampled_from(CardKind), status=sampled_from(CardStatus), is_replaced=booleans(),
    valid_until=dates(FIRST_DAY, LAST_DAY), children=integers(0, MOST_CHILDREN_LISTED),
)  # fmt: skip
def test_an_entry_tells_back_what_was_put_into_it(
    kind: CardKind, status: CardStatus, is_replaced: bool, valid_until: date, children: int
) -> None:
    validity = Validity(status, valid_until, is_replaced=is_replaced)
    entry = list_entry(kind, validity, children)
    assert 0 <= entry < 1 << 24
    assert FIRST_DAY + timedelta(days=entry >> DAY_SHIFT) == valid_until
    assert (entry & COMMUNITY != 0) is (kind is CardKind.COMMUNITY)
    assert entry & MOST_CHILDREN_LISTED == children
    reasons = {number: reason for reason, number in REASONS_LISTED.items()}
    reason = reasons.get(entry >> REASON_SHIFT & REASON_BITS)
    assert reason == why_not_valid(validity, valid_until)
    assert (entry >= first_listed_entry(TODAY)) is (valid_until >= oldest_listed_day(TODAY))


def test_of_two_codes_with_one_seal_one_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealed, "_SEAL_BYTES", 1)  # then some of a thousand codes are sure to meet
    seals = [one for one, _ in seal(bytes(32), ((f"A{number:09}", 1) for number in range(1_000)))]
    assert len(seals) <= 256
    assert seals == sorted(set(seals))


SEALS = integers(0, (1 << 48) - 1)
ENTRIES = integers(0, (1 << 24) - 1)


@given(cards=dictionaries(SEALS, ENTRIES, max_size=60))
def test_a_condensed_list_tells_back_every_card_under_its_scaled_seal(cards: dict[int, int]) -> None:
    span, found = read_condensed(condense(sorted(cards.items())), len(cards))
    assert dict(found) == {seal * span >> 48: entry for seal, entry in cards.items()}
    assert len(found) == len(cards)


@pytest.mark.parametrize("count", [0, 1, 1_000, 3_000])
def test_a_list_of_any_size_has_room_for_four_million_seals_a_card_and_some_more_cards(
    count: int,
) -> None:
    cards = seal(bytes(32), ((f"A{number:09}", 4350 << DAY_SHIFT) for number in range(count)))
    span, found = read_condensed(condense(cards), count)
    assert len(found) == count
    room = span >> 22
    assert room >= LEAST_ROOM
    assert count * 17 // 16 <= room <= max(LEAST_ROOM, count * 17 // 16)


def test_seals_that_would_become_one_get_a_wider_span() -> None:
    cards = [(0, 1), (1, 2), (1 << 40, 3)]
    span, found = read_condensed(condense(cards), len(cards))
    assert span == 1 << 48
    assert list(found) == cards


def test_a_card_takes_little_more_than_half_of_what_it_took() -> None:
    entries = ((f"A{number:09}", (4000 + number % 883) << DAY_SHIFT | number % 3) for number in range(3_000))
    assert len(condense(seal(bytes(32), entries))) / 3_000 < 5.5
