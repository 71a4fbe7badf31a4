"""Where the desk begins: one field takes any card's code and leads to what comes next."""

from typing import Final, assert_never

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext

from webapp.core.accounts.roles import Permission, Role
from webapp.core.cards.at_desk import CardOfAnother, OwnCard, UnusedCode, code_at_desk
from webapp.core.cards.reasons import IssuingRefusal
from webapp.core.cards.unused_codes import UNUSABLE_CODES
from webapp.core.partners.contacts import contacts_of
from webapp.core.partners.models import Organisation
from webapp.pages.distribution.desk_form import ReadForm
from webapp.pages.distribution.leading import lead_to_card
from webapp.plumbing.access.commitment import own_commitment_warning
from webapp.plumbing.access.gate import requires
from webapp.plumbing.access.staff import staff
from webapp.plumbing.access.tries import NEW_CARD_CODES, by_actor, count_wrong, counting
from webapp.plumbing.clock import today
from webapp.plumbing.http.transaction import db
from webapp.plumbing.rendering.navigation import Link
from webapp.plumbing.words.texts import REFUSALS

blueprint: Final = Blueprint("distribution_desk", __name__)
NAVIGATION: Final = (Link(Role.DISTRIBUTOR, 5, "distribution_desk.start", lazy_gettext("Read a card")),)


@blueprint.route("/jakaja/lue", methods=["GET", "POST"])
@requires(Permission.ISSUE_CARDS, reads_only=True)
def start() -> ResponseReturnValue:
    """A code in; the form for a new card, the card's own page, or whom to ask out."""
    form = ReadForm()
    if form.validate_on_submit():
        with form.taking_refusals(), counting(by_actor(NEW_CARD_CODES, staff()), wrong=UNUSABLE_CODES):
            found = code_at_desk(db(), staff(), form.code.data or "", today=today())
            return _led_on(found)
    body = render_template("distribution/read.html", form=form, warning=own_commitment_warning())
    return body, form.status


def _led_on(found: UnusedCode | OwnCard | CardOfAnother) -> ResponseReturnValue:
    match found:
        case UnusedCode():
            return _to_issue(found)
        case OwnCard():
            return lead_to_card(found)
        case CardOfAnother():
            return _whom_to_ask(found.distributor)
        case _:
            assert_never(found)


def _to_issue(found: UnusedCode) -> ResponseReturnValue:
    """With the code; where it is not marked as handed over, that is asked before anything is filled in."""
    if found.is_handed_over:
        return redirect(url_for("distribution.issue", code=found.code), 303)
    flash(str(REFUSALS[IssuingRefusal.CODE_NOT_HANDED_OVER]), "warning")
    return redirect(url_for("distribution.issue", code=found.code, in_hand=found.code), 303)


def _whom_to_ask(distributor: Organisation) -> str:
    # That a code is somebody else's card is what a guess would tell: it is counted as one.
    count_wrong([by_actor(NEW_CARD_CODES, staff())])
    return render_template(
        "distribution/of_another.html",
        distributor=distributor,
        contacts=contacts_of(db(), distributor),
        here=url_for("distribution_desk.start"),  # the answer to a POST cannot be come back to
    )
