"""How a message leaves this machine: to a server of mail, or as a file where there is none."""

import os
import ssl
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from smtplib import SMTP, SMTP_SSL, SMTPException, SMTPRecipientsRefused
from typing import Final, Protocol

import structlog

from webapp.core.mails.actions import MailOutcome
from webapp.settings import Settings

_OWNER_ALONE: Final = 0o600
_OWNERS_FOLDER: Final = 0o700
_NO_SUCH_ADDRESS: Final = b"5.1."
"""How the status of a refusal begins that is about the address itself (RFC 3463)."""


class MailDelivery(Protocol):
    """Takes one message at a time."""

    def deliver(self, message: EmailMessage) -> MailOutcome:
        """Take a message, and say what became of it; raises nothing that a server can cause."""


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """A server that takes mails for the world. Each waits at most so long for each of its answers."""

    host: str
    port: int
    security: str
    user: str = ""
    password: str = ""
    patience_seconds: float = 20
    certificates: ssl.SSLContext | None = None

    def deliver(self, message: EmailMessage) -> MailOutcome:
        """Hand it over. A server that takes it and is not heard any more has it, but nobody knows: LATER."""
        try:
            server = self._connected()
        except (OSError, SMTPException) as error:
            _note(message, error)
            return MailOutcome.LATER
        try:
            server.send_message(message)
        except SMTPRecipientsRefused as refused:
            _note(message, refused)
            return MailOutcome.REFUSED if _is_no_address(refused) else MailOutcome.LATER
        except (OSError, SMTPException) as error:
            _note(message, error)
            return MailOutcome.LATER
        finally:
            with suppress(OSError, SMTPException):  # whatever it says to this, it has the mail or has it not
                server.quit()
            server.close()
        return MailOutcome.SENT

    def _connected(self) -> SMTP:
        certificates = self.certificates or ssl.create_default_context()
        if self.security == "tls":
            server: SMTP = SMTP_SSL(self.host, self.port, timeout=self.patience_seconds, context=certificates)
        else:
            server = SMTP(self.host, self.port, timeout=self.patience_seconds)
        try:
            if self.security == "starttls":
                server.starttls(context=certificates)
            if self.user:
                server.login(self.user, self.password)
        except BaseException:
            server.close()
            raise
        return server


@dataclass(frozen=True, slots=True)
class MailFolder:
    """A folder where each mail is a file for its owner alone; the same mail is the same file."""

    path: Path

    def deliver(self, message: EmailMessage) -> MailOutcome:
        """Write it; the log says where, and nothing of the mail."""
        name = str(message["Message-ID"]).strip("<>").partition("@")[0]
        file, unfinished = self.path / f"{name}.eml", self.path / f".{name}"
        try:
            self.path.mkdir(mode=_OWNERS_FOLDER, parents=True, exist_ok=True)
            opened = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _OWNER_ALONE)
            with os.fdopen(opened, "wb") as writing:
                writing.write(message.as_bytes())
            unfinished.replace(file)
        except OSError as error:
            _note(message, error)
            return MailOutcome.LATER
        structlog.get_logger().info("mail written into a folder", folder=str(self.path.absolute()))
        return MailOutcome.SENT


def mail_delivery(settings: Settings) -> MailDelivery:
    """What the settings name."""
    if not settings.smtp_host:
        return MailFolder(settings.mail_folder)
    return SmtpServer(
        settings.smtp_host, settings.smtp_port, settings.smtp_security,
        settings.smtp_user, settings.smtp_password,
    )  # fmt: skip


def _is_no_address(refused: SMTPRecipientsRefused) -> bool:
    return all(bytes(said).startswith(_NO_SUCH_ADDRESS) for _code, said in refused.recipients.values())


def _note(message: EmailMessage, error: Exception) -> None:
    # The kind of failure and the number of the server's answer; its words quote the address.
    code = getattr(error, "smtp_code", None)
    structlog.get_logger().warning(
        "mail not delivered", mail=str(message["Message-ID"]), why=type(error).__name__, code=code
    )
