"""An outbox, links to a new password and known browsers come; everything before stays as it is."""

import pytest
from sqlalchemy.exc import IntegrityError

from tests.migrations.ladder import Ladder
from tests.migrations.rows import uid

REVISION = "8e1f4c6a2b97"
_THEN, _LATER = "2026-11-28 08:00:00.000000", "2026-11-28 20:00:00.000000"
MAIL = {
    "id": uid(91), "kind": "removal", "language": "fi", "state": "waiting", "address": "a@staff.example",
    "facts": "{}", "made_at": _THEN, "due_at": _THEN, "useful_until": _LATER, "tries": 0,
}  # fmt: skip
LINK = {"account_id": 2, "secret_digest": "a" * 64, "made_at": _THEN, "expires_at": _LATER}
BROWSER = {"browser_digest": "b" * 64, "account_id": 2, "last_used_at": _THEN}


def test_rows_hold_what_they_may_and_are_of_an_account(ladder: Ladder) -> None:
    ladder.stand_before(REVISION)
    ladder.up()
    ladder.put("mails", **MAIL)
    ladder.put("password_links", **LINK)
    ladder.put("known_browsers", **BROWSER)
    for table, wrong in (
        ("mails", {**MAIL, "id": uid(92), "kind": "greeting"}),
        ("mails", {**MAIL, "id": uid(92), "state": "lost"}),
        ("mails", {**MAIL, "id": uid(92), "state": "sent"}),  # its address would stay
        ("mails", {**MAIL, "id": uid(92), "state": "sent", "address": None}),  # and its secret
        ("mails", {**MAIL, "id": uid(92), "address": None}),
        ("mails", {**MAIL, "id": uid(92), "tries": -1}),
        ("mails", {**MAIL, "id": uid(92), "useful_until": _THEN}),
        ("password_links", {**LINK, "secret_digest": "c" * 64}),  # a second one for the same person
        ("password_links", {**LINK, "account_id": 3}),  # the same secret
        ("password_links", {**LINK, "account_id": 99, "secret_digest": "c" * 64}),
        ("known_browsers", {**BROWSER, "browser_digest": "c" * 64, "account_id": 99}),
    ):
        with pytest.raises(IntegrityError):
            ladder.put(table, **wrong)
    ladder.put("mails", **{**MAIL, "id": uid(93), "state": "given_up", "address": None, "facts": None})


def test_going_back_forgets_mails_and_keeps_people(ladder: Ladder) -> None:
    ladder.stand_before(REVISION)
    accounts = "SELECT id, email, name, password_hash FROM accounts ORDER BY id"
    before = ladder.ask(accounts)
    ladder.up()
    ladder.put("mails", **MAIL)
    ladder.put("password_links", **LINK)
    ladder.put("known_browsers", **BROWSER)
    assert ladder.ask(accounts) == before
    ladder.down()
    assert ladder.ask(accounts) == before
