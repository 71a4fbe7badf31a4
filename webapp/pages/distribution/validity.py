"""The last valid day of a card that is issued or renewed today; or why there can be none."""

from datetime import date

from webapp.core.cards.actions import validity_today
from webapp.core.errors import RefusedError
from webapp.plumbing.access.staff import staff
from webapp.plumbing.clock import today
from webapp.plumbing.http.transaction import db
from webapp.plumbing.words.texts import sentence


def validity_or_obstacle() -> tuple[date | None, str]:
    """The day, or the sentence shown instead before anything is filled in."""
    try:
        return validity_today(db(), staff(), today()), ""
    except RefusedError as refused:
        return None, sentence(refused)
