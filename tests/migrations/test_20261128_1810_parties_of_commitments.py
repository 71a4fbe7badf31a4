"""What was in force stays so, with the parties that had accepted it; offices' become their network's."""

import pytest
from sqlalchemy.exc import IntegrityError

from tests.migrations.ladder import Ladder

REVISION = "6c1f8e20d9a4"
AT, LATER = "2026-11-20 10:00:00.000000", "2026-11-21 10:00:00.000000"
COMMITMENTS = (
    "SELECT organisation_id, network_id, kind, carried_over, in_force_from FROM commitments ORDER BY id"
)
PARTIES = "SELECT commitment_id, party, accepted_by, accepted_for FROM commitment_acceptances ORDER BY 1, 2"


def stand(ladder: Ladder) -> None:
    """Before the step, without the commitments that were carried over."""
    ladder.stand_before(REVISION)
    ladder.run("DELETE FROM commitments")


def put(ladder: Ladder, organisation_id: int, kind: str, **facts: object) -> None:
    usual = {"organisation_id": organisation_id, "version": "2022-01-13", "carried_over": False}
    ladder.put("commitments", **usual, kind=kind, **facts)


def signed(*, by: int = 4) -> dict[str, object]:
    accepted = {"accepted_by": 2, "accepted_at": AT}
    confirmed = {"confirmed_by": 4, "confirmed_for": by, "confirmed_at": LATER}
    return {**accepted, **confirmed, "in_force_from": "2026-11-21"}


def found(ladder: Ladder) -> list[tuple[object, ...]]:
    return [(*one[:3], bool(one[3]), one[4] and str(one[4])) for one in ladder.ask(COMMITMENTS)]


def test_a_partners_stays_in_force_with_the_sides_that_had_accepted_it(ladder: Ladder) -> None:
    stand(ladder)
    ladder.run("UPDATE organisations SET side = 'municipality' WHERE id = 4")
    put(ladder, 2, "partner", **signed())
    put(ladder, 3, "partner", accepted_by=2, accepted_at=AT)
    before = ladder.rows()["commitments"]
    ladder.up()
    assert found(ladder) == [
        (2, None, "partner", False, "2026-11-21"), (3, None, "partner", False, None),
    ]  # fmt: skip
    (first,), (second,) = ladder.ask("SELECT id FROM commitments ORDER BY id")
    assert ladder.ask(PARTIES) == [
        (first, "municipality", 4, 4), (first, "organisation", 2, 2), (second, "organisation", 2, 3),
    ]  # fmt: skip
    ladder.down()
    assert ladder.rows()["commitments"] == before


def test_where_the_national_office_had_accepted_it_did_so_for_the_side_that_looks_after(
    ladder: Ladder,
) -> None:
    stand(ladder)
    put(ladder, 3, "partner", **signed(by=1))
    ladder.up()
    kind = ladder.ask("SELECT kind FROM organisations WHERE id = 3")[0][0]
    side = "municipality" if kind == "venue" else "county"
    assert sorted(one[1] for one in ladder.ask(PARTIES)) == sorted(["organisation", side])


def test_those_of_two_offices_become_the_one_of_their_network(ladder: Ladder) -> None:
    stand(ladder)
    ladder.run("UPDATE organisations SET side = 'municipality' WHERE id = 4")
    ladder.put(
        "organisations", id=40, kind="coordinator", name='{"fi": "Toinen"}', network_id=1, side="county",
        is_active=True,
    )  # fmt: skip
    put(ladder, 4, "general", **signed(by=1))
    put(ladder, 40, "general", accepted_by=2, accepted_at=AT)
    ladder.up()
    assert found(ladder) == [(None, 1, "general", False, None)]
    assert [one[1:] for one in ladder.ask(PARTIES)] == [
        ("county", 2, 40), ("municipality", 2, 4), ("national_office", 4, 1),
    ]  # fmt: skip
    ladder.down()
    assert ladder.ask("SELECT organisation_id FROM commitments ORDER BY 1") == [(4,), (40,)]


def test_only_one_that_has_not_been_ended_is_to_a_version(ladder: Ladder) -> None:
    stand(ladder)
    ladder.up()
    usual = {"organisation_id": 2, "kind": "partner", "version": "2022-01-13", "carried_over": False}
    ended = {"ends_on": "2026-11-21", "ended_by": 2, "ended_for": 2, "ended_at": AT}
    with pytest.raises(IntegrityError):
        ladder.put("commitments", **usual, **ended)
    ladder.put("commitments", **usual, **ended, end_reason="Muutto")
    ladder.put("commitments", **usual)
    with pytest.raises(IntegrityError):
        ladder.put("commitments", **usual)
    with pytest.raises(IntegrityError):
        ladder.put("commitments", **{**usual, "organisation_id": None, "version": "2022-01-13"})
    ladder.down()
    assert len(ladder.rows()["commitments"]) == 1
