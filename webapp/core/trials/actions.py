"""Plan a network's steps and yearly tasks, and say that they are done."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from webapp.core.accounts.actor import Actor
from webapp.core.accounts.acts import record_act
from webapp.core.calendar import day_in_finland
from webapp.core.free_text.notes import check_notes
from webapp.core.networks.models import Network
from webapp.core.partners.queries import looked_after_network
from webapp.core.trials.events import TrialStepChanged, YearlyTaskChanged
from webapp.core.trials.models import TrialStep, YearlyTaskState
from webapp.core.trials.rules import Responsible, Step, YearlyTask, check_done


@dataclass(frozen=True, slots=True)
class Plan:
    """When something is planned, when it was done, and what is to be remembered of it."""

    planned_on: date | None = None
    done_on: date | None = None
    notes: str = ""


@dataclass(frozen=True, slots=True)
class StepPlan:
    """A step, who sees to it, and when."""

    step: Step
    responsible: Responsible
    plan: Plan


@dataclass(frozen=True, slots=True)
class TaskPlan:
    """A task of a year, and when."""

    task: YearlyTask
    year: int
    plan: Plan


def plan_step(session: Session, actor: Actor, network_id: int, *, new: StepPlan, now: datetime) -> None:
    """Write down who sees to a step, and when; what is so already changes nothing.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
        RefusedError: DONE_IN_FUTURE, TEXT_LENGTH or TEXT_IDENTITY_CODE.
    """
    _lock(session, actor, network_id)
    row = session.get(TrialStep, (network_id, new.step)) or TrialStep(network_id=network_id, step=new.step)
    facts = {**_checked(new.plan, now=now), "responsible": new.responsible}
    if _change(session, actor, row, facts=facts):
        record_act(session, actor, TrialStepChanged(network_id, new.step), now=now)


def plan_task(session: Session, actor: Actor, network_id: int, *, new: TaskPlan, now: datetime) -> None:
    """Write down when a task of a year is planned, and that it is done; what is so already changes nothing.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
        RefusedError: DONE_IN_FUTURE, TEXT_LENGTH or TEXT_IDENTITY_CODE.
    """
    _lock(session, actor, network_id)
    key = {"network_id": network_id, "year": new.year, "task": new.task}
    row = session.get(YearlyTaskState, tuple(key.values())) or YearlyTaskState(**key)
    if _change(session, actor, row, facts=_checked(new.plan, now=now)):
        record_act(session, actor, YearlyTaskChanged(network_id, new.year, new.task), now=now)


def _lock(session: Session, actor: Actor, network_id: int) -> None:
    looked_after_network(session, actor, network_id)
    # Two people may write of the same step for the first time at once.
    session.get_one(Network, network_id, with_for_update=True)


def _checked(plan: Plan, *, now: datetime) -> dict[str, Any]:
    check_done(plan.done_on, today=day_in_finland(now))
    notes = check_notes(plan.notes, "notes")
    return {"planned_on": plan.planned_on, "done_on": plan.done_on, "notes": notes}


def _change(
    session: Session, actor: Actor, row: TrialStep | YearlyTaskState, *, facts: dict[str, Any]
) -> bool:
    if all(getattr(row, name) == value for name, value in facts.items()):
        return False
    for name, value in facts.items():
        setattr(row, name, value)
    row.updated_by = actor.account_id
    session.add(row)
    session.flush()
    return True
