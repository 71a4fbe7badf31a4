"""What cardholders have told the network: answering it, and how visits have felt."""

import uuid
from typing import Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from webapp.core.accounts.roles import Permission
from webapp.core.errors import NotFoundError, RefusedError
from webapp.core.voices.answering import answer_feedback, answered_feedback, waiting_feedback
from webapp.core.voices.moods import FEWEST_ANSWERS, moods_of_network
from webapp.pages.coordination.answer_form import AnswerForm
from webapp.plumbing.access import requires
from webapp.plumbing.clock import current_time, today
from webapp.plumbing.forms import UNPROCESSABLE
from webapp.plumbing.periods import chosen_year, years_to_choose
from webapp.plumbing.staff import staff
from webapp.plumbing.texts import sentence
from webapp.plumbing.transaction import register
from webapp.plumbing.voices_texts import FEEDBACK_CATEGORIES

blueprint: Final = Blueprint("network_voices", __name__, url_prefix="/alue/palaute")


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
    try:
        answer_feedback(register(), staff(), feedback_id, answer=form.answer.data or "", now=current_time())
    except RefusedError as refused:
        flash(sentence(refused), "info")
    else:
        flash(gettext("The answer is in OmaKaiku now."), "success")
    return redirect(url_for("network_voices.feedback"), 303)


def _page(answering: uuid.UUID | None, answer_form: AnswerForm | None) -> str:
    waiting = waiting_feedback(register(), staff(), today())
    if answering is not None and answering not in {one.id for one in waiting}:
        raise NotFoundError
    year = chosen_year(request.args.get("vuosi", ""))
    page = request.args.get("page", 1, type=int)
    return render_template(
        "coordination/feedback.html",
        waiting=[(one, answer_form if one.id == answering else AnswerForm.of(one.id, empty=True))
                 for one in waiting],
        wrong=answer_form,
        answered=answered_feedback(register(), staff(), page),
        moods=moods_of_network(register(), staff(), year),
        fewest=FEWEST_ANSWERS,
        year=year,
        years=years_to_choose(),
        categories=FEEDBACK_CATEGORIES,
        here=url_for("network_voices.feedback"),  # answers to a POST cannot be come back to
    )  # fmt: skip
