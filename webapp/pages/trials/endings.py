"""Extend a trial, make it permanent or close it, seeing first until when its cards go on."""

from functools import partial
from typing import Final

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from webapp.core.accounts.roles import Permission
from webapp.core.identifiers import new_id
from webapp.core.networks.operating_model import ParticipationState
from webapp.core.networks.queries import network_with_id, participations_of
from webapp.core.trials.endings import Decision, decide_ending, outcome_of
from webapp.pages.trials.endings_form import EndingForm
from webapp.plumbing.access.gate import requires
from webapp.plumbing.access.staff import staff
from webapp.plumbing.clock import clock_of, current_time, today
from webapp.plumbing.housekeeping import move_trial_cards
from webapp.plumbing.http.transaction import db, sessions
from webapp.plumbing.rendering.endings import CONFIRMED, asks_itself, is_confirmed
from webapp.plumbing.words.language import current_language

blueprint: Final = Blueprint("trial_endings", __name__)


@blueprint.route("/keskus/kokeilut/<int:network_id>/paatos", methods=["GET", "POST"])
@requires(Permission.FOUND_NETWORKS, asks_proof=True)
@asks_itself
def decide(network_id: int) -> ResponseReturnValue:
    """Choose what becomes of it; then see what that comes to; then decide."""
    network = network_with_id(db(), network_id)
    parts = participations_of(network, language=current_language())
    form = EndingForm()
    form.offer([one for one in parts if one.state == ParticipationState.TRIAL])
    ending_id = form.known_id(new_id(current_time()))
    outcome = None
    if form.validate_on_submit():
        with form.taking_refusals():
            new = form.new_ending()
            if is_confirmed():
                decision = Decision(ending_id, new)
                decide_ending(db(), staff(), network_id, decision=decision, now=current_time())
                flash(gettext("It is decided. The cards get their new last day now."), "success")
                return _followed_by_cards(network_id)
            outcome = outcome_of(db(), staff(), network_id, new=new, today=today())
    body = render_template(
        "trials/ending.html",
        network=network,
        form=form,
        outcome=outcome,
        ending_id=ending_id,
        confirmed=CONFIRMED,
    )
    return body, form.status


def _followed_by_cards(network_id: int) -> ResponseReturnValue:
    # Once the decision is in the register and answered. Where the server stops, housekeeping goes on.
    answer = redirect(url_for("trials.network", network_id=network_id), 303)
    answer.call_on_close(partial(move_trial_cards, sessions(), clock=clock_of(current_app)))
    return answer
