"""The event of mails: what is told of them beside the acts that they tell of."""

from dataclasses import dataclass
from typing import ClassVar

from webapp.core.audit.events import Event


@dataclass(frozen=True, slots=True)
class MailGivenUp(Event):
    """A mail could not be delivered, and is not tried again."""

    is_of_networks: ClassVar[bool] = False

    mail_kind: str
