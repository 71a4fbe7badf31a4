"""What cardholders have told the network: answering it, and how visits have felt."""

import uuid
from typing import Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from webapp.core.accounts.roles import Permission, Role
from webapp.core.errors import NotFoundError
from webapp.core.feedback.actions import answer_feedback
from webapp.core.feedback.events import FeedbackRead
from webapp.core.feedback.moods import FEWEST_ANSWERS, moods_of_network
from webapp.core.feedback.queries import answered_feedback, waiting_feedback
from webapp.core.feedback.rules import DAYS_TO_ANSWER
from webapp.pages.coordination.forms import AnswerForm
from webapp.plumbing.access.gate import requires
from webapp.plumbing.access.log_notes import note
from webapp.plumbing.access.staff import staff
from webapp.plumbing.clock import current_time, today
from webapp.plumbing.http.addresses import page_in_address
from webapp.plumbing.http.transaction import db
from webapp.plumbing.rendering.forms import UNPROCESSABLE, flashing_refusals
from webapp.plumbing.rendering.navigation import Link
from webapp.plumbing.rendering.periods import chosen_year, years_to_choose
from webapp.plumbing.words.holders.feedback import FEEDBACK_CATEGORIES

blueprint: Final = Blueprint("network_feedback", __name__, url_prefix="/alue/palaute")
NAVIGATION: Final = (Link(Role.COORDINATOR, 30, "network_feedback.feedback", lazy_gettext("Feedback")),)


@blueprint.get("")
@requires(Permission.ANSWER_FEEDBACK)
def feedback() -> str:
    """What waits, how visits have felt, and what has been answered."""
    return _page(None, None)


@blueprint.post("/<uuid:feedback_id>")
@requires(Permission.ANSWER_FEEDBACK)
def answer(feedback_id: uuid.UUID) -> ResponseReturnValue:
    """Answer one; the holder sees it on their phone."""
    form = AnswerForm.of(feedback_id)
    if not form.validate():
        return _page(feedback_id, form), UNPROCESSABLE
    with flashing_refusals():
        answer_feedback(db(), staff(), feedback_id, answer=form.answer.data or "", now=current_time())
        flash(gettext("The answer is in OmaKaiku now."), "success")
    return redirect(url_for("network_feedback.feedback"), 303)


def _page(answering: uuid.UUID | None, answer_form: AnswerForm | None) -> str:
    waiting = waiting_feedback(db(), staff(), today())
    if answering is not None and answering not in {one.id for one in waiting}:
        raise NotFoundError
    note(FeedbackRead())
    year = chosen_year(request.args.get("vuosi", ""))
    page = page_in_address()
    return render_template(
        "coordination/feedback.html",
        waiting=[(one, answer_form if one.id == answering else AnswerForm.of(one.id, empty=True))
                 for one in waiting],
        wrong=answer_form,
        answered=answered_feedback(db(), staff(), page),
        moods=moods_of_network(db(), staff(), year),
        fewest=FEWEST_ANSWERS,
        days_to_answer=DAYS_TO_ANSWER,
        year=year,
        years=years_to_choose(),
        categories=FEEDBACK_CATEGORIES,
        here=url_for("network_feedback.feedback"),  # answers to a POST cannot be come back to
    )  # fmt: skip
