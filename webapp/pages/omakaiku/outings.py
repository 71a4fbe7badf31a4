"""Outings that are meant for the holder's card: see them, come along, leave again."""

import uuid
from datetime import datetime
from typing import Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_date, gettext, lazy_gettext
from markupsafe import Markup, escape

from webapp.core.accounts.roles import Permission, Role
from webapp.core.calendar import day_in_finland
from webapp.core.outings.actions import join_outing, leave_outing
from webapp.core.outings.models import Outing
from webapp.core.outings.queries import (
    SHOWN_AFTER,
    comes_along,
    is_meant_for,
    outing_for,
    outings_for,
    refusal_of,
)
from webapp.plumbing.access.gate import requires
from webapp.plumbing.access.holder import holder, send_home_if_lost
from webapp.plumbing.clock import current_time
from webapp.plumbing.http.transaction import db
from webapp.plumbing.rendering.endings import Question, ask, can_be_undone, flash_undoable, is_confirmed
from webapp.plumbing.rendering.forms import flashing_refusals
from webapp.plumbing.rendering.navigation import Link
from webapp.plumbing.words.formats import shown_text

blueprint: Final = Blueprint("holder_outings", __name__, url_prefix="/oma/retket")
blueprint.before_request(send_home_if_lost)
NAVIGATION: Final = (
    Link(Role.CARDHOLDER, 50, "holder_outings.outings", lazy_gettext("Outings"), icon="people"),
)


@blueprint.app_template_filter()
def weekday(moment: datetime) -> str:
    """The day of the week in Finland, as a line begins with it: people meet on Thursdays, not on dates."""
    name = str(format_date(day_in_finland(moment), "EEEE"))
    return name[:1].upper() + name[1:]


def _said(sentence: str, outing: Outing) -> Markup:
    """A sentence with the outing's title, which says in which language it is if that is another one."""
    return escape(sentence) % {"title": shown_text(outing.title)}


@blueprint.get("")
@requires(Permission.SHOW_OWN_CARD)
def outings() -> str:
    """The coming outings."""
    found = outings_for(db(), holder(), now=current_time())
    return render_template("omakaiku/outings.html", outings=found, days_of_joins=SHOWN_AFTER.days)


@blueprint.post("/<uuid:outing_id>/mukaan")
@requires(Permission.SHOW_OWN_CARD)
def join(outing_id: uuid.UUID) -> ResponseReturnValue:
    """Come along; pressing twice is coming once."""
    with flashing_refusals():
        outing = join_outing(db(), holder(), outing_id, now=current_time())
        flash(_said(gettext("You are coming along: %(title)s. Take your card with you."), outing), "success")
    return redirect(url_for("holder_outings.outings"), 303)


@blueprint.route("/<uuid:outing_id>/pois", methods=["GET", "POST"])
@requires(Permission.SHOW_OWN_CARD)
@can_be_undone(by="holder_outings.join", asks=True)
def leave(outing_id: uuid.UUID) -> ResponseReturnValue:
    """Do not come after all. Where nobody can join any more there is no way back: that is asked first."""
    outing = outing_for(db(), holder(), outing_id)
    said = _said(gettext("You are no longer coming along: %(title)s."), outing)
    if not comes_along(db(), holder(), outing_id):  # nothing to leave, nothing to take back
        flash(said, "success")
        return redirect(url_for("holder_outings.outings"), 303)
    refusal = refusal_of(outing, holder(), now=current_time())
    can_come_back = refusal is None and is_meant_for(outing, holder())
    if not is_confirmed() and (request.method == "GET" or not can_come_back):
        return ask(_leaving())
    leave_outing(db(), holder(), outing_id, now=current_time())
    if can_come_back:
        flash_undoable(said, url_for("holder_outings.join", outing_id=outing_id))
    else:
        flash(said, "success")
    return redirect(url_for("holder_outings.outings"), 303)


def _leaving() -> Question:
    return Question(
        gettext("Do you not come along after all?"),
        [gettext("When the time to join has ended, you cannot come along again by this page.")],
        gettext("I am not coming after all"),
        url_for("holder_outings.outings"),
    )
