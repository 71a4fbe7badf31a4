"""The holder's feedback to the network, and its answers."""

from typing import Final

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from webapp.core.accounts.roles import Permission, Role
from webapp.core.feedback.actions import send_feedback
from webapp.core.feedback.queries import own_feedback
from webapp.core.feedback.rules import DAYS_TO_ANSWER, deadline_of
from webapp.core.identifiers import new_id
from webapp.pages.omakaiku.feedback.forms import FeedbackForm
from webapp.plumbing.access.gate import requires
from webapp.plumbing.access.holder import holder, send_home_if_lost
from webapp.plumbing.clock import current_time, today
from webapp.plumbing.http.transaction import db
from webapp.plumbing.rendering.forms import UNPROCESSABLE
from webapp.plumbing.rendering.navigation import Link
from webapp.plumbing.words.holders.feedback import FEEDBACK_CATEGORIES

blueprint: Final = Blueprint("holder_feedback", __name__, url_prefix="/oma/palaute")
blueprint.before_request(send_home_if_lost)
NAVIGATION: Final = (Link(Role.CARDHOLDER, 60, "holder_feedback.feedback", lazy_gettext("Feedback")),)


@blueprint.get("")
@requires(Permission.SHOW_OWN_CARD)
def feedback() -> str:
    """A form, and what has been said with this card."""
    form = FeedbackForm(formdata=None)
    form.feedback_id.data = str(new_id(current_time()))
    return _page(form)


@blueprint.post("")
@requires(Permission.SHOW_OWN_CARD)
def send() -> ResponseReturnValue:
    """Send it to the network; sending it twice sends one."""
    form = FeedbackForm()
    if form.validate():
        with form.taking_refusals():
            send_feedback(db(), holder(), form.new_feedback(), now=current_time())
            flash(
                gettext("Thank you. Your feedback has been sent, and the answer comes to this page."),
                "success",
            )
            return redirect(url_for("holder_feedback.feedback"), 303)
    return _page(form), UNPROCESSABLE


def _page(form: FeedbackForm) -> str:
    said = own_feedback(db(), holder())
    return render_template(
        "omakaiku/feedback.html",
        form=form,
        said=[(one, deadline_of(one.sent_at, today())) for one in said],
        days=DAYS_TO_ANSWER,
        categories=FEEDBACK_CATEGORIES,
        here=url_for("holder_feedback.feedback"),  # answers to a POST cannot be come back to
    )
