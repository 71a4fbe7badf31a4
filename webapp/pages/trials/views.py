"""A network's steps and year, for those who run it; and all networks for the national office."""

from typing import Any, Final

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _

from webapp.core.accounts.actor import Actor
from webapp.core.accounts.roles import Permission, Role
from webapp.core.errors import NotFoundError
from webapp.core.lists.reading import Listed
from webapp.core.trials.actions import plan_step, plan_task
from webapp.core.trials.endings import endings_of
from webapp.core.trials.queries import (
    Running,
    running_network,
    running_networks,
    step_of,
    task_of,
)
from webapp.core.trials.rules import usual_day
from webapp.pages.trials.forms import RunningSearchForm, StepForm, TaskForm
from webapp.plumbing.access.gate import requires
from webapp.plumbing.access.staff import staff
from webapp.plumbing.clock import current_time, today
from webapp.plumbing.http.transaction import db
from webapp.plumbing.rendering.lists import Cell, Column, ListOf, list_file, shown_list
from webapp.plumbing.rendering.navigation import Link
from webapp.plumbing.rendering.periods import chosen_year, years_to_choose
from webapp.plumbing.words.features.trials import STEPS
from webapp.plumbing.words.formats import breaking_name, local_name, show_day
from webapp.plumbing.words.language import current_language

blueprint: Final = Blueprint("trials", __name__)


def _own_network(actor: Actor) -> dict[str, Any]:
    return {"network_id": actor.network_id}


NAVIGATION: Final = (
    Link(Role.COORDINATOR, 17, "trials.network", _("Steps and year"), _own_network, rare=True),
    Link(Role.NATIONAL_OFFICE, 17, "trials.country", _("Trials and running"), rare=True),
)


def _named(one: Running) -> Cell:
    tags: list[tuple[object, str]] = []
    if one.trial_ends_on:
        tags.append((gettext("Trial until %(day)s", day=show_day(one.trial_ends_on)), "info"))
    return Cell(breaking_name(one.network), url_for("trials.network", network_id=one.network.id), tags)


def _next_step(one: Running) -> str:
    return str(STEPS[one.next_step.step].name) if one.next_step else gettext("All ten steps are done.")


def _late(one: Running) -> Cell:
    said = ngettext("%(num)s late", "%(num)s late", one.late)
    return Cell("", tags=[(said, "warning")] if one.late else [])


def _found(form: RunningSearchForm) -> Listed[Running]:
    return running_networks(db(), staff(), form.search(), today=today(), language=current_language())


LIST: Final = ListOf(
    "running",
    (
        Column("name", _("Network"), lambda one: local_name(one.network), _named),
        Column("steps", _("Steps done of 10"), lambda one: one.steps_done, is_number=True),
        Column("next_step", _("Next step"), _next_step),
        Column("trial_end", _("Trial ends"), lambda one: one.trial_ends_on),
        Column("late", _("Late"), lambda one: one.late, _late),
    ),
    _found,
    "trials.file",
)


@blueprint.get("/keskus/kokeilut")
@requires(Permission.FOUND_NETWORKS)
def country() -> ResponseReturnValue:
    """How far every network is, or those that were looked for."""
    form = RunningSearchForm(request.args)
    return render_template("trials/country.html", form=form, shown=shown_list(LIST, form)), form.status


@blueprint.get("/keskus/kokeilut/lista.<file_kind>")
@requires(Permission.FOUND_NETWORKS, asks_proof=True)
def file(file_kind: str) -> Response:
    """How far every network is, for another program."""
    return list_file(LIST, RunningSearchForm(request.args), file_kind)


@blueprint.get("/verkosto/<int:network_id>/kokeilu")
@requires(Permission.LOOK_AFTER_PARTNERS)
def network(network_id: int) -> str:
    """One network: what is late, its ten steps and its year."""
    year = chosen_year(request.args.get("vuosi", ""))
    running = _running(network_id, year)
    return render_template(
        "trials/network.html",
        running=running,
        endings=endings_of(db(), network_id),
        year=year,
        years=years_to_choose(),
    )


@blueprint.route("/verkosto/<int:network_id>/kokeilu/<int:step>", methods=["GET", "POST"])
@requires(Permission.LOOK_AFTER_PARTNERS)
def step(network_id: int, step: int) -> ResponseReturnValue:
    """Plan a step, or say that it is done."""
    running = _running(network_id, today().year)
    found = step_of(running, step)
    if found is None:
        raise NotFoundError
    form = StepForm.of(found)
    if form.validate_on_submit():
        with form.taking_refusals():
            plan_step(db(), staff(), network_id, new=form.step_plan(found.step), now=current_time())
            flash(gettext("Saved."), "success")
            return redirect(url_for("trials.network", network_id=network_id), 303)
    return render_template("trials/step.html", form=form, running=running, step=found), form.status


@blueprint.route("/verkosto/<int:network_id>/vuosi/<int:year>/<task>", methods=["GET", "POST"])
@requires(Permission.LOOK_AFTER_PARTNERS)
def yearly_task(network_id: int, year: int, task: str) -> ResponseReturnValue:
    """Plan a task of a year, or say that it is done."""
    if year not in years_to_choose():
        raise NotFoundError
    running = _running(network_id, year)
    found = task_of(running, task)
    if found is None:
        raise NotFoundError
    form = TaskForm.of(found)
    if form.validate_on_submit():
        with form.taking_refusals():
            plan_task(db(), staff(), network_id, new=form.task_plan(found), now=current_time())
            flash(gettext("Saved."), "success")
            return redirect(url_for("trials.network", network_id=network_id, vuosi=year), 303)
    usual = usual_day(found.task, year)
    body = render_template("trials/task.html", form=form, running=running, task=found, usual=usual)
    return body, form.status


def _running(network_id: int, year: int) -> Running:
    return running_network(db(), staff(), network_id, year=year, today=today())
