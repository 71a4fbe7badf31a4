"""Feedback meetings: planned, invited to and written down, by a network or for the whole country."""

import uuid
from typing import Final

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from webapp.core.accounts.roles import Permission
from webapp.core.errors import NotFoundError
from webapp.core.identifiers import new_id
from webapp.core.networks.queries import network_with_id
from webapp.core.trials.meetings import (
    check_inviting,
    invite_to_meeting,
    invited_addresses,
    meeting_with_id,
    meeting_year,
    meetings_of,
    write_meeting,
)
from webapp.core.trials.models import Meeting
from webapp.core.trials.rules import YearlyTask, usual_day
from webapp.pages.trials.meetings_form import MeetingForm
from webapp.plumbing.access.gate import requires
from webapp.plumbing.access.staff import staff
from webapp.plumbing.clock import current_time, today
from webapp.plumbing.http.transaction import db
from webapp.plumbing.rendering.endings import Question, asks_first
from webapp.plumbing.rendering.forms import flashing_refusals
from webapp.plumbing.words.language import current_language

blueprint: Final = Blueprint("meetings", __name__)


@blueprint.get("/verkosto/<int:network_id>/kokoukset")
@requires(Permission.LOOK_AFTER_PARTNERS)
def of_network(network_id: int) -> str:
    """The meetings of a network, and whether this year's is due."""
    return _list(network_id)


@blueprint.get("/keskus/kokoukset")
@requires(Permission.FOUND_NETWORKS)
def of_country() -> str:
    """The national meetings."""
    return _list(None)


@blueprint.route("/verkosto/<int:network_id>/kokoukset/<uuid:meeting_id>", methods=["GET", "POST"])
@requires(Permission.LOOK_AFTER_PARTNERS)
def network_meeting(network_id: int, meeting_id: uuid.UUID) -> ResponseReturnValue:
    """Plan or write down a meeting of a network."""
    return _write(network_id, meeting_id)


@blueprint.route("/keskus/kokoukset/<uuid:national_meeting_id>", methods=["GET", "POST"])
@requires(Permission.FOUND_NETWORKS)
def national_meeting(national_meeting_id: uuid.UUID) -> ResponseReturnValue:
    """Plan or write down a national meeting."""
    return _write(None, national_meeting_id)


def _question(network_id: int | None, meeting_id: uuid.UUID) -> Question | ResponseReturnValue:
    meeting = _found(network_id, meeting_id)
    back = _address(network_id, meeting_id)
    with flashing_refusals():
        check_inviting(meeting, today=today())
        number = len(invited_addresses(db(), staff(), network_id))
        told = ngettext(
            "The invitation goes to %(num)s contact person by mail.",
            "The invitation goes to %(num)s contact persons by mail.",
            number,
        )
        return Question(
            gettext("Send the invitation?"), [told, gettext("It is sent once.")], gettext("Yes, send"), back
        )
    return redirect(back, 303)


@blueprint.route("/verkosto/<int:network_id>/kokoukset/<uuid:meeting_id>/kutsu", methods=["GET", "POST"])
@requires(Permission.LOOK_AFTER_PARTNERS)
@asks_first(_question)
def invite_network(network_id: int, meeting_id: uuid.UUID) -> ResponseReturnValue:
    """Send the invitation to the network's contact persons."""
    return _invite(network_id, meeting_id)


@blueprint.route("/keskus/kokoukset/<uuid:national_meeting_id>/kutsu", methods=["GET", "POST"])
@requires(Permission.FOUND_NETWORKS)
@asks_first(lambda national_meeting_id: _question(None, national_meeting_id))
def invite_country(national_meeting_id: uuid.UUID) -> ResponseReturnValue:
    """Send the invitation to the contact persons of all coordinating offices."""
    return _invite(None, national_meeting_id)


def _list(network_id: int | None) -> str:
    found = meetings_of(db(), staff(), network_id)
    day = usual_day(YearlyTask.FEEDBACK_MEETING, today().year)
    return render_template(
        "trials/meetings.html",
        network=None if network_id is None else network_with_id(db(), network_id),
        meetings=[(one, _address(network_id, one.id)) for one in found],
        year=meeting_year(found, today=today()),
        due_on=day,
        is_late=day < today(),
        new=_address(network_id, new_id(current_time())),
    )


def _write(network_id: int | None, meeting_id: uuid.UUID) -> ResponseReturnValue:
    found = meeting_with_id(db(), staff(), network_id, meeting_id=meeting_id)
    form = MeetingForm.of(found)
    if form.validate_on_submit():
        with form.taking_refusals():
            new = form.new_meeting(meeting_id)
            write_meeting(db(), staff(), network_id, new=new, now=current_time())
            flash(gettext("Saved."), "success")
            return redirect(_address(network_id, meeting_id), 303)
    body = render_template(
        "trials/meeting.html",
        network=None if network_id is None else network_with_id(db(), network_id),
        form=form,
        meeting=found,
        is_over=found is not None and found.held_on <= today(),
        back=_list_address(network_id),
        invite=_invite_address(network_id, meeting_id),
    )
    return body, form.status


def _invite(network_id: int | None, meeting_id: uuid.UUID) -> ResponseReturnValue:
    meeting = _found(network_id, meeting_id)
    with flashing_refusals():
        number = invite_to_meeting(db(), staff(), meeting, language=current_language(), now=current_time())
        flash(ngettext("%(num)s mail is on its way.", "%(num)s mails are on their way.", number), "success")
    return redirect(_address(network_id, meeting_id), 303)


def _found(network_id: int | None, meeting_id: uuid.UUID) -> Meeting:
    meeting = meeting_with_id(db(), staff(), network_id, meeting_id=meeting_id)
    if meeting is None:
        raise NotFoundError
    return meeting


def _list_address(network_id: int | None) -> str:
    if network_id is None:
        return url_for("meetings.of_country")
    return url_for("meetings.of_network", network_id=network_id)


def _address(network_id: int | None, meeting_id: uuid.UUID) -> str:
    if network_id is None:
        return url_for("meetings.national_meeting", national_meeting_id=meeting_id)
    return url_for("meetings.network_meeting", network_id=network_id, meeting_id=meeting_id)


def _invite_address(network_id: int | None, meeting_id: uuid.UUID) -> str:
    if network_id is None:
        return url_for("meetings.invite_country", national_meeting_id=meeting_id)
    return url_for("meetings.invite_network", network_id=network_id, meeting_id=meeting_id)
