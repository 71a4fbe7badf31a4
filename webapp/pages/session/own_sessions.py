"""Where else a person is signed in, and signing out there."""

import uuid
from typing import Final

from flask import Blueprint, abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from webapp.core.accounts.roles import Permission
from webapp.core.accounts.sessions import end_one_session, end_other_sessions, own_sessions
from webapp.core.devices.actions import end_personal_devices
from webapp.plumbing.access.gate import requires
from webapp.plumbing.access.staff import person
from webapp.plumbing.access.this_device import current_device
from webapp.plumbing.clock import current_time
from webapp.plumbing.http.transaction import db
from webapp.plumbing.rendering.endings import Question, asks_first
from webapp.plumbing.words.texts import named_sentences

blueprint: Final = Blueprint("own_sessions", __name__, url_prefix="/tili")


def _ending_one(session_id: uuid.UUID) -> Question:
    mine = own_sessions(db(), person().account_id, now=current_time())
    found = next((one for one in mine if one.id == session_id), None) or abort(404)
    return Question(
        gettext("Sign out on this device?"),
        [
            str(named_sentences().BROWSERS[found.browser]),
            gettext("You can sign in again there at any time."),
        ],
        gettext("Sign out there"),
        url_for("session.account"),
    )


@blueprint.route("/laitteet/<uuid:session_id>/ulos", methods=["GET", "POST"])
@requires(Permission.HAVE_ACCOUNT)
@asks_first(_ending_one)
def end_one(session_id: uuid.UUID) -> ResponseReturnValue:
    """Sign out on one device. Asks for no proof: who fears for their account should not wait."""
    end_one_session(db(), person().account_id, session_id, now=current_time())
    flash(gettext("You have been signed out on that device."), "success")
    return redirect(url_for("session.account"), 303)


def _ending_others() -> Question:
    return Question(
        gettext("Sign out on your other devices?"),
        [gettext("You stay signed in here. On the others you can sign in again at any time.")],
        gettext("Sign out on the others"),
        url_for("session.account"),
    )


@blueprint.route("/muut-laitteet", methods=["GET", "POST"])
@requires(Permission.HAVE_ACCOUNT)
@asks_first(_ending_others)
def end_others() -> ResponseReturnValue:
    """Sign out on all other devices. Asks for no proof, for the same reason."""
    end_other_sessions(db(), person().account_id, person().token, now=current_time())
    here = current_device()
    kept = here.id if here else None
    end_personal_devices(db(), person().account_id, kept=kept, now=current_time())
    flash(gettext("You have been signed out on your other devices."), "success")
    return redirect(url_for("session.account"), 303)
