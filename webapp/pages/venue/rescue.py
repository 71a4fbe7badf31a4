"""A phone's rescue file: the venue takes in its own phones', the national office anybody's."""

from typing import Final

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from webapp.core.accounts.roles import Permission
from webapp.core.visits.recording.rescue import Imported, RescueFile, import_visits, read_rescue_file
from webapp.core.visits.recording.unknown_codes import unknown_places
from webapp.core.visits.rules import Outcome
from webapp.pages.venue.forms import RescueForm
from webapp.plumbing.access.gate import requires
from webapp.plumbing.access.staff import staff
from webapp.plumbing.access.tries import CARD_CODES, by_actor, current_tries
from webapp.plumbing.clock import current_time
from webapp.plumbing.http.transaction import begin_writing, db
from webapp.plumbing.words.texts import outcome_sentence

blueprint: Final = Blueprint("rescue", __name__)


@blueprint.route("/kohde/tuonti", methods=["GET", "POST"])
@requires(Permission.IMPORT_VISITS)
def import_file() -> ResponseReturnValue:
    """For the venue whose phone it was."""
    return _import_page("rescue.import_file")


@blueprint.route("/keskus/kaynnit/tuonti", methods=["GET", "POST"])
@requires(Permission.IMPORT_VISITS)
def import_for_venue() -> ResponseReturnValue:
    """For the national office, which helps any venue."""
    return _import_page("rescue.import_for_venue")


def _import_page(endpoint: str) -> ResponseReturnValue:
    form = RescueForm()
    if form.validate_on_submit():
        with form.taking_refusals():
            rescue = read_rescue_file(form.text())
            return _result_page(_import(rescue), endpoint)
    body = render_template("venue/import.html", form=form, action=url_for(endpoint))
    return body, form.status


def _import(rescue: RescueFile) -> Imported:
    """As visits of a phone: codes that no card has are counted before they are answered."""
    tries, one = current_tries(), by_actor(CARD_CODES, staff())
    unknown = unknown_places(db().connection(), rescue.commands)
    answered = 0 if tries.wait(one) else None
    if unknown and answered is None:
        db().rollback()  # as the count is a transaction of its own
        allowed = tries.count(one, len(unknown))
        answered = None if allowed == len(unknown) else unknown[allowed]
        begin_writing()
    return import_visits(db(), staff(), rescue, answered=answered, now=current_time())


def _result_page(imported: Imported, endpoint: str) -> str:
    return render_template(
        "venue/imported.html",
        decisions=imported.decisions,
        waiting=imported.waiting,
        outcome_sentence=outcome_sentence,
        refused=sum(one.outcome is Outcome.REFUSED for one in imported.decisions),
        action=url_for(endpoint),
        here=url_for(endpoint),  # the answer to a POST has no address to come back to
    )
