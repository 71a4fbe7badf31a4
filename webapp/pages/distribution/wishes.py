"""Answering what a holder asks for on their phone; a renewal answers its wish by itself."""

import uuid
from typing import Final

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from webapp.core.accounts.roles import Permission
from webapp.core.errors import NotFoundError
from webapp.core.omakaiku.wishes import mark_corrected
from webapp.core.omakaiku.wishes_models import CorrectionKind
from webapp.plumbing.access import requires
from webapp.plumbing.clock import current_time
from webapp.plumbing.staff import staff
from webapp.plumbing.transaction import register

blueprint: Final = Blueprint("distribution_wishes", __name__, url_prefix="/jakaja/kortti/<uuid:card_id>")


@blueprint.post("/korjattu")
@requires(Permission.ISSUE_CARDS)
def corrected(card_id: uuid.UUID) -> ResponseReturnValue:
    """Mark what the holder asked to be corrected as done; doing it twice changes nothing."""
    kind = next((kind for kind in CorrectionKind if kind == request.form.get("kind")), None)
    if kind is None:
        raise NotFoundError
    mark_corrected(register(), staff(), card_id, kind=kind, now=current_time())
    flash(gettext("Marked as done. The cardholder sees it on their phone."), "success")
    return redirect(url_for("distribution_card.card", card_id=card_id), 303)
