"""A mail of the outbox as a message: in its reader's language, plain text, the same whenever it is tried."""

from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Final

from flask import Flask
from flask_babel import gettext

from webapp.core.accounts.models import BrowserKind
from webapp.core.mails.actions import ClaimedMail
from webapp.core.mails.models import FactorChange, MailKind
from webapp.plumbing.words.features.factors import BROWSERS
from webapp.plumbing.words.features.mails import (
    MAIL_CHANGES,
    MAIL_CLOSING,
    MAILS,
)
from webapp.plumbing.words.formats import show_day, show_time
from webapp.plumbing.words.language import install_languages, speaking
from webapp.settings import Settings

INVITATION_PATH: Final = "/kutsu"
PASSWORD_PATH: Final = "/uusi-salasana"  # noqa: S105 - a path, not a password
_PATHS: Final = {
    MailKind.INVITATION: INVITATION_PATH,
    MailKind.PASSWORD_LINK: PASSWORD_PATH,
    MailKind.PASSWORD_LINK_BY_STAFF: PASSWORD_PATH,
}
_SERVICE: Final = "Kaikukortti"


class UnwritableError(Exception):
    """No message can be made: what stands for the address is none."""


class MailWriter:
    """Writes messages from one service, with links to the address that people open."""

    def __init__(self, settings: Settings) -> None:
        self._base_url, self._host = settings.base_url, settings.host
        self._sender = settings.smtp_from or f"kaikukortti@{settings.host}"
        # Sentences are an application's; this one has nothing else, and no request asks it anything.
        self._words = Flask(__name__, static_folder=None)
        install_languages(self._words)

    def write(self, mail: ClaimedMail) -> EmailMessage:
        """The message.

        Its Message-ID and date are the mail's, so that whoever gets it twice can see that it is one.

        Raises:
            UnwritableError: the address is none.
        """
        message = EmailMessage(policy=SMTP)
        try:
            message["From"] = Address(_SERVICE, addr_spec=self._sender)
            message["To"] = Address(addr_spec=_in_ascii(mail.address))
        except (ValueError, IndexError, MessageError) as error:  # its parser knows all three
            raise UnwritableError from error
        with self._words.app_context(), speaking(mail.language):
            message["Subject"] = str(MAILS[mail.kind].subject)
            message.set_content(self._text_of(mail))
        message["Date"] = format_datetime(mail.made_at)
        message["Message-ID"] = f"<{mail.id}@{self._host}>"
        message["Auto-Submitted"] = "auto-generated"
        message["Content-Language"] = mail.language
        return message

    def _text_of(self, mail: ClaimedMail) -> str:
        values = {
            "organisation": mail.facts.get("organisation", ""),
            "text": mail.facts.get("text", ""),
            "link": self._link_of(mail),
            "until": _moment(mail.useful_until),
            "moment": _moment(mail.made_at),
        }
        if "change" in mail.facts:
            values["change"] = str(MAIL_CHANGES[FactorChange(mail.facts["change"])])
        if "browser" in mail.facts:
            values["browser"] = str(BROWSERS[BrowserKind(mail.facts["browser"])])
        paragraphs = [str(one) % values for one in MAILS[mail.kind].paragraphs]
        return "\n\n".join([*paragraphs, str(MAIL_CLOSING), f"{_SERVICE}\n{self._base_url}"]) + "\n"

    def _link_of(self, mail: ClaimedMail) -> str:
        path = _PATHS.get(mail.kind)
        return f"{self._base_url}{path}#{mail.facts['secret']}" if path else ""


def _moment(moment: datetime) -> str:
    # With its day, always: nobody knows when it will be read.
    return str(gettext("%(day)s at %(time)s", day=show_day(moment), time=show_time(moment)))


def _in_ascii(address: str) -> str:
    # Of the domain, as servers know it.
    name, _at, domain = address.rpartition("@")
    if not name or not domain:
        raise UnwritableError
    return f"{name}@{domain.encode('idna').decode()}"
