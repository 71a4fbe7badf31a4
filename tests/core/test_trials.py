"""A network plans its ten steps and its year; what has passed undone is late."""

from datetime import date, datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.factories import World
from webapp.core.accounts.actor import Actor
from webapp.core.audit.models import AuditRecord
from webapp.core.errors import NotAllowedError, NotFoundError, RefusedError
from webapp.core.free_text.checks import TellingTextError
from webapp.core.free_text.reasons import TextRefusal
from webapp.core.lists.reading import Sorting
from webapp.core.networks.models import Participation
from webapp.core.trials.actions import Plan, StepPlan, TaskPlan, plan_step, plan_task
from webapp.core.trials.queries import (
    Running,
    RunningFilter,
    RunningSearch,
    running_network,
    running_networks,
    step_of,
    task_of,
)
from webapp.core.trials.reasons import TrialRefusal
from webapp.core.trials.rules import USUAL, Progress, Responsible, Step, YearlyTask, progress, usual_day

NAME = Sorting("name")
TODAY = date(2026, 11, 22)


def step(number: Step, **facts: date | str | None) -> StepPlan:
    return StepPlan(number, Responsible.BOTH, Plan(**facts))  # type: ignore[arg-type]  # as Plan takes them


def running(session: Session, actor: Actor, network_id: int, year: int = 2026) -> Running:
    return running_network(session, actor, network_id, year=year, today=TODAY)


def changes_told(session: Session) -> int:
    told = select(func.count()).where(AuditRecord.event == "trial_step_changed")
    return session.scalar(told) or 0


def test_nothing_written_is_ten_open_steps_as_usual(session: Session, world: World) -> None:
    found = running(session, world.coordinator, world.kainuu)
    assert [one.step for one in found.steps] == list(range(1, 11))
    assert {one.progress for one in found.steps} == {Progress.OPEN}
    assert all(one.responsible is USUAL[one.step] for one in found.steps)
    assert found.next_step is not None
    assert found.next_step.step is Step.INTRODUCTION


@pytest.mark.parametrize(
    ("planned", "done", "how_far"),
    [
        (None, None, Progress.OPEN),
        (TODAY, None, Progress.PLANNED),
        (date(2026, 11, 21), None, Progress.LATE),
        (date(2026, 11, 21), TODAY, Progress.DONE),
        (None, TODAY, Progress.DONE),
    ],
)
def test_a_day_is_late_when_it_has_passed_undone(
    planned: date | None, done: date | None, how_far: Progress
) -> None:
    assert progress(planned, done, today=TODAY) is how_far


def test_a_step_is_planned_and_done_and_told_in_the_log_once(
    session: Session, world: World, now: datetime
) -> None:
    new = StepPlan(Step.PRINTING, Responsible.COUNTY, Plan(date(2026, 10, 1), None, " Valittu.\r\n"))
    plan_step(session, world.coordinator, world.kainuu, new=new, now=now)
    plan_step(session, world.coordinator, world.kainuu, new=new, now=now)  # sent twice
    found = running(session, world.coordinator, world.kainuu)
    printing = step_of(found, Step.PRINTING)
    assert printing is not None
    assert (printing.responsible, printing.notes) == (Responsible.COUNTY, "Valittu.")
    assert found.late_steps == [printing]
    assert changes_told(session) == 1
    plan_step(session, world.office, world.kainuu, new=step(Step.PRINTING, done_on=TODAY), now=now)
    found = running(session, world.office, world.kainuu)
    assert (found.late_steps, found.steps_done) == ([], 1)


def test_what_is_done_was_done_and_notes_tell_nobody(session: Session, world: World, now: datetime) -> None:
    ahead = step(Step.WORKSHOP, done_on=date(2026, 11, 23))
    with pytest.raises(RefusedError) as refused:
        plan_step(session, world.coordinator, world.kainuu, new=ahead, now=now)
    assert (refused.value.reason, refused.value.field) == (TrialRefusal.DONE_IN_FUTURE, "done_on")
    telling = step(Step.WORKSHOP, notes="Mukana 131052-308T")
    with pytest.raises(TellingTextError):
        plan_step(session, world.coordinator, world.kainuu, new=telling, now=now)
    with pytest.raises(RefusedError) as refused:
        plan_step(
            session, world.coordinator, world.kainuu, new=step(Step.WORKSHOP, notes="x" * 2001), now=now
        )
    assert (refused.value.reason, refused.value.field) == (TextRefusal.TEXT_LENGTH, "notes")


def test_a_task_has_its_usual_day_until_the_network_plans_its_own(
    session: Session, world: World, now: datetime
) -> None:
    found = running(session, world.coordinator, world.kainuu)
    assert [one.planned_on for one in found.tasks] == sorted(usual_day(one, 2026) for one in YearlyTask)
    late = {one.task for one in found.late_tasks}
    assert late == {one for one in YearlyTask if usual_day(one, 2026) < TODAY}
    plan = TaskPlan(YearlyTask.BRIEFING, 2026, Plan(date(2026, 12, 10)))
    plan_task(session, world.coordinator, world.kainuu, new=plan, now=now)
    briefing = task_of(running(session, world.coordinator, world.kainuu), YearlyTask.BRIEFING)
    assert briefing is not None
    assert (briefing.progress, briefing.has_own_day) == (Progress.PLANNED, True)
    # Another year has its own.
    other = task_of(running(session, world.coordinator, world.kainuu, 2027), YearlyTask.BRIEFING)
    assert other is not None
    assert other.planned_on == usual_day(YearlyTask.BRIEFING, 2027)


def test_a_year_asks_nothing_of_the_time_before_issuing_began(
    session: Session, world: World, now: datetime
) -> None:
    began = step(Step.ISSUING, done_on=date(2026, 9, 1))
    plan_step(session, world.coordinator, world.kainuu, new=began, now=now)
    tasks = {one.task for one in running(session, world.coordinator, world.kainuu).tasks}
    assert tasks == {YearlyTask.MATERIAL, YearlyTask.FEEDBACK_MEETING}


def test_a_network_that_gives_no_cards_yet_has_no_year(session: Session, world: World) -> None:
    for one in session.scalars(select(Participation).where(Participation.network_id == world.kainuu)):
        one.state = "coming"
    session.flush()
    assert running(session, world.coordinator, world.kainuu).tasks == []


def test_a_coordinator_runs_their_own_network_and_partners_none(
    session: Session, world: World, now: datetime
) -> None:
    with pytest.raises(NotFoundError):
        running(session, world.coordinator, world.ostrobothnia)
    with pytest.raises(NotFoundError):
        plan_step(session, world.coordinator, world.ostrobothnia, new=step(Step.USERS), now=now)
    for actor in (world.venue, world.distributor):
        with pytest.raises(NotAllowedError):
            running(session, actor, world.kainuu)
        plan = TaskPlan(YearlyTask.COSTS, 2026, Plan())
        with pytest.raises(NotAllowedError):
            plan_task(session, actor, world.kainuu, new=plan, now=now)
    with pytest.raises(NotAllowedError):
        running_networks(session, world.coordinator, RunningSearch(), today=TODAY, language="fi")


def test_the_national_office_finds_networks_by_how_far_they_are(
    session: Session, world: World, now: datetime
) -> None:
    for number in (Step.INTRODUCTION, Step.WORKING_PAIR):
        plan_step(session, world.office, world.kainuu, new=step(number, done_on=TODAY), now=now)
    missed = step(Step.TRAINING, planned_on=date(2026, 1, 1))
    plan_step(session, world.office, world.ostrobothnia, new=missed, now=now)

    def names(search: RunningSearch, sorting: Sorting = NAME) -> list[str]:
        found = running_networks(session, world.office, search, today=TODAY, language="fi")
        return [one.network.name["fi"] for one in found.everything(session, sorting)]

    assert names(RunningSearch()) == ["Kainuu", "Pirkanmaa", "Pohjanmaa"]
    assert names(RunningSearch(which=RunningFilter.TRIAL)) == ["Pirkanmaa"]
    assert names(RunningSearch(which=RunningFilter.PREPARING)) == []
    assert names(RunningSearch("vaasa")) == ["Pohjanmaa"]
    assert names(RunningSearch(), Sorting("late", is_descending=True))[0] == "Pohjanmaa"
    assert names(RunningSearch(), Sorting("trial_end"))[0] == "Pirkanmaa"
    assert names(RunningSearch(), Sorting("steps"))[-1] == "Kainuu"
