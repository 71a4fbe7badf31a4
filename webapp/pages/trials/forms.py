"""The forms of a network's steps and yearly tasks; and what narrows the list of networks."""

from typing import Self

from flask_babel import lazy_gettext as _
from wtforms import RadioField, StringField, TextAreaField

from webapp.core.free_text.notes import check_notes
from webapp.core.trials.actions import Plan, StepPlan, TaskPlan
from webapp.core.trials.queries import RunningFilter, RunningSearch, StepState, TaskState
from webapp.core.trials.rules import Responsible, Step, check_done
from webapp.plumbing.clock import today
from webapp.plumbing.rendering.fields import DayField
from webapp.plumbing.rendering.forms import AsCore, Form, choices_of, unless_refused
from webapp.plumbing.rendering.lists import FilterField, ListForm
from webapp.plumbing.words.features.trials import RESPONSIBLE, RUNNING_FILTERS


class PlanForm(Form):
    """When something is planned, when it was done, and notes."""

    planned_on = DayField(_("Planned for (optional)"))
    done_on = DayField(_("Done on (optional)"))
    notes = TextAreaField(_("Notes (optional)"), [AsCore(check_notes)])

    def validate_done_on(self, field: DayField) -> None:
        """Today or before; one that could not be read has said so already."""
        if not field.errors:
            unless_refused(lambda: check_done(field.data, today=today()))

    def plan(self) -> Plan:
        """What was filled in, of a form that validated."""
        return Plan(self.planned_on.data, self.done_on.data, self.notes.data or "")


class TaskForm(PlanForm):
    """A task of a year."""

    @classmethod
    def of(cls, task: TaskState) -> Self:
        """As it is; the usual day is not the network's own."""
        own_day = task.planned_on if task.has_own_day else None
        return cls(data={"planned_on": own_day, "done_on": task.done_on, "notes": task.notes})

    def task_plan(self, task: TaskState) -> TaskPlan:
        """What was filled in, of a form that validated."""
        return TaskPlan(task.task, task.year, self.plan())


class StepForm(PlanForm):
    """A step of a trial."""

    responsible = RadioField(_("Who sees to it?"), choices=choices_of(RESPONSIBLE.items()))

    @classmethod
    def of(cls, step: StepState) -> Self:
        """As it is."""
        return cls(
            data={
                "responsible": step.responsible, "planned_on": step.planned_on, "done_on": step.done_on,
                "notes": step.notes,
            }
        )  # fmt: skip

    def step_plan(self, step: Step) -> StepPlan:
        """What was filled in, of a form that validated."""
        return StepPlan(step, Responsible(self.responsible.data), self.plan())


class RunningSearchForm(ListForm):
    """The name of a network or a municipality, and how it is there."""

    word = StringField(_("Name of a network or a municipality (optional)"))
    which = FilterField(
        _("Which networks"), choices=choices_of([("", _("All networks")), *RUNNING_FILTERS.items()])
    )

    def search(self) -> RunningSearch:
        """What to look for, of a form that validated."""
        which = RunningFilter(self.which.data) if self.which.data else None
        return RunningSearch(self.word.data or "", which)
