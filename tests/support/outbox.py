"""The mails that wait in an application's outbox, as their readers would get them."""

import re
from collections import Counter
from dataclasses import dataclass, field
from email.message import EmailMessage

from flask import Flask
from sqlalchemy import select

from tests.support.visitor import session_factory_of
from webapp.core.mails.actions import MailOutcome
from webapp.core.mails.models import Mail
from webapp.plumbing.clock import clock_of
from webapp.plumbing.mail.sending import MailSender
from webapp.plumbing.mail.writing import MailWriter


@dataclass
class Mailbox:
    """Takes every message."""

    taken: list[EmailMessage] = field(default_factory=list)

    def deliver(self, message: EmailMessage) -> MailOutcome:
        """Take it."""
        self.taken.append(message)
        return MailOutcome.SENT


def delivered(app: Flask) -> list[EmailMessage]:
    """Send what waits, and give it."""
    mailbox = Mailbox()
    writer = MailWriter(app.config["SETTINGS"])
    MailSender(session_factory_of(app), writer, mailbox, clock=clock_of(app)).send_waiting()
    return mailbox.taken


def waiting_kinds(app: Flask) -> Counter[str]:
    """What kinds of mail wait, and how many of each."""
    with session_factory_of(app)() as session:
        return Counter(session.scalars(select(Mail.kind).where(Mail.address.is_not(None))))


def link_in(message: EmailMessage) -> tuple[str, str]:
    """The path and the secret of the link in a message."""
    found = re.search(r"https?://[^/\s]+(/[^#\s]+)#(\w+)", message.get_content())
    assert found is not None, message.get_content()
    return found[1], found[2]
