"""Feedback meetings: planned, invited to and written down, by a network or for the whole country."""

import uuid
from collections.abc import Sequence
from typing import Final

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _

from webapp.core.accounts.roles import Permission
from webapp.core.calendar import day_in_finland
from webapp.core.errors import NotFoundError
from webapp.core.identifiers import new_id
from webapp.core.lists.reading import Listed
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
from webapp.plumbing.rendering.forms import choices_of, flashing_refusals
from webapp.plumbing.rendering.lists import (
    Cell,
    Column,
    FilterField,
    ListForm,
    ListOf,
    list_file,
    shown_list,
)
from webapp.plumbing.words.formats import show_day
from webapp.plumbing.words.language import current_language

blueprint: Final = Blueprint("meetings", __name__)


class MeetingSearchForm(ListForm):
    """Whether a meeting has minutes."""

    minutes = FilterField(
        _("Minutes"),
        choices=choices_of([("", _("All")), ("yes", _("With minutes")), ("no", _("Without minutes"))]),
    )


def _network_id() -> int | None:
    number: int | None = (request.view_args or {}).get("network_id")
    return number


def _held(one: Meeting) -> Cell:
    return Cell(show_day(one.held_on), _address(one.network_id, one.id))


def _minutes(one: Meeting) -> Cell:
    return Cell("", tags=[(_("With minutes"), "success")] if one.minutes else [])


def _listed(form: MeetingSearchForm) -> Listed[Meeting]:
    have_minutes = form.minutes.data == "yes" if form.minutes.data else None
    return meetings_of(db(), staff(), _network_id(), have_minutes=have_minutes)


_COLUMNS: Final[Sequence[Column[Meeting]]] = (
    Column("held", _("Day"), lambda one: one.held_on, _held),
    Column(
        "invited", _("Invited to on"), lambda one: day_in_finland(one.invited_at) if one.invited_at else None
    ),
    Column("minutes", _("Minutes"), lambda one: one.minutes, _minutes),
    Column("decisions", _("Decisions"), lambda one: one.decisions, is_on_page=False),
)
LIST: Final = ListOf("meetings", _COLUMNS, _listed, "meetings.network_file")
NATIONAL: Final = ListOf("national_meetings", _COLUMNS, _listed, "meetings.country_file")


@blueprint.get("/verkosto/<int:network_id>/kokoukset")
@requires(Permission.LOOK_AFTER_PARTNERS)
def of_network(network_id: int) -> ResponseReturnValue:
    """The meetings of a network, and whether this year's is due."""
    return _list(network_id)


@blueprint.get("/verkosto/<int:network_id>/kokoukset/lista.<file_kind>")
@requires(Permission.LOOK_AFTER_PARTNERS, asks_proof=True)
def network_file(network_id: int, file_kind: str) -> Response:  # noqa: ARG001 - the list's search has it of the address
    """The meetings of a network, for another program."""
    return list_file(LIST, MeetingSearchForm(request.args), file_kind)


@blueprint.get("/keskus/kokoukset")
@requires(Permission.FOUND_NETWORKS)
def of_country() -> ResponseReturnValue:
    """The national meetings."""
    return _list(None)


@blueprint.get("/keskus/kokoukset/lista.<file_kind>")
@requires(Permission.FOUND_NETWORKS, asks_proof=True)
def country_file(file_kind: str) -> Response:
    """The national meetings, for another program."""
    return list_file(NATIONAL, MeetingSearchForm(request.args), file_kind)


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


def _list(network_id: int | None) -> ResponseReturnValue:
    form = MeetingSearchForm(request.args)
    day = usual_day(YearlyTask.FEEDBACK_MEETING, today().year)
    body = render_template(
        "trials/meetings.html",
        network=None if network_id is None else network_with_id(db(), network_id),
        form=form,
        shown=shown_list(NATIONAL if network_id is None else LIST, form),
        year=meeting_year(db(), staff(), network_id, today=today()),
        due_on=day,
        is_late=day < today(),
        new=_address(network_id, new_id(current_time())),
    )
    return body, form.status


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
