"""Send what waits in the outbox: once by a command, or all the time by a thread of each server."""

import threading
import uuid
from collections import Counter
from typing import Final

import structlog
from flask import Flask
from sqlalchemy.orm import Session, sessionmaker

from webapp.core.accounts.resets.actions import SECRET, link_for_mail
from webapp.core.database import announce_writing
from webapp.core.mails.actions import (
    ClaimedMail,
    MailOutcome,
    claim_mail,
    drop_mail,
    due_mails,
    settle_mail,
)
from webapp.core.mails.models import MailKind
from webapp.plumbing.clock import Clock, clock_of
from webapp.plumbing.http.transaction import sessions_of
from webapp.plumbing.mail.delivery import MailDelivery, mail_delivery
from webapp.plumbing.mail.writing import MailWriter, UnwritableError
from webapp.settings import Settings

LOOKS_EVERY_SECONDS: Final = 3
"""Asking takes one statement of an index, and somebody waits for the link."""
RESTS_SECONDS: Final = 30
"""After a failure: a register that is away fills no log."""

log = structlog.get_logger()


class MailSender:
    """Takes mails out of the outbox one by one. Several at once, anywhere, share the work."""

    def __init__(
        self, sessions: sessionmaker[Session], writer: MailWriter, delivery: MailDelivery, *, clock: Clock
    ) -> None:
        self._sessions, self._writer, self._delivery, self._clock = sessions, writer, delivery, clock

    def send_waiting(self) -> Counter[MailOutcome]:
        """Try everything that is due; tells how many of what became."""
        outcomes: Counter[MailOutcome] = Counter()
        with self._sessions() as reading:
            due = due_mails(reading, now=self._clock())
        for mail_id in due:
            claimed = self._claim(mail_id)
            if claimed is None:
                continue
            outcome = self._deliver(claimed)
            with self._sessions.begin() as session:
                announce_writing(session)
                settle_mail(session, claimed, outcome, now=self._clock())
            outcomes[outcome] += 1
        return outcomes

    def _claim(self, mail_id: uuid.UUID) -> ClaimedMail | None:
        with self._sessions.begin() as session:
            announce_writing(session)
            claimed = claim_mail(session, mail_id, now=self._clock())
            if claimed is None or claimed.kind not in {
                MailKind.PASSWORD_LINK, MailKind.PASSWORD_LINK_BY_STAFF
            }:  # fmt: skip
                return claimed
            secret = link_for_mail(session, claimed, now=self._clock())
            if secret is None:
                drop_mail(session, claimed)
                return None
            return claimed.with_fact(SECRET, secret)

    def _deliver(self, claimed: ClaimedMail) -> MailOutcome:
        try:
            message = self._writer.write(claimed)
        except UnwritableError:
            log.warning("mail not delivered", mail=str(claimed.id), why="its address is none")
            return MailOutcome.REFUSED
        return self._delivery.deliver(message)


def mail_sender(sessions: sessionmaker[Session], settings: Settings, *, clock: Clock) -> MailSender:
    """A sender as the settings want it."""
    return MailSender(sessions, MailWriter(settings), mail_delivery(settings), clock=clock)


class SendingThread(threading.Thread):
    """Looks into the outbox for as long as its process lives.

    It may end at any moment, as the process may: what it had claimed is tried again.
    """

    def __init__(self, sender: MailSender) -> None:
        super().__init__(name="mails", daemon=True)
        self._sender, self._stopped = sender, threading.Event()

    def run(self) -> None:
        """Send, rest, and send again."""
        while not self._stopped.wait(LOOKS_EVERY_SECONDS):
            try:
                self._sender.send_waiting()
            except Exception as error:
                log.warning("outbox not emptied", exc_info=error)
                self._stopped.wait(RESTS_SECONDS)

    def stop(self) -> None:
        """End it between two mails."""
        self._stopped.set()
        self.join()


def send_all_the_time(app: Flask, settings: Settings) -> SendingThread:
    """Let an application send what its requests put into the outbox."""
    thread = SendingThread(mail_sender(sessions_of(app), settings, clock=clock_of(app)))
    thread.start()
    return thread
