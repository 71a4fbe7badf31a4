"""Meetings come, and mails that invite to them; mails before stay as they are."""

import pytest
from sqlalchemy.exc import IntegrityError

from tests.migrations.ladder import Ladder
from tests.migrations.rows import uid
from tests.migrations.test_20261128_1140_mails import MAIL

REVISION = "e37a5b9c1d84"
MEETING = {
    "id": uid(971), "network_id": 1, "held_on": "2027-03-01", "invitation": "", "minutes": "",
    "decisions": "", "invited_at": None, "written_by": 4,
}  # fmt: skip


def test_a_meeting_is_of_a_network_or_of_all_and_invited_to(ladder: Ladder) -> None:
    ladder.stand_before(REVISION)
    with pytest.raises(IntegrityError):
        ladder.put("mails", **{**MAIL, "kind": "meeting"})
    ladder.up()
    ladder.put("meetings", **MEETING)
    ladder.put("meetings", **{**MEETING, "id": uid(972), "network_id": None})
    ladder.put("mails", **{**MAIL, "kind": "meeting"})
    for table, wrong in (
        ("meetings", MEETING),
        ("meetings", {**MEETING, "id": uid(973), "network_id": 99}),
        ("meetings", {**MEETING, "id": uid(973), "written_by": 99}),
        ("mails", {**MAIL, "id": uid(98), "kind": "greeting"}),
    ):
        with pytest.raises(IntegrityError):
            ladder.put(table, **wrong)


def test_going_back_forgets_invitations_and_keeps_other_mails(ladder: Ladder) -> None:
    ladder.stand_before(REVISION)
    ladder.put("mails", **MAIL)
    ladder.up()
    ladder.put("meetings", **MEETING)
    ladder.put("mails", **{**MAIL, "id": uid(99), "kind": "meeting"})
    ladder.down()
    assert ladder.ask("SELECT kind FROM mails") == [("removal",)]
