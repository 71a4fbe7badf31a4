"""A typed secret: what it forgives, what it finds, and what is told before the register is asked."""

import json
from datetime import datetime
from itertools import combinations
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event
from sqlalchemy.orm import Session

from tests.factories import World, personal_card
from webapp.core.cards.disguises import possible_codes
from webapp.core.devices.reasons import DeviceRefusal
from webapp.core.devices.rules import read_enrolment_code
from webapp.core.errors import Refusal, RefusedError
from webapp.core.identifiers import digest
from webapp.core.omakaiku.phones.actions import make_slip, pair_phone
from webapp.core.omakaiku.phones.models import Pairing
from webapp.core.omakaiku.phones.reasons import PhoneRefusal
from webapp.core.omakaiku.phones.rules import read_pairing_code
from webapp.core.secret_codes import LONG, SHORT, check_characters, new_secret, read_secret

CONTRACT: Final = json.loads((Path(__file__).parent.parent / "contracts" / "pairing_codes.json").read_text())
ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
READINGS: Final = {
    None: "well-formed",
    PhoneRefusal.PAIRING_MISTYPED: "mistyped",
    PhoneRefusal.PAIRING_IS_CARD_CODE: "card-code",
}

starts = st.sampled_from([SHORT, LONG]).flatmap(
    lambda length: st.text(ALPHABET, min_size=length, max_size=length)
)
secrets = starts.map(lambda start: start + check_characters(start))


def refusal_of(typed: str) -> Refusal | None:
    try:
        read_pairing_code(typed)
    except RefusedError as refused:
        return refused.reason
    return None


@pytest.mark.parametrize("case", CONTRACT, ids=lambda case: f"{case['kind']}: {case['typed']!a}")
def test_the_browser_and_the_register_read_alike(case: dict[str, str]) -> None:
    assert READINGS[refusal_of(case["typed"])] == case["reading"]  # type: ignore[index]


@given(secrets, st.data())
def test_every_one_and_every_two_wrong_characters_are_found(secret: str, data: st.DataObject) -> None:
    places = data.draw(st.sets(st.integers(0, len(secret) - 1), min_size=1, max_size=2))
    changed = [
        data.draw(st.sampled_from(ALPHABET.replace(one, ""))) if at in places else one
        for at, one in enumerate(secret)
    ]
    assert refusal_of("".join(changed)) is PhoneRefusal.PAIRING_MISTYPED


def test_every_swap_is_found() -> None:
    secret = new_secret(SHORT)
    for one, other in combinations(range(len(secret)), 2):
        swapped = list(secret)
        swapped[one], swapped[other] = secret[other], secret[one]
        assert swapped == list(secret) or read_secret("".join(swapped), (SHORT,)) is None


@given(secrets, st.integers(0, LONG))
def test_a_forgotten_character_is_found(secret: str, place: int) -> None:
    place %= len(secret)
    assert refusal_of(secret[:place] + secret[place + 1 :]) is PhoneRefusal.PAIRING_MISTYPED


@given(secrets)
def test_no_new_secret_looks_like_a_cards_code(secret: str) -> None:
    assert not possible_codes(secret)


def test_secrets_differ_and_come_back_from_whatever_they_are_typed_as() -> None:
    secret = new_secret()
    typed = "-".join(secret[start : start + 4] for start in range(0, 28, 4)).lower().replace("0", "o")
    assert read_secret(typed) == secret
    assert len({new_secret(SHORT) for _ in range(1000)}) == 1000


def test_an_enrolment_code_is_as_long_as_a_qrs() -> None:
    secret = new_secret()
    assert read_enrolment_code(secret) == secret
    for wrong in (new_secret(SHORT), "A999123453", secret[1:]):
        with pytest.raises(RefusedError) as refused:
            read_enrolment_code(wrong)
        assert (refused.value.reason, refused.value.field) == (DeviceRefusal.ENROLMENT_MISTYPED, "secret")


def test_a_slip_printed_before_check_characters_works_as_long_as_it_is_valid(
    session: Session, world: World, now: datetime
) -> None:
    held = personal_card(session, world.distributor, world.codes[0], now=now)
    make_slip(session, world.distributor, held.card.id, now=now)
    session.query(Pairing).update({"secret_digest": digest("7K3Q0XW12FHB")})
    with pytest.raises(RefusedError):
        pair_phone(session, "7K3Q OXW1 2FHD", now=now)
    assert pair_phone(session, "7k3q oxwl 2fhb", now=now)


def test_the_register_is_not_asked_what_can_be_told_without_it(
    session: Session, world: World, now: datetime
) -> None:
    asked: list[str] = []
    connection = session.connection()
    event.listen(connection, "before_cursor_execute", lambda *facts: asked.append(facts[2]))
    secret = new_secret(SHORT)
    for typed in ("", secret[1:], secret[1] + secret[0] + secret[2:], world.codes[0]):
        if typed != secret:
            with pytest.raises(RefusedError):
                pair_phone(session, typed, now=now)
    assert asked == []
    with pytest.raises(RefusedError) as refused:
        pair_phone(session, secret, now=now)
    assert (refused.value.reason, bool(asked)) == (PhoneRefusal.PAIRING_INVALID, True)
