"""An organisation's own commitment: read the model, accept it, and take the receipt along."""

from typing import Final

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from webapp.core.accounts.roles import Permission, Role
from webapp.core.commitments.actions import accept_commitment
from webapp.core.commitments.events import ReceiptDownloaded
from webapp.core.commitments.queries import (
    acceptable_versions,
    commitment_seen,
    own_commitments,
    standing_of,
)
from webapp.pages.administration.model import day_in_address
from webapp.pages.commitments.list import ours_of
from webapp.pages.commitments.receipt import receipt_of
from webapp.plumbing.access.gate import requires
from webapp.plumbing.access.log_notes import note
from webapp.plumbing.access.staff import staff
from webapp.plumbing.clock import current_time, today
from webapp.plumbing.documents.pdf import pdf_answer
from webapp.plumbing.http.transaction import db
from webapp.plumbing.rendering.forms import flashing_refusals
from webapp.plumbing.rendering.navigation import Link

blueprint: Final = Blueprint("commitment", __name__, url_prefix="/sitoumus")
NAVIGATION: Final = tuple(
    Link(role, 70, "commitment.own", lazy_gettext("Commitment"), rare=True)
    for role in (Role.VENUE, Role.DISTRIBUTOR, Role.COORDINATOR)
)


@blueprint.get("")
@requires(Permission.ACCEPT_COMMITMENTS)
def own() -> str:
    """How the organisation stands, what it can accept, and all that it has accepted."""
    commitments = own_commitments(db(), staff())
    ours = ours_of(commitments)
    accepted = {
        one.version
        for one in commitments
        if one.ended_at is None and not set(ours[one.id]) & set(one.missing)
    }
    return render_template(
        "commitments/own.html",
        standing=standing_of(db(), staff().organisation.id, today()),
        commitments=commitments,
        ours=ours,
        acceptable=[one for one in acceptable_versions(db(), today()) if one.valid_from not in accepted],
        today=today(),
    )


@blueprint.post("/<version>")
@requires(Permission.ACCEPT_COMMITMENTS, asks_proof=True)
def accept(version: str) -> ResponseReturnValue:
    """Commit the organisation to a version."""
    with flashing_refusals():
        commitment = accept_commitment(db(), staff(), day_in_address(version), now=current_time())
        if commitment.in_force_from is None:
            flash(gettext("Accepted. It is in force as soon as the others have accepted it too."), "success")
    return redirect(url_for("commitment.own"), 303)


@blueprint.get("/kuitti/<int:commitment_id>.pdf")
@requires(Permission.HAVE_ACCOUNT)
def receipt(commitment_id: int) -> Response:
    """The receipt of a commitment, for either side."""
    commitment = commitment_seen(db(), staff(), commitment_id)
    note(ReceiptDownloaded(commitment_id))
    return pdf_answer(receipt_of(commitment), f"kaikukortti-{commitment_id}-{commitment.version}")
