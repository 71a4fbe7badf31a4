"""Write down what an actor did."""

from datetime import datetime

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from webapp.core.accounts.actor import Actor
from webapp.core.audit.actions import record_event
from webapp.core.audit.events import Event


def record_act(db: Session | Connection, actor: Actor, event: Event, *, now: datetime) -> None:
    """Append an event in the actor's name, in the transaction of what they did."""
    record_event(db, event, now=now, account_id=actor.person_id, organisation_id=actor.organisation.id)
