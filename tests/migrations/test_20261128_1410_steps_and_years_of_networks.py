"""Steps and yearly tasks come, each once for a network; everything before stays as it is."""

import pytest
from sqlalchemy.exc import IntegrityError

from tests.migrations.ladder import Ladder

REVISION = "2d9c41e7b586"
PLAN = {
    "network_id": 1, "planned_on": "2027-01-15", "done_on": None, "notes": "", "updated_by": 4,
}  # fmt: skip
STEP = {**PLAN, "step": 9, "responsible": "county"}
TASK = {**PLAN, "year": 2027, "task": "briefing"}


def test_a_step_and_a_task_are_written_once_and_of_what_there_is(ladder: Ladder) -> None:
    ladder.stand_before(REVISION)
    ladder.up()
    ladder.put("trial_steps", **STEP)
    ladder.put("yearly_tasks", **TASK)
    for table, wrong in (
        ("trial_steps", STEP),
        ("trial_steps", {**STEP, "step": 11}),
        ("trial_steps", {**STEP, "step": 1, "responsible": "nobody"}),
        ("trial_steps", {**STEP, "step": 1, "network_id": 99}),
        ("yearly_tasks", TASK),
        ("yearly_tasks", {**TASK, "year": 1999}),
        ("yearly_tasks", {**TASK, "task": "party"}),
        ("yearly_tasks", {**TASK, "task": "costs", "updated_by": 99}),
    ):
        with pytest.raises(IntegrityError):
            ladder.put(table, **wrong)


def test_going_back_forgets_plans_and_keeps_networks(ladder: Ladder) -> None:
    ladder.stand_before(REVISION)
    networks = "SELECT id, county_code FROM networks ORDER BY id"
    before = ladder.ask(networks)
    ladder.up()
    ladder.put("trial_steps", **STEP)
    ladder.put("yearly_tasks", **TASK)
    ladder.down()
    assert ladder.ask(networks) == before
