"""The event of mails: what is told of them beside the acts that they tell of."""

from dataclasses import dataclass

from webapp.core.audit.events import Event


@dataclass(frozen=True, slots=True)
class MailGivenUp(Event):
    """A mail could not be delivered, and is not tried again."""

    mail_kind: str
