"""Sessions say by what they were begun, and people get second factors; going back takes both away."""

import pytest
from sqlalchemy.exc import IntegrityError

from tests.migrations.ladder import Ladder
from tests.migrations.rows import uid

REVISION = "5b7e0d9c3a61"
_THEN, _LATER = "2026-11-28 08:00:00.000000", "2026-11-28 20:00:00.000000"
SESSION_BEFORE = {
    "token_digest": "a" * 64, "account_id": 2, "organisation_id": 2, "began_at": _THEN, "proved_at": _THEN,
    "ends_at": _LATER,
}  # fmt: skip
SESSION = {**SESSION_BEFORE, "id": uid(81), "proof": "factor", "browser": "computer", "last_used_at": _THEN}
PASSKEY = {
    "id": uid(82), "account_id": 2, "name": "Kassan kone", "credential_id": b"one", "public_key": b"key",
    "sign_count": 0, "added_at": _THEN,
}  # fmt: skip
APP = {"account_id": 2, "secret": "A" * 32, "last_step": 59_000_000, "added_at": _THEN}
CODE = {"code_digest": "c" * 64, "account_id": 2, "made_at": _THEN}
BEGUN = {"token_digest": "d" * 64, "account_id": 2, "began_at": _THEN, "ends_at": _LATER}


def test_accounts_stay_and_everybody_signs_in_once_more(ladder: Ladder) -> None:
    ladder.stand_before(REVISION)
    ladder.put("staff_sessions", **SESSION_BEFORE)
    accounts = "SELECT id, email, name, password_hash FROM accounts ORDER BY id"
    before = ladder.ask(accounts)
    ladder.up()
    assert ladder.ask(accounts) == before
    assert ladder.ask("SELECT * FROM staff_sessions") == []


def test_factors_and_sessions_are_of_an_account_and_hold_what_they_may(ladder: Ladder) -> None:
    ladder.stand_before(REVISION)
    ladder.up()
    rows = {
        "staff_sessions": SESSION, "staff_passkeys": PASSKEY, "authenticator_apps": APP,
        "recovery_codes": CODE, "begun_sign_ins": BEGUN,
    }  # fmt: skip
    for table, row in rows.items():
        ladder.put(table, **row)
    for table, wrong in (
        ("staff_sessions", {"token_digest": "b" * 64, "id": uid(83), "proof": "guess"}),
        ("staff_sessions", {"token_digest": "b" * 64, "id": uid(83), "browser": "fridge"}),
        ("staff_sessions", {"token_digest": "b" * 64}),
        ("staff_passkeys", {"id": uid(84), "credential_id": b"two", "sign_count": -1}),
        ("staff_passkeys", {"id": uid(84)}),
        ("staff_passkeys", {"id": uid(84), "credential_id": b"two", "account_id": 99}),
        ("authenticator_apps", {}),
        ("recovery_codes", {"code_digest": "e" * 64, "account_id": 99}),
        ("begun_sign_ins", {"token_digest": "f" * 64, "ends_at": _THEN}),
    ):
        with pytest.raises(IntegrityError):
            ladder.put(table, **{**rows[table], **wrong})


def test_going_back_forgets_factors_and_sessions_and_keeps_people(ladder: Ladder) -> None:
    ladder.stand_before(REVISION)
    ladder.up()
    ladder.put("staff_sessions", **SESSION)
    ladder.put("staff_passkeys", **PASSKEY)
    ladder.down()
    ladder.put("staff_sessions", **SESSION_BEFORE)
    assert ladder.ask("SELECT count(*) FROM staff_sessions") == [(1,)]
    assert ladder.ask("SELECT count(*) FROM accounts") == [(4,)]
