"""Send what waits in the outbox."""

from datetime import UTC, datetime

import click

from webapp.commands.register import opened_register
from webapp.commands.serve import settings_fit_to_serve
from webapp.core.database import session_factory
from webapp.core.mails.actions import MailOutcome, waiting_mails
from webapp.plumbing.logs import install_logs
from webapp.plumbing.mail.sending import mail_sender


@click.command("send-mails")
def send_mails() -> None:
    """Try every mail of the outbox that is due, and say how many went.

    A running server does this all the time; the command is for looking whether the server of mail
    (KAIKUKORTTI_SMTP_HOST) takes them, and for sending while nothing is served. Without that setting mails
    are written into KAIKUKORTTI_MAIL_FOLDER, each as a file. Safe to run beside servers, and twice at once.
    Ends with 1 where a mail that was tried did not go.
    """
    install_logs()
    settings = settings_fit_to_serve()
    sessions = session_factory(opened_register(settings.database_url))
    outcomes = mail_sender(sessions, settings, clock=lambda: datetime.now(UTC)).send_waiting()
    with sessions() as session:
        waiting = waiting_mails(session)
    click.echo(
        f"Mails sent: {outcomes[MailOutcome.SENT]}, refused: {outcomes[MailOutcome.REFUSED]}, "
        f"not taken now: {outcomes[MailOutcome.LATER]}. Waiting: {waiting}."
    )
    if outcomes[MailOutcome.LATER] or outcomes[MailOutcome.REFUSED]:
        raise SystemExit(1)
