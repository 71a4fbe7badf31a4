"""Card codes: any single wrong digit and any swap of neighbours is found; old series pass."""

import itertools
import json
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from webapp.core.cards.codes import (
    CardCode,
    check_digit,
    has_right_check_digit,
    new_codes,
    read_code,
    read_series,
)
from webapp.core.cards.reasons import CodeRefusal, IssuingRefusal
from webapp.core.errors import Refusal, RefusedError
from webapp.core.tables.reading import read_pasted

CONTRACT = json.loads((Path(__file__).parent.parent / "contracts" / "card_codes.json").read_text())
letters = st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
starts = st.builds(lambda letter, number: f"{letter}{number:08}", letters, st.integers(0, 10**8 - 1))
codes = starts.map(lambda start: CardCode(start + check_digit(start)))


@given(codes)
def test_a_new_code_has_the_right_check_digit(code: CardCode) -> None:
    assert has_right_check_digit(code)


@given(codes, st.integers(1, 9), st.integers(1, 9))
def test_any_single_wrong_digit_is_found(code: CardCode, position: int, difference: int) -> None:
    wrong = str((int(code[position]) + difference) % 10)
    assert not has_right_check_digit(CardCode(code[:position] + wrong + code[position + 1 :]))


@given(codes, st.integers(1, 8))
def test_any_swap_of_neighbours_is_found(code: CardCode, position: int) -> None:
    assume(code[position] != code[position + 1])
    swapped = code[:position] + code[position + 1] + code[position] + code[position + 2 :]
    assert not has_right_check_digit(CardCode(swapped))


@given(codes, letters)
def test_a_wrong_letter_is_found_unless_it_lies_ten_or_twenty_further(code: CardCode, letter: str) -> None:
    assume((ord(letter) - ord(code[0])) % 10)
    assert not has_right_check_digit(CardCode(letter + code[1:]))


@given(st.from_regex(r"[A-Z][0-9]{9}", fullmatch=True), st.booleans())
def test_a_code_is_read_whatever_its_case_and_spacing(code: str, lower: bool) -> None:
    typed = f" {code[0]} {code[1:4]}-{code[4:7]} {code[7:]}\n"
    assert read_code(typed.lower() if lower else typed) == code


@given(st.text(max_size=30))
def test_reading_gives_a_code_or_a_refusal_and_never_fails(typed: str) -> None:
    found: Refusal | None
    try:
        code = read_code(typed)
    except RefusedError as refused:
        found = refused.reason
    else:
        found = None if read_code(code) == code else IssuingRefusal.CODE_UNKNOWN
    assert found in {None, CodeRefusal.CODE_SHAPE}


@pytest.mark.parametrize("typed", CONTRACT["bad_shape"])
def test_what_is_no_code_is_refused(typed: str) -> None:
    with pytest.raises(RefusedError):
        read_code(typed)


def test_the_contract_with_the_phone_holds() -> None:
    assert all(has_right_check_digit(code) for code in CONTRACT["valid"])
    assert not any(has_right_check_digit(code) for code in CONTRACT["bad_check_digit"])
    assert {typed: read_code(typed) for typed in CONTRACT["tidied"]} == CONTRACT["tidied"]


def test_new_codes_are_many_different_and_not_in_sequence() -> None:
    made = new_codes("K", 500, taken=())
    assert len(set(made)) == 500
    assert all(code[0] == "K" and has_right_check_digit(code) for code in made)
    steps = {int(b[1:9]) - int(a[1:9]) for a, b in itertools.pairwise(made)}
    assert len(steps) > 490


def test_new_codes_avoid_those_taken() -> None:
    taken = new_codes("K", 50, taken=())
    assert not set(new_codes("K", 50, taken=taken)) & set(taken)


def test_a_series_is_read_with_heading_quotes_columns_and_empty_lines() -> None:
    lines = ["\ufeffTunnus;Painettu", '"A999123453";2019', "", "a045198723,x", "A12"]
    assert list(read_series(read_pasted("\n".join(lines)))) == [
        (2, "A999123453"),
        (4, "A045198723"),
        (5, None),
    ]
