"""Check a card, record the visit, see the day, undo."""

import uuid
from typing import Final

from flask import Blueprint, Response, flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from webapp.core.accounts.roles import Permission, Role, may
from webapp.core.errors import RefusedError
from webapp.core.identifiers import new_id
from webapp.core.offers.queries import offers_of_day
from webapp.core.visits.checking import UNKNOWN, Verdict, verdict_on
from webapp.core.visits.looking_back.days import counts_of_day, page_of_day, visits_of_day
from webapp.core.visits.reasons import VisitRefusal
from webapp.core.visits.recording.forms import VisitForm, record_visit, undo_group, undo_visit
from webapp.core.visits.rules import REPEAT_WINDOW, Outcome, VisitKind
from webapp.pages.venue.counter_screen import as_counter, screen_context
from webapp.pages.venue.forms import CheckForm, RecordForm, UndoForm
from webapp.plumbing.access.commitment import own_commitment_warning
from webapp.plumbing.access.gate import requires
from webapp.plumbing.access.staff import desk
from webapp.plumbing.access.tries import CARD_CODES, Try, by_actor, count_wrong, counting, let_nobody_wait
from webapp.plumbing.clock import current_time, today
from webapp.plumbing.http.addresses import next_address, page_in_address
from webapp.plumbing.http.transaction import db
from webapp.plumbing.rendering.forms import UNPROCESSABLE
from webapp.plumbing.rendering.navigation import Link
from webapp.plumbing.rendering.pages import neighbours
from webapp.plumbing.words.features.cards import ADVICE
from webapp.plumbing.words.language import current_language
from webapp.plumbing.words.texts import REFUSALS, sentence

blueprint: Final = Blueprint("venue", __name__)
NAVIGATION: Final = (
    Link(Role.COUNTER_DEVICE, 10, "venue.counter", lazy_gettext("Check a card")),
    Link(Role.COUNTER_DEVICE, 20, "venue.visits", lazy_gettext("Today’s visits")),
    Link(Role.VENUE, 10, "venue.counter", lazy_gettext("Check a card")),
    Link(Role.VENUE, 20, "venue.visits", lazy_gettext("Today’s visits")),
)
_LATEST: Final = 5


@blueprint.route("/kohde", methods=["GET", "POST"])
@requires(Permission.CHECK_CARDS, reads_only=True)
def counter() -> ResponseReturnValue:
    """The counter: a code in, the verdict out."""
    form = CheckForm()
    if form.validate_on_submit():
        let_nobody_wait([_guess()])
        with form.taking_refusals():
            verdict = verdict_on(db(), desk(), form.code.data or "", now=current_time())
            if verdict.refusal in UNKNOWN:
                count_wrong([_guess()])
            return _verdict_page(verdict)
    return _counter_page(form), form.status


def _guess() -> Try:
    return by_actor(CARD_CODES, desk().actor)


def _counter_page(form: CheckForm) -> Response:
    here = desk()
    page = render_template(
        "venue/counter.html",
        form=form,
        latest=visits_of_day(db(), here, today(), limit=_LATEST),
        counts=counts_of_day(db(), here, today()),
        warning=own_commitment_warning(),
        **screen_context(here),
    )
    return as_counter(page)


def _verdict_page(verdict: Verdict, form: RecordForm | None = None) -> str:
    if form is None:
        form = RecordForm(
            formdata=None,
            kind=session.get("visit_kind", VisitKind.TICKET),
            offer=session.get("visit_offer", ""),
        )
        form.code.data, form.visit_id.data = verdict.code, str(new_id(current_time()))
    form.show_offers(offers_of_day(db(), desk(), today(), language=current_language()))
    reason = verdict.refusal
    return render_template(
        "venue/verdict.html",
        verdict=verdict,
        form=form,
        next_form=CheckForm(formdata=None),
        reason=str(REFUSALS[reason]) if reason else "",
        advice=str(ADVICE[reason]) if reason else "",
        repeat_question=_repeat_question(verdict),
        here=url_for("venue.counter"),  # the answer to a POST has no address to come back to
    )


def _repeat_question(verdict: Verdict) -> str:
    """Asked before recording as well as after: two tills may have taken the card at once."""
    at = verdict.last_here
    if verdict.refusal or at is None or current_time() - at >= REPEAT_WINDOW:
        return ""
    return sentence(RefusedError(VisitRefusal.ALREADY_HERE, at=at))


@blueprint.post("/kohde/kirjaa")
@requires(Permission.RECORD_VISITS)
def record() -> ResponseReturnValue:
    """Record a visit and be ready for the next."""
    form = RecordForm()
    if not form.validate():
        return _again(form), UNPROCESSABLE
    filled_in = VisitForm(
        visit_id=uuid.UUID(form.visit_id.data or ""),
        code=form.code.data or "",
        kind=VisitKind(form.kind.data),
        children=form.children.value,
        assistants=form.assistants.value,
        offer_id=form.offer_id,
        repeat_is_meant=form.repeat_is_meant.data,
    )
    with form.taking_refusals(), counting(_guess(), wrong=UNKNOWN):
        outcome = record_visit(db(), desk(), filled_in, now=current_time())
        if outcome is Outcome.ALREADY_RECORDED:
            flash(gettext("This visit had been recorded already. Nothing was added."), "info")
        else:
            session["visit_kind"], session["visit_offer"] = filled_in.kind, form.offer.data
            flash(gettext("Recorded. Ready for the next one."), "success")
        return redirect(url_for("venue.counter"), 303)
    return _again(form), UNPROCESSABLE


def _again(form: RecordForm) -> str:
    return _verdict_page(verdict_on(db(), desk(), form.code.data or "", now=current_time()), form)


@blueprint.get("/kohde/kirjaukset")
@requires(Permission.RECORD_VISITS)
def visits() -> str:
    """Today's visits, each with its undo, a page at a time."""
    here = desk()
    found = page_of_day(db(), here, today(), page=page_in_address())
    return render_template(
        "venue/visits.html",
        found=found,
        pages=neighbours(found, "newer", "older"),
        counts=counts_of_day(db(), here, today()),
        day=today(),
        may_correct=may(here.actor.role, Permission.CORRECT_VISITS),
    )


@blueprint.post("/kohde/kirjaukset/<uuid:visit_id>/peru")
@requires(Permission.RECORD_VISITS)
def undo(visit_id: uuid.UUID) -> ResponseReturnValue:
    """Take a visit back, or all that was recorded together with it."""
    form = UndoForm()
    if form.is_for_group:
        undo_group(db(), desk(), visit_id, reason=form.chosen(), now=current_time())
        flash(gettext("The whole group has been undone."), "success")
    else:
        undo_visit(db(), desk(), visit_id, reason=form.chosen(), now=current_time())
        flash(gettext("The visit has been undone."), "success")
    return redirect(next_address("venue.visits"), 303)
