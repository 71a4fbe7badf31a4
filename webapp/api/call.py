"""What the views of the counter need of a request, whichever way it came."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from webapp.core.accounts.actor import Actor
from webapp.core.devices.claims import Claim
from webapp.core.errors import Refusal
from webapp.core.partners.desks import Desk
from webapp.core.visits.recording.known import Decision
from webapp.core.visits.recording.unknown_codes import refuse_unknown_codes
from webapp.core.visits.rules import Remark
from webapp.plumbing.access.gate import let_in
from webapp.plumbing.access.sign_in import claims
from webapp.plumbing.access.tries import CARD_CODES, by_actor, current_tries
from webapp.plumbing.clock import current_time
from webapp.plumbing.words.texts import outcome_sentence


@dataclass(frozen=True, slots=True)
class Call:
    """Who calls and when; `let_in` refuses whoever may not, `say` gives a reason's sentence."""

    connection: Connection
    claims: Iterable[Claim]
    now: datetime
    wait: Callable[[Actor], int]
    """For how many seconds an actor has to wait who has guessed too often."""
    let_in: Callable[[Desk | None], Desk]
    say: Callable[[Refusal | Remark | None], str]
    review: Callable[[Sequence[Decision]], None] | None
    """Sees what has been decided before it is written."""
    answered: int | None = None
    """So many of a delivery's commands may be about any code; None: as many as there are."""


def call_of_request(connection: Connection, *, answered: int | None = None) -> Call:
    """Of the request that Flask has opened; `answered` where its unknown codes have been counted."""
    review = refuse_unknown_codes if answered is None else None
    return Call(connection, claims(), current_time(), _wait, let_in, outcome_sentence, review, answered)


def _wait(actor: Actor) -> int:
    return current_tries().wait(by_actor(CARD_CODES, actor))
