"""There is a table of forms that wait for their browser; going back lets go of them."""

import pytest
from sqlalchemy.exc import IntegrityError

from tests.migrations.ladder import Ladder

REVISION = "6a1c3e95d7b2"
FORM = {
    "id": "0192f3c4b5a67d8e9f00112233445566", "browser_digest": "a" * 64, "sealed": b"x",
    "ends_at": "2026-11-28 12:00:00.000000",
}  # fmt: skip


def test_every_part_of_a_form_is_needed(ladder: Ladder) -> None:
    ladder.stand_before(REVISION)
    ladder.up()
    ladder.put("unsent_forms", **FORM)
    for part in ("browser_digest", "sealed", "ends_at"):
        with pytest.raises(IntegrityError):
            ladder.put("unsent_forms", **{**FORM, "id": "f" * 32, part: None})


def test_going_back_and_up_again_begins_anew(ladder: Ladder) -> None:
    ladder.stand_before(REVISION)
    ladder.up()
    ladder.put("unsent_forms", **FORM)
    ladder.down()
    ladder.up()
    assert ladder.ask("SELECT * FROM unsent_forms") == []
