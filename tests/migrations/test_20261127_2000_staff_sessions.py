"""Signed-in browsers get a row each; the number on the account that ended all of them at once goes."""

import pytest
from sqlalchemy.exc import IntegrityError

from tests.migrations.ladder import Ladder

REVISION = "a7c9e3f6b876"
SESSION = {
    "token_digest": "a" * 64, "account_id": 2, "organisation_id": 2, "began_at": "2026-11-27 08:00:00.000000",
    "proved_at": "2026-11-27 08:00:00.000000", "ends_at": "2026-11-27 20:00:00.000000",
}  # fmt: skip


def test_everybody_keeps_their_account_and_nobody_is_signed_in(ladder: Ladder) -> None:
    ladder.stand_before(REVISION)
    accounts = "SELECT id, email, name, password_hash FROM accounts ORDER BY id"
    before = ladder.ask(accounts)
    ladder.up()
    assert ladder.ask(accounts) == before
    assert ladder.ask("SELECT * FROM staff_sessions") == []


def test_a_session_is_of_an_account_and_ends_after_it_began(ladder: Ladder) -> None:
    ladder.stand_before(REVISION)
    ladder.up()
    ladder.put("staff_sessions", **SESSION)
    for wrong in ({"account_id": 99}, {"ends_at": SESSION["began_at"]}, {"organisation_id": 99}):
        with pytest.raises(IntegrityError):
            ladder.put("staff_sessions", **{**SESSION, "token_digest": "b" * 64, **wrong})


def test_the_version_before_can_make_and_sign_in_an_account_after_a_step_back(ladder: Ladder) -> None:
    ladder.stand_before(REVISION)
    ladder.up()
    ladder.put("staff_sessions", **SESSION)
    ladder.put(
        "accounts",
        id=9,
        email="nine@staff.example",
        name="Nine",
        password_hash="x",
        created_at=SESSION["began_at"],
    )
    ladder.down()
    assert set(ladder.ask("SELECT sign_in_version FROM accounts")) == {(1,)}
