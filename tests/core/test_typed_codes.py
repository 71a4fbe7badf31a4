"""Whatever scanners, keyboards and hands make of a code, it is read; what can mean two is refused."""

import json
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.core.cards.codes import check_digit, read_code, read_series
from webapp.core.cards.disguises import code_or_part, possible_codes
from webapp.core.cards.reasons import CodeRefusal
from webapp.core.errors import RefusedError
from webapp.core.secret_codes import new_secret, read_secret
from webapp.core.tables.reading import read_pasted

CONTRACT: Final = json.loads((Path(__file__).parent.parent / "contracts" / "typed_codes.json").read_text())
FINNISH: Final = '=!"#¤%&/()'
US: Final = ")!@#$%^&*("

numbers = st.integers(0, 10**8 - 1)
starts = st.builds(lambda letter, number: f"{letter}{number:08}", st.sampled_from("ABCKLOIZ"), numbers)
codes = starts.map(lambda start: start + check_digit(start))
between = st.sampled_from(["", "", " ", "-", ".", "\u00a0", "\u200b", "\u202f", "\u2013", "+", "/", ")", "_"])
wraps = st.sampled_from(
    [("", ""), ("*", "*"), ("]A0", ""), ("]C0*", "*"), ("Ä0", ""), ("(", "("), ("|", "|")]
)
suffixes = st.sampled_from(["", "\t", "\r", "\n", "\r\n"])


@pytest.mark.parametrize("case", CONTRACT["read"], ids=lambda case: f"{case['kind']}: {case['typed']!a}")
def test_what_means_one_code_is_read(case: dict[str, str]) -> None:
    assert read_code(case["typed"]) == case["code"]


@pytest.mark.parametrize("case", CONTRACT["refused"], ids=lambda case: f"{case['kind']}: {case['typed']!a}")
def test_what_means_none_or_two_is_refused(case: dict[str, str]) -> None:
    with pytest.raises(RefusedError) as refused:
        read_code(case["typed"])
    assert refused.value.reason.value == case["reason"]


@pytest.mark.parametrize("case", CONTRACT["read_exactly"], ids=lambda case: ascii(case["typed"]))
def test_a_list_that_no_hand_has_typed_is_read_without_guessing(case: dict[str, str | None]) -> None:
    lines = ["Tunnus", (case["typed"] or "").rstrip()]
    assert list(read_series(read_pasted("\n".join(lines)))) == [(2, case["code"])]


@pytest.mark.parametrize("case", CONTRACT["parts"], ids=lambda case: ascii(case["typed"]))
def test_a_search_takes_a_part_of_a_code_as_it_takes_a_whole_one(case: dict[str, str]) -> None:
    assert code_or_part(case["typed"]) == case["means"]


def hand_written(draw: st.DrawFn, code: str) -> str:
    looks = {"0": ["0", "O", "o", "\uff10"], "1": ["1", "I", "l", "i", "\uff11"]}
    letter = draw(st.sampled_from([code[0], code[0].lower()]))
    digits = [draw(st.sampled_from(looks.get(digit, [digit]))) + draw(between) for digit in code[1:]]
    return letter + draw(between) + "".join(digits)


@st.composite
def disguised(draw: st.DrawFn) -> tuple[str, str]:
    code = draw(codes)
    before, after = draw(wraps)
    return before + hand_written(draw, code) + after + draw(suffixes), code


@given(disguised())
def test_whatever_a_code_is_dressed_up_as_it_comes_back(pair: tuple[str, str]) -> None:
    typed, code = pair
    assert read_code(typed) == code


def with_shift(code: str, signs: str, how_many: int = 9) -> str:
    return code[0] + "".join(signs[int(digit)] for digit in code[1 : how_many + 1]) + code[how_many + 1 :]


@given(codes, st.sampled_from([FINNISH, US]), st.integers(1, 9))
def test_a_code_typed_with_shift_is_never_taken_for_another(code: str, signs: str, how_many: int) -> None:
    typed = with_shift(code, signs, how_many)
    others = {
        code[0] + "".join(str(other.index(sign)) for sign in typed[1 : how_many + 1]) + code[how_many + 1 :]
        for other in (FINNISH, US)
        if set(typed[1 : how_many + 1]) <= set(other)
    }
    assert possible_codes(typed) == others


@given(codes, codes, suffixes)
def test_two_cards_at_once_are_not_one(one: str, other: str, suffix: str) -> None:
    found = possible_codes(one + suffix + other + suffix)
    assert found == {one, other}


@given(st.text(max_size=40))
def test_what_is_read_is_a_code_and_reading_it_again_changes_nothing(typed: str) -> None:
    for code in possible_codes(typed):
        assert possible_codes(code) == {code}


def test_a_refusal_says_which_of_the_two_it_is() -> None:
    with pytest.raises(RefusedError) as refused:
        read_code(with_shift("A666111111", FINNISH), field="old_code")
    assert (refused.value.reason, refused.value.field) == (CodeRefusal.CODE_TWO_MEANINGS, "old_code")


@given(st.data())
def test_a_pairing_code_survives_what_a_card_code_survives(data: st.DataObject) -> None:
    secret = new_secret()
    typed = "".join(one + data.draw(between) for one in secret).lower().replace("0", "o").replace("1", "l")
    assert read_secret(f"\u2066{typed}\u2069\r\n") == secret
