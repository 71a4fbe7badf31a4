"""A counter's phone as the register sees it: it sends lists of commands and hears what became of each."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from tests.factories import add_device
from webapp.core.accounts.actor import Actor
from webapp.core.visits.commands import Command
from webapp.core.visits.known import Decision
from webapp.core.visits.recording import Delivery, record_commands


class Phone:
    """Enrolled long ago, with a clock that is right unless told otherwise."""

    def __init__(self, session: Session, actor: Actor, now: datetime) -> None:
        self.session, self.actor, self.now = session, actor, now
        self.device = add_device(session, actor, now=now - timedelta(days=400))

    def send(
        self, *commands: Command, sent_at: datetime | None = None, now: datetime | None = None
    ) -> list[Decision]:
        """Send a list at a moment, by default now."""
        delivery = Delivery(self.device, commands, sent_at or now or self.now)
        return record_commands(self.session, self.actor, delivery, now=now or self.now)


def outcomes(decisions: Sequence[Decision]) -> list[tuple[str, str | None]]:
    """Outcome and reason of each."""
    return [(one.outcome, one.reason) for one in decisions]
