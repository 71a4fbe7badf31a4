"""How far networks are: one for those who run it, all of them for the national office."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.core.accounts.actor import Actor
from webapp.core.accounts.roles import Permission
from webapp.core.lists.reading import AtHand, Sorting
from webapp.core.names import name_key
from webapp.core.networks.models import Network
from webapp.core.networks.operating_model import BEGUN
from webapp.core.networks.queries import networks_found
from webapp.core.partners.queries import looked_after_network
from webapp.core.trials.models import Meeting, TrialStep, YearlyTaskState
from webapp.core.trials.rules import USUAL, Progress, Responsible, Step, YearlyTask, progress, usual_day


@dataclass(frozen=True, slots=True)
class StepState:
    """A step as a network has it."""

    step: Step
    responsible: Responsible
    planned_on: date | None
    done_on: date | None
    notes: str
    progress: Progress


@dataclass(frozen=True, slots=True)
class TaskState:
    """A task of a year as a network has it; planned for the usual day unless it `has_own_day`."""

    task: YearlyTask
    year: int
    planned_on: date
    has_own_day: bool
    done_on: date | None
    notes: str
    progress: Progress


@dataclass(frozen=True, slots=True)
class Running:
    """A network's steps, its tasks of one year, and the last day of its trial, if some of it is on trial."""

    network: Network
    steps: Sequence[StepState]
    tasks: Sequence[TaskState]
    trial_ends_on: date | None

    @property
    def late_steps(self) -> Sequence[StepState]:
        """Those whose day has passed."""
        return [one for one in self.steps if one.progress is Progress.LATE]

    @property
    def late_tasks(self) -> Sequence[TaskState]:
        """Those whose day has passed."""
        return [one for one in self.tasks if one.progress is Progress.LATE]

    @property
    def late(self) -> int:
        """How many things are late."""
        return len(self.late_steps) + len(self.late_tasks)

    @property
    def steps_done(self) -> int:
        """Of the ten."""
        return sum(one.progress is Progress.DONE for one in self.steps)

    @property
    def next_step(self) -> StepState | None:
        """The first that is not done."""
        return next((one for one in self.steps if one.progress is not Progress.DONE), None)


class RunningFilter(StrEnum):
    """Which networks to list."""

    LATE = "late"
    TRIAL = "trial"
    PREPARING = "preparing"


@dataclass(frozen=True, slots=True)
class RunningSearch:
    """What to look for among the networks; what is empty leaves it open."""

    word: str = ""
    which: RunningFilter | None = None


def running_network(session: Session, actor: Actor, network_id: int, *, year: int, today: date) -> Running:
    """A network's steps and its tasks of a year.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
    """
    network = looked_after_network(session, actor, network_id)
    return _running(session, [network], year=year, today=today)[0]


def step_of(running: Running, step: int) -> StepState | None:
    """One of a network's ten, or None."""
    return next((one for one in running.steps if one.step == step), None)


def task_of(running: Running, task: str) -> TaskState | None:
    """One of a network's tasks in its year, or None."""
    return next((one for one in running.tasks if one.task == task), None)


def running_networks(
    session: Session, actor: Actor, search: RunningSearch, *, today: date, language: str
) -> AtHand[Running]:
    """Every network that fits a search, with this year's tasks.

    All are read, as every page of them reads them: there are at most some dozens.

    Raises:
        NotAllowedError: the actor may not do this.
    """
    actor.must(Permission.FOUND_NETWORKS)
    networks = networks_found(session, search.word, language=language)
    found = _running(session, networks, year=today.year, today=today)
    return AtHand(
        [one for one in found if search.which is None or _fits(one, search.which)],
        orders={
            "name": lambda one: name_key(one.network.name, language),
            "late": lambda one: one.late,
            "trial_end": lambda one: one.trial_ends_on or date.max,
            "steps": lambda one: one.steps_done,
        },
        usual=Sorting("name"),
    )


def _fits(running: Running, which: RunningFilter) -> bool:
    return {
        RunningFilter.LATE: running.late > 0,
        RunningFilter.TRIAL: running.trial_ends_on is not None,
        RunningFilter.PREPARING: not gives_cards(running.network),
    }[which]


def gives_cards(network: Network) -> bool:
    """Whether some municipality of a network is on trial or in use."""
    return any(one.state in BEGUN for one in network.participations)


def _running(session: Session, networks: Sequence[Network], *, year: int, today: date) -> Sequence[Running]:
    ids = [one.id for one in networks]
    steps = _steps(session, ids, today=today)
    written: dict[int, dict[str, YearlyTaskState]] = defaultdict(dict)
    meetings = _meetings(session, ids, year)
    of_year = (YearlyTaskState.network_id.in_(ids), YearlyTaskState.year == year)
    for row in session.scalars(select(YearlyTaskState).where(*of_year)):
        written[row.network_id][row.task] = row
    return [
        Running(
            network=network,
            steps=steps[network.id],
            tasks=_with_meeting(
                _tasks(network, steps[network.id], written[network.id], year=year, today=today),
                meetings.get(network.id),
                today=today,
            ),
            trial_ends_on=min(
                (one.trial_ends_on for one in network.participations if one.trial_ends_on), default=None
            ),
        )
        for network in networks
    ]


def _meetings(session: Session, ids: Collection[int], year: int) -> Mapping[int, date]:
    """The first meeting of each network in a year."""
    days = Meeting.held_on.between(date(year, 1, 1), date(year, 12, 31))
    first = select(Meeting.network_id, func.min(Meeting.held_on)).where(Meeting.network_id.in_(ids), days)
    found = session.execute(first.group_by(Meeting.network_id))
    return {network_id: held_on for network_id, held_on in found if network_id is not None}


def _with_meeting(tasks: Sequence[TaskState], held_on: date | None, *, today: date) -> Sequence[TaskState]:
    """The tasks of a year in which a feedback meeting is planned or was held: nobody says so twice."""
    if held_on is None:
        return tasks
    done_on = held_on if held_on <= today else None
    how_far = progress(held_on, done_on, today=today)
    return [
        replace(one, planned_on=held_on, has_own_day=True, done_on=done_on, progress=how_far)
        if one.task is YearlyTask.FEEDBACK_MEETING and one.done_on is None
        else one
        for one in tasks
    ]


def _steps(session: Session, ids: Collection[int], *, today: date) -> Mapping[int, Sequence[StepState]]:
    written: dict[int, dict[int, TrialStep]] = defaultdict(dict)
    for row in session.scalars(select(TrialStep).where(TrialStep.network_id.in_(ids))):
        written[row.network_id][row.step] = row
    return {one: [_step(step, written[one].get(step), today=today) for step in Step] for one in ids}


def _step(step: Step, row: TrialStep | None, *, today: date) -> StepState:
    if row is None:
        return StepState(step, USUAL[step], None, None, "", Progress.OPEN)
    how_far = progress(row.planned_on, row.done_on, today=today)
    return StepState(step, Responsible(row.responsible), row.planned_on, row.done_on, row.notes, how_far)


def _tasks(
    network: Network,
    steps: Sequence[StepState],
    written: Mapping[str, YearlyTaskState],
    *,
    year: int,
    today: date,
) -> Sequence[TaskState]:
    # A network that began this year owes nothing of the time before; one that has not begun owes nothing.
    began_on = next((one.done_on for one in steps if one.step is Step.ISSUING), None)
    if not gives_cards(network):
        return []
    tasks = [_task(task, year, written.get(task), today=today) for task in YearlyTask]
    asked = [one for one in tasks if one.task in written or began_on is None or one.planned_on >= began_on]
    return sorted(asked, key=lambda one: one.planned_on)


def _task(task: YearlyTask, year: int, row: YearlyTaskState | None, *, today: date) -> TaskState:
    own_day = row.planned_on if row else None
    planned_on = own_day or usual_day(task, year)
    done_on = row.done_on if row else None
    return TaskState(
        task=task,
        year=year,
        planned_on=planned_on,
        has_own_day=own_day is not None,
        done_on=done_on,
        notes=row.notes if row else "",
        progress=progress(planned_on, done_on, today=today),
    )
