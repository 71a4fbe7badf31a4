"""A venue's phones: list, take into use, out of use; and those of the whole country."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext
from markupsafe import Markup

from webapp.core.accounts.roles import Permission, Role
from webapp.core.devices.actions import (
    NewEnrolment,
    device_to_revoke,
    leave_device,
    make_enrolment,
    revoke_device,
    use_enrolment,
)
from webapp.core.devices.models import DeviceKind
from webapp.core.devices.queries import (
    devices_needing_attention,
    devices_of_country,
    devices_of_venue,
    looks_after_devices,
)
from webapp.core.devices.reasons import DeviceRefusal
from webapp.pages.devices.forms import EnrolForm, PairForm
from webapp.plumbing.access.gate import public, requires
from webapp.plumbing.access.staff import desk, staff
from webapp.plumbing.access.this_device import device_token, keep_device_token
from webapp.plumbing.access.tries import ENROLMENTS, by_address, counting
from webapp.plumbing.clock import current_time
from webapp.plumbing.http.transaction import db
from webapp.plumbing.rendering.endings import Question, asks_first
from webapp.plumbing.rendering.forms import UNPROCESSABLE
from webapp.plumbing.rendering.navigation import Link
from webapp.plumbing.rendering.pairings import in_groups
from webapp.plumbing.rendering.pictures import qr_svg
from webapp.plumbing.words.language import current_language
from webapp.plumbing.words.texts import REFUSALS

blueprint: Final = Blueprint("devices", __name__)
NAVIGATION: Final = (
    Link(Role.VENUE, 50, "devices.venue_devices", lazy_gettext("Phones")),
    Link(Role.NATIONAL_OFFICE, 50, "devices.country_devices", lazy_gettext("Phones"), rare=True),
)
_MISTYPED: Final = REFUSALS[DeviceRefusal.ENROLMENT_MISTYPED]
"""What a phone says of a code by itself."""


@dataclass(frozen=True, slots=True)
class EnrolmentShown:
    """A new enrolment as the page shows it: by camera, or typed at the address."""

    name: str
    address: str
    code: str
    qr: Markup
    expires_at: datetime


@blueprint.get("/kohde/laitteet")
@requires(Permission.ENROL_DEVICES)
def venue_devices() -> str:
    """The venue's phones, for its contact persons; for anybody else there the own ones."""
    return _venue_page(EnrolForm(formdata=None))


def _venue_page(form: EnrolForm) -> str:
    states = devices_of_venue(db(), desk(), now=current_time(), language=current_language())
    return render_template(
        "devices/venue.html",
        states=states,
        form=form,
        may_enrol=looks_after_devices(staff()),
        here=url_for("devices.venue_devices"),  # the answer to a POST has no address to come back to
    )


@blueprint.route("/kohde/laitteet/uusi", methods=["GET", "POST"])
@requires(Permission.ENROL_DEVICES)
def enrol() -> ResponseReturnValue:
    """Show the QR that takes one phone into use. It is on this answer only: nothing can show it again."""
    if request.method == "GET":  # somebody reloaded, or changed the language of, the answer
        return redirect(url_for("devices.venue_devices"))
    form = EnrolForm()
    if form.validate():
        with form.taking_refusals():
            enrolment = make_enrolment(db(), desk(), form.name.data or "", now=current_time())
            return render_template("devices/enrolment.html", enrolment=_shown(enrolment))
    return _venue_page(form), UNPROCESSABLE


def _shown(enrolment: NewEnrolment) -> EnrolmentShown:
    address = url_for("devices.pair", _external=True)
    return EnrolmentShown(
        name=enrolment.name,
        address=address.partition("//")[2],
        code=in_groups(enrolment.secret),
        qr=qr_svg.__wrapped__(f"{address}#{enrolment.secret}"),
        expires_at=enrolment.expires_at,
    )


def _revoking(device_id: uuid.UUID) -> Question:
    device = device_to_revoke(db(), staff(), device_id)
    told = (
        gettext(
            "The phone can no longer check cards or record visits, and it forgets its list of cards when it "
            "next connects. Records that wait on it stay there and can still be brought in."
        )
        if device.kind == DeviceKind.COUNTER
        else gettext(
            "The phone forgets its list of cards when it next connects. Its owner can still work here after "
            "signing in. If they should not, remove them from the people of the venue."
        )
    )
    is_own_venue = request.endpoint == "devices.revoke"
    return Question(
        gettext("Take %(name)s out of use?", name=device.name),
        [told],
        gettext("Yes, take out of use"),
        url_for("devices.venue_devices" if is_own_venue else "devices.country_devices"),
    )


@blueprint.route("/kohde/laitteet/<uuid:device_id>/poista", methods=["GET", "POST"])
@requires(Permission.ENROL_DEVICES)
@asks_first(_revoking)
def revoke(device_id: uuid.UUID) -> ResponseReturnValue:
    """Take a phone of the venue out of use."""
    return _revoked(device_id, "devices.venue_devices")


@blueprint.get("/keskus/laitteet")
@requires(Permission.SEE_ALL_DEVICES)
def country_devices() -> str:
    """The country's phones that need attention; all of them when asked."""
    shows_all = request.args.get("kaikki") == "1"
    found = devices_of_country if shows_all else devices_needing_attention
    return render_template(
        "devices/country.html",
        states=found(db(), staff(), now=current_time(), language=current_language()),
        shows_all=shows_all,
    )


@blueprint.route("/keskus/laitteet/<uuid:device_id>/poista", methods=["GET", "POST"])
@requires(Permission.SEE_ALL_DEVICES)
@asks_first(_revoking)
def revoke_anywhere(device_id: uuid.UUID) -> ResponseReturnValue:
    """Take any venue's phone out of use."""
    return _revoked(device_id, "devices.country_devices")


def _revoked(device_id: uuid.UUID, back: str) -> ResponseReturnValue:
    revoke_device(db(), staff(), device_id, now=current_time())
    flash(gettext("The phone has been taken out of use."), "success")
    return redirect(url_for(back), 303)


@blueprint.route("/laite", methods=["GET", "POST"])
@public
def pair() -> ResponseReturnValue:
    """Become a venue's phone with a single-use code."""
    form = PairForm()
    if form.validate_on_submit():
        invalid = {DeviceRefusal.ENROLMENT_INVALID}
        with form.taking_refusals(), counting(by_address(ENROLMENTS), wrong=invalid):
            token = use_enrolment(db(), form.secret.data or "", now=current_time())
            return _taken_into_use(token)
    return render_template("devices/pair.html", form=form, mistyped=_MISTYPED), form.status


def _taken_into_use(token: str) -> ResponseReturnValue:
    before = device_token()
    if before is not None:  # its cookie goes now: nobody can speak for it again
        leave_device(db(), before, now=current_time(), only_personal=False)
    flash(gettext("This phone is ready for the counter."), "success")
    return keep_device_token(make_response(redirect(url_for("venue.counter"), 303)), token)
