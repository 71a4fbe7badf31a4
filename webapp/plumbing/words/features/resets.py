"""What staff read of lost passwords and factors."""

from collections.abc import Mapping
from typing import Final

from flask_babel import LazyString, lazy_gettext

from webapp.core.accounts.resets.events import (
    FactorsRemovedFor,
    FactorsRemovedOnServer,
    PasswordLinkAsked,
    PasswordLinkMadeOnServer,
    PasswordLinkSentFor,
    PasswordSetByLink,
    SignedOutFor,
)
from webapp.core.accounts.resets.reasons import ResetRefusal
from webapp.core.audit.events import Event
from webapp.core.errors import Refusal

_ = lazy_gettext

REFUSALS: Final[Mapping[Refusal, LazyString]] = {
    ResetRefusal.PASSWORD_LINK_INVALID: _("This link has been used or has expired. Ask for a new one."),
    ResetRefusal.WORKS_ELSEWHERE: _(
        "This person also works at a place that you do not look after. Ask the office above yours to do it."
    ),
}

EVENTS: Final[Mapping[type[Event], LazyString]] = {
    PasswordLinkAsked: _("%(who)s asked for a link to a new password."),
    PasswordSetByLink: _("%(who)s set a new password by a link. All their devices were signed out."),
    PasswordLinkSentFor: _("%(who)s had a link to a new password sent to person %(to_account_id)s."),
    FactorsRemovedFor: _("%(who)s removed the passkeys, app and recovery codes of person %(of_account_id)s."),
    SignedOutFor: _("%(who)s signed person %(signed_out_account_id)s out on all devices."),
    PasswordLinkMadeOnServer: _(
        "On the server a link to a new password was made for person %(to_account_id)s."
    ),
    FactorsRemovedOnServer: _(
        "On the server the passkeys, app and recovery codes of person %(of_account_id)s were removed."
    ),
}

GROUP: Final = _("Signing in and accounts")
KINDS: Final[Mapping[type[Event], LazyString]] = {
    PasswordLinkAsked: _("Link to a new password asked for"),
    PasswordSetByLink: _("Password set by a link"),
    PasswordLinkSentFor: _("Link to a new password sent for somebody"),
    FactorsRemovedFor: _("Second factors removed for somebody"),
    PasswordLinkMadeOnServer: _("Link to a new password made on the server"),
    FactorsRemovedOnServer: _("Second factors removed on the server"),
    SignedOutFor: _("Somebody else signed out everywhere"),
}
"""What the log is narrowed to, in few words."""
