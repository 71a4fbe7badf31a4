"""One tap on five faces after a visit."""

from typing import Final

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from webapp.core.accounts.roles import Permission
from webapp.core.errors import NotFoundError
from webapp.core.visits.looking_back.moods import tell_mood
from webapp.pages.omakaiku.feedback.forms import MoodForm
from webapp.plumbing.access.gate import requires
from webapp.plumbing.access.holder import holder, send_home_if_lost
from webapp.plumbing.clock import current_time
from webapp.plumbing.http.transaction import db
from webapp.plumbing.words.holders.feedback import FACES

blueprint: Final = Blueprint("holder_moods", __name__, url_prefix="/oma/kaynnit")
blueprint.before_request(send_home_if_lost)


@blueprint.app_template_global()
def faces() -> dict[int, str]:
    """The five faces in words, from the saddest to the happiest."""
    return {face: str(text) for face, text in FACES.items()}


@blueprint.post("/fiilis")
@requires(Permission.SHOW_OWN_CARD)
def tell() -> ResponseReturnValue:
    """Count a face, or only stop asking. Twice counts once."""
    form = MoodForm()
    if form.visit is None:
        raise NotFoundError
    tell_mood(db(), holder(), form.visit, face=form.chosen, now=current_time())
    if form.chosen is not None:
        flash(gettext("Thank you for telling."), "success")
    return redirect(url_for("holder_visits.my_visits"), 303)
