"""Everything the register holds of the holder's card: read, taken along, corrected; and leaving OmaKaiku."""

from typing import Final

from flask import (
    Blueprint,
    Response,
    abort,
    flash,
    jsonify,
    make_response,
    redirect,
    render_template,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext, ngettext

from webapp.core.accounts.roles import Permission, Role
from webapp.core.feedback.queries import own_feedback
from webapp.core.omakaiku.own_data.actions import leave_omakaiku, note_download, own_data
from webapp.core.omakaiku.reminders.actions import reminders_of_card
from webapp.core.omakaiku.wishes.actions import open_corrections, wish_for_correction
from webapp.core.outings.actions import leave_coming_outings
from webapp.core.outings.queries import joins_of_card, outings_to_leave
from webapp.core.visits.looking_back.holder import all_visits, visit_count
from webapp.pages.omakaiku.data.download import (
    as_file,
    outing_in_file,
    reminder_in_file,
)
from webapp.pages.omakaiku.data.forms import CorrectionForm
from webapp.plumbing.access.gate import requires
from webapp.plumbing.access.holder import holder, send_home_if_lost
from webapp.plumbing.access.sign_in import drop_card, phone_token
from webapp.plumbing.clock import current_time
from webapp.plumbing.http.transaction import db
from webapp.plumbing.rendering.endings import Question, asks_first
from webapp.plumbing.rendering.forms import UNPROCESSABLE
from webapp.plumbing.rendering.navigation import Link
from webapp.plumbing.words.holders.feedback import FEEDBACK_CATEGORIES

blueprint: Final = Blueprint("holder_data", __name__, url_prefix="/oma")
blueprint.before_request(send_home_if_lost)
NAVIGATION: Final = (Link(Role.CARDHOLDER, 80, "holder_data.my_data", lazy_gettext("Data")),)


@blueprint.get("/tiedot")
@requires(Permission.SHOW_OWN_CARD)
def my_data() -> str:
    """What the register holds, in words."""
    return _page(CorrectionForm(formdata=None))


def _page(form: CorrectionForm) -> str:
    held = holder()
    return render_template(
        "omakaiku/data.html",
        data=own_data(db(), held),
        visits=visit_count(db(), held),
        joins=joins_of_card(db(), held),
        reminders=reminders_of_card(db(), held),
        feedback=own_feedback(db(), held),
        categories=FEEDBACK_CATEGORIES,
        waiting=open_corrections(db(), held.card.id),
        form=form,
        made_at=current_time(),
        here=url_for("holder_data.my_data"),  # answers to a POST cannot be come back to
    )


@blueprint.post("/tiedot.json")
@requires(Permission.SHOW_OWN_CARD)
def download() -> Response:
    """The same as a file, with every visit. A POST: the download is written to the log."""
    held = holder()
    data = own_data(db(), held)
    said = own_feedback(db(), held)
    file = as_file(data, all_visits(db(), held), feedback=said, made_at=current_time())
    joins = [outing_in_file(one) for one in joins_of_card(db(), held)]
    reminders = [reminder_in_file(notice, phone) for notice, phone in reminders_of_card(db(), held)]
    response = jsonify({**file, "outings": joins, "reminders": reminders})
    note_download(db(), held, now=current_time())
    response.headers["Content-Disposition"] = 'attachment; filename="omakaiku.json"'
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.post("/tiedot/korjaus")
@requires(Permission.SHOW_OWN_CARD)
def correct() -> ResponseReturnValue:
    """Ask the place that gave the card for a correction; asking twice asks once."""
    form = CorrectionForm()
    if not form.validate():
        return _page(form), UNPROCESSABLE
    wish_for_correction(db(), holder(), form.chosen, now=current_time())
    flash(gettext("The place that gave you the card now sees what you want corrected."), "success")
    return redirect(url_for("holder_data.my_data"), 303)


def _leaving() -> Question:
    phones = len(own_data(db(), holder()).phones)
    outings = outings_to_leave(db(), holder(), now=current_time())
    joined = ngettext(
        "You no longer come along to the outing that you joined.",
        "You no longer come along to the %(num)s outings that you joined.",
        outings,
    )
    return Question(
        gettext("Do you want to leave OmaKaiku?"),
        [
            ngettext(
                "The card is taken off this phone.",
                "The card is taken off all %(num)s phones that carry it, this one too.",
                phones,
            ),
            gettext("Codes for taking the card onto a phone stop working."),
            gettext("Passkeys stop bringing the card back."),
            *([joined] if outings else []),
            gettext("A cardboard card works as before."),
            gettext(
                "If you only have the card on a phone, you cannot show it until you take it onto a phone "
                "again."
            ),
            gettext("You can come back at any time: ask for a new code where you got the card."),
        ],
        gettext("Leave OmaKaiku"),
        url_for("holder_data.my_data"),
    )


@blueprint.route("/poistu", methods=["GET", "POST"])
@requires(Permission.SHOW_OWN_CARD)
@asks_first(_leaving)
def leave() -> Response:
    """Take the card off all its phones, this one too, and off the outings it would come along to."""
    token = phone_token() or abort(403)  # the gate lets no phone in without one
    leave_coming_outings(db(), holder(), now=current_time())
    leave_omakaiku(db(), holder(), now=current_time())
    flash(gettext("You have left OmaKaiku. A cardboard card works as before."), "success")
    return drop_card(make_response(redirect(url_for("omakaiku.card", _anchor="said"), 303)), token)
