"""What the views of the counter need of a request, whichever way it came."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import current_app
from sqlalchemy import Connection

from webapp.core.devices.claims import Claim
from webapp.core.errors import Refusal
from webapp.core.partners.desks import Desk
from webapp.core.visits.recording.known import Decision
from webapp.core.visits.rules import Remark
from webapp.plumbing.access.gate import let_in
from webapp.plumbing.access.sign_in import claims
from webapp.plumbing.clock import current_time
from webapp.plumbing.words.texts import outcome_sentence


@dataclass(frozen=True, slots=True)
class Call:
    """Who calls and when; `let_in` refuses whoever may not, `say` gives a reason's sentence."""

    connection: Connection
    claims: Iterable[Claim]
    now: datetime
    checks_per_minute: int
    let_in: Callable[[Desk | None], Desk]
    say: Callable[[Refusal | Remark | None], str]
    review: Callable[[Sequence[Decision]], None] | None = None
    """Sees what has been decided before it is written."""


def call_of_request(connection: Connection) -> Call:
    """Of the request that Flask has opened."""
    most = current_app.config["CHECKS_PER_MINUTE"]
    return Call(connection, claims(), current_time(), most, let_in, outcome_sentence)
