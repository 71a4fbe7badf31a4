"""One invitation is open for an address and an organisation; an office without a contact person gets one."""

import pytest
from sqlalchemy.exc import IntegrityError

from tests.migrations.ladder import Ladder
from tests.migrations.rows import uid

REVISION = "c4e82b6f1d90"
_MADE = ("2026-11-20 08:00:00.000000", "2026-11-21 08:00:00.000000", "2026-11-22 08:00:00.000000")


def invitation(number: int, made_at: str, **facts: object) -> dict[str, object]:
    return {
        "id": uid(900 + number), "secret_digest": f"{number:064}", "organisation_id": 3,
        "email": "twice@staff.example", "as_contact_person": False, "made_by": 1, "made_at": made_at,
        "expires_at": "2026-11-29 08:00:00.000000", **facts,
    }  # fmt: skip


def test_of_several_that_were_open_the_latest_stays(ladder: Ladder) -> None:
    ladder.stand_before(REVISION)
    for number, made_at in enumerate(_MADE):
        ladder.put("invitations", **invitation(number, made_at))
    ladder.put("invitations", **invitation(7, _MADE[0], used_at=_MADE[1]))
    ladder.put("invitations", **invitation(8, _MADE[0], organisation_id=2))
    ladder.up()
    unused = (
        "SELECT secret_digest FROM invitations WHERE withdrawn_at IS NULL AND email = 'twice@staff.example'"
    )
    assert sorted(ladder.ask(unused)) == [(f"{number:064}",) for number in (2, 7, 8)]
    with pytest.raises(IntegrityError):
        ladder.put("invitations", **invitation(9, _MADE[2]))
    ladder.put("invitations", **invitation(10, _MADE[2], withdrawn_at=_MADE[2]))


def test_offices_without_a_contact_person_get_the_one_who_came_first(ladder: Ladder) -> None:
    ladder.stand_before(REVISION)
    ladder.run("UPDATE memberships SET is_contact_person = false WHERE organisation_id IN (1, 2)")
    for account_id, since in ((3, "2020-01-01 08:00:00.000000"), (4, "2019-01-01 08:00:00.000000")):
        for organisation_id in (1, 2):
            ladder.put(
                "memberships", account_id=account_id, organisation_id=organisation_id,
                is_contact_person=False, since=since,
            )  # fmt: skip
    ladder.up()
    contacts = "SELECT account_id, organisation_id FROM memberships WHERE is_contact_person ORDER BY 2, 1"
    assert ladder.ask(contacts) == [(4, 1), (3, 3), (4, 4)]


def test_going_back_makes_nothing_good_again(ladder: Ladder) -> None:
    ladder.stand_before(REVISION)
    ladder.put("invitations", **invitation(1, _MADE[0]))
    ladder.up()
    ladder.run("UPDATE invitations SET withdrawn_at = made_at WHERE email = 'twice@staff.example'")
    ladder.down()
    assert ladder.ask("SELECT count(*) FROM invitations WHERE email = 'twice@staff.example'") == [(0,)]
