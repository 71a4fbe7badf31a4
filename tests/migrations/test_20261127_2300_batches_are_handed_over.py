"""A batch's day and its line in the log are kept under the new word."""

from tests.migrations.ladder import Ladder

REVISION = "a4c7e1f93b60"
EVENTS = (
    "SELECT event FROM audit_records WHERE event IN ('batch_delivered', 'batch_handed_over', 'batch_made')"
)


def put_event(ladder: Ladder, event: str, number: int) -> None:
    ladder.put("audit_records", id=f"{number:032x}", at="2026-11-20 10:00:00.000000", event=event, facts="{}")


def test_the_day_of_handing_over_and_its_event_keep_their_rows(ladder: Ladder) -> None:
    ladder.stand_before(REVISION)
    before = ladder.ask("SELECT delivered_at FROM code_batches ORDER BY id")
    put_event(ladder, "batch_delivered", 1)
    put_event(ladder, "batch_made", 2)
    ladder.up()
    assert ladder.ask("SELECT handed_over_at FROM code_batches ORDER BY id") == before
    assert any(day for (day,) in before)
    assert sorted(ladder.ask(EVENTS)) == [("batch_handed_over",), ("batch_made",)]
    ladder.down()
    assert ladder.ask("SELECT delivered_at FROM code_batches ORDER BY id") == before
    assert sorted(ladder.ask(EVENTS)) == [("batch_delivered",), ("batch_made",)]
