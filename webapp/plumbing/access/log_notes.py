"""Notes for the log of what a request only read or was refused: written after it, in their own transaction.

So a page that reads takes no write lock, and what is refused is noted although all it did is rolled back.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import structlog
from flask import Flask, Response, g, has_request_context, request
from sqlalchemy.exc import SQLAlchemyError

from webapp.core.accounts.events import AccessRefused, TriesHeldUp
from webapp.core.audit.actions import note_event
from webapp.core.audit.circumstances import ASKED, Circumstances, shortened_origin
from webapp.core.audit.events import Event
from webapp.core.errors import RefusedError
from webapp.plumbing.access.sign_in import card_tokens, current_actor, current_person
from webapp.plumbing.clock import current_time
from webapp.plumbing.http.browsers import device_type
from webapp.plumbing.http.transaction import sessions

log = structlog.get_logger()
_REFUSED: Final = {403: AccessRefused, 429: TriesHeldUp}


def install_log_notes(app: Flask) -> None:
    """Write the notes of a request after its own transaction has ended; so this is installed before that."""
    app.before_request(_begin)
    app.after_request(_write)


def note(event: Event, *, account_id: int | None = None) -> None:
    """Note this for the log, in the name of who acts, or of the account that somebody tried to enter."""
    actor = current_actor()
    if account_id is None and actor is not None:
        _notes().append((event, actor.person_id, actor.organisation.id))
    else:
        _notes().append((event, account_id, None))


@contextmanager
def noting_refusals(event: Event, *, account_id: int) -> Iterator[None]:
    """Note this where what is done here is refused, and let the refusal go on to its page.

    Raises:
        RefusedError: what was done was refused.
    """
    try:
        yield
    except RefusedError:
        note(event, account_id=account_id)
        raise


def _note_refusal(status: int) -> None:
    event, person = _REFUSED.get(status), None
    if event is None or request.url_rule is None:
        return
    if current_actor() is None:
        person = current_person()
        if person is None and card_tokens():
            return  # a cardholder, of whom nothing is kept
    note(event(request.url_rule.rule), account_id=person.account_id if person else None)


def _notes() -> list[tuple[Event, int | None, int | None]]:
    notes: list[tuple[Event, int | None, int | None]] = g.setdefault("log_notes", [])
    return notes


def _begin() -> None:
    ASKED.set(_circumstances)


def _circumstances() -> Circumstances | None:
    if not has_request_context():
        return None
    return Circumstances(device_type(), shortened_origin(request.remote_addr or ""))


def _write(response: Response) -> Response:
    try:
        _note_refusal(response.status_code)
        for event, account_id, organisation_id in _notes():
            note_event(
                sessions(), event, now=current_time(), account_id=account_id, organisation_id=organisation_id
            )
    except SQLAlchemyError:
        # The request has its answer already: that a note is missing is said where no register is needed.
        log.exception("note for the log is lost", endpoint=request.endpoint)
    return response
