"""Reminders on the phone that asks: turned on and off by its holder. Without a key there are none."""

from typing import Final

from flask import Blueprint, abort, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from webapp.core.accounts.roles import Permission
from webapp.core.omakaiku.reminders.actions import (
    may_turn_on,
    notice_of_phone,
    turn_notices_off,
    turn_notices_on,
)
from webapp.core.omakaiku.reminders.rules import FIRST_HOUR, LAST_HOUR
from webapp.pages.omakaiku.forms import NoticesForm
from webapp.plumbing.access.gate import requires
from webapp.plumbing.access.holder import holder, send_home_if_lost
from webapp.plumbing.access.sign_in import phone_token
from webapp.plumbing.clock import current_time
from webapp.plumbing.http.transaction import db
from webapp.plumbing.push.sending import push_services
from webapp.plumbing.push.vapid import VapidKey, vapid_key
from webapp.plumbing.rendering.endings import can_be_undone
from webapp.settings import Settings

blueprint: Final = Blueprint("holder_notices", __name__, url_prefix="/oma/muistutus")
blueprint.before_request(send_home_if_lost)


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings


def _key() -> VapidKey:
    return vapid_key(_settings()) or abort(404)


def _token() -> str:
    return phone_token() or abort(403)  # the gate lets no phone in without one


@blueprint.app_template_global()
def notices_are_offered() -> bool:
    """Whether pages may lead to reminders."""
    return vapid_key(_settings()) is not None


@blueprint.route("", methods=["GET", "POST"])
@requires(Permission.SHOW_OWN_CARD)
def notices() -> ResponseReturnValue:
    """What comes and when, and turning it on; the browser's address comes from its scripts."""
    key, form = _key(), NoticesForm()
    if form.validate_on_submit():
        services = push_services(_settings())
        endpoint = form.endpoint.data or ""
        with form.taking_refusals():
            turn_notices_on(db(), _token(), endpoint, services=services, now=current_time())
            flash(gettext("The reminder is now on for this phone."), "success")
            return redirect(url_for("holder_notices.notices"), 303)
    page = render_template(
        "omakaiku/notices.html",
        form=form,
        key=key.public,
        notice=notice_of_phone(db(), _token()),
        may_turn_on=may_turn_on(holder()),
        distributor=holder().card.distributor,
        may_be_lost=holder().may_be_lost,
        first_hour=FIRST_HOUR,
        last_hour=LAST_HOUR,
    )
    return page, form.status


@blueprint.post("/pois")
@requires(Permission.SHOW_OWN_CARD)
@can_be_undone(by="holder_notices.notices")  # only the browser can: the button stands where this one stood
def turn_off() -> ResponseReturnValue:
    """Remind this phone no more."""
    _key()
    turn_notices_off(db(), _token(), now=current_time())
    flash(gettext("The reminder is now off for this phone."), "success")
    return redirect(url_for("holder_notices.notices"), 303)
