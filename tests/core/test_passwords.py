"""A password is the same one whichever way a keyboard spells it, and hashes from before go on working."""

import unicodedata

import pytest
from argon2 import PasswordHasher

from webapp.core.accounts.passwords import hash_password, matches_password
from webapp.core.accounts.reasons import AccountRefusal
from webapp.core.errors import RefusedError

WORDS = "neljä vihreää aasia lentää"
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def spelled(form: str, text: str = WORDS) -> str:
    return unicodedata.normalize(form, text)  # type: ignore[arg-type]  # one of its four names


@pytest.mark.parametrize("chosen", ["NFC", "NFD", "NFKC"])
def test_one_word_is_one_word_in_every_spelling(chosen: str) -> None:
    kept = hash_password(spelled(chosen))
    assert [matches_password(kept, spelled(form)) for form in ("NFC", "NFD", "NFKD")] == [True] * 3
    assert not matches_password(kept, WORDS.replace("ä", "a"))


def test_a_hash_from_before_there_was_one_spelling_matches_what_was_typed_then() -> None:
    for text in (spelled("NFD"), "½ litraa maitoa ja kahvia"):  # ½ becomes three signs
        assert matches_password(QUICK.hash(text), text)
    assert matches_password(QUICK.hash(spelled("NFC")), spelled("NFD"))


def test_the_length_is_that_of_the_one_spelling() -> None:
    with pytest.raises(RefusedError) as refused:
        hash_password(spelled("NFD", "äöäöäöäöäöäöäö"))  # fourteen, written as twenty-eight
    assert refused.value.reason is AccountRefusal.PASSWORD_TOO_SHORT


def test_half_a_sign_is_no_password_and_no_error() -> None:
    assert not matches_password(QUICK.hash(WORDS), "\ud83d" + WORDS)
    assert not matches_password(None, WORDS)
