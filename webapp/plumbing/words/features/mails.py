"""What the mails to staff say."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from flask_babel import LazyString, lazy_gettext

from webapp.core.audit.events import Event
from webapp.core.mails.events import MailGivenUp
from webapp.core.mails.models import FactorChange, MailKind

_ = lazy_gettext

EVENTS: Final[Mapping[type[Event], LazyString]] = {
    MailGivenUp: _("A mail could not be delivered and is not tried again: %(mail_kind)s."),
}

GROUP: Final = _("The register itself")
KINDS: Final[Mapping[type[Event], LazyString]] = {
    MailGivenUp: _("Mail not delivered"),
}
"""What the log is narrowed to, in few words."""


@dataclass(frozen=True, slots=True)
class MailWords:
    """What a mail says, one paragraph after another; a link stands alone on its line."""

    subject: LazyString
    paragraphs: tuple[LazyString | str, ...]


_OPEN_ONCE: Final = _("Open this link to choose a new password. It works once, until %(until)s:")
_NOT_YOU: Final = _(
    "If this was not you, change your password at once and tell the contact person of your organisation."
)

MAILS: Final[Mapping[MailKind, MailWords]] = {
    MailKind.INVITATION: MailWords(
        _("You have been invited to work with Kaikukortti"),
        (
            _("%(organisation)s has invited you to work with Kaikukortti."),
            _("Open this link to begin. It works once, until %(until)s:"),
            "%(link)s",
            _("If you do not know what this is about, you need to do nothing."),
        ),
    ),
    MailKind.PASSWORD_LINK: MailWords(
        _("A new password for Kaikukortti"),
        (
            _("Somebody asked for a new password for this address."),
            _OPEN_ONCE,
            "%(link)s",
            _("If it was not you, you need to do nothing: your password stays as it is."),
        ),
    ),
    MailKind.PASSWORD_LINK_BY_STAFF: MailWords(
        _("A new password for Kaikukortti"),
        (
            _("%(organisation)s asked that you get a new password for Kaikukortti."),
            _OPEN_ONCE,
            "%(link)s",
            _("Until you use the link, your password stays as it is."),
        ),
    ),
    MailKind.PASSWORD_CHANGED: MailWords(
        _("Your password has been changed"),
        (
            _("The password of your Kaikukortti account was changed: %(moment)s."),
            _("You have been signed out on your other devices."),
            _NOT_YOU,
        ),
    ),
    MailKind.FACTOR_CHANGED: MailWords(
        _("Your way of signing in has been changed"),
        (
            _("On your Kaikukortti account this was done: %(moment)s."),
            "%(change)s",
            _NOT_YOU,
        ),
    ),
    MailKind.FACTORS_REMOVED: MailWords(
        _("Your passkeys and codes have been removed"),
        (
            _(
                "%(organisation)s removed all passkeys, the authenticator app and the recovery codes of your "
                "account."
            ),
            _("Sign in with your password. If your work needs it, you are led to set up a new one."),
            _("If you have not asked for this, tell the contact person of your organisation at once."),
        ),
    ),
    MailKind.NEW_SIGN_IN: MailWords(
        _("A new device has signed in"),
        (
            _("Somebody signed in to your Kaikukortti account on a device that was not used before."),
            "%(browser)s, %(moment)s.",
            _("If it was you, you need to do nothing."),
            _NOT_YOU,
        ),
    ),
    MailKind.REMOVAL: MailWords(
        _("Your work with Kaikukortti has ended at one place"),
        (
            _("You can no longer work with Kaikukortti at this place: %(organisation)s."),
            _("If this is a mistake, ask its contact person."),
        ),
    ),
    MailKind.MEETING: MailWords(_("Invitation to a feedback meeting of Kaikukortti"), ("%(text)s",)),
}
MAIL_CLOSING: Final = _("This message was sent by a program. It does not read answers.")

MAIL_CHANGES: Final[Mapping[FactorChange, LazyString]] = {
    FactorChange.PASSKEY_ADDED: _("A passkey was made."),
    FactorChange.PASSKEY_REMOVED: _("A passkey was removed."),
    FactorChange.APP_ADDED: _("An authenticator app was taken into use."),
    FactorChange.APP_REMOVED: _("The authenticator app is used no longer."),
    FactorChange.CODES_MADE: _("New recovery codes were made."),
}
"""What a mail about a changed factor tells, by its fact `change`."""
