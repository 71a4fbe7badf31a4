"""What staff read of people's accounts and roles."""

from collections.abc import Mapping
from typing import Final

from flask_babel import LazyString, lazy_gettext

from webapp.core.accounts.events import (
    AccessRefused,
    AdministratorMade,
    OneSessionEnded,
    OtherSessionsEnded,
    PasswordChanged,
    RoleChosen,
    SignedIn,
    SignedOut,
    SignInFailed,
    TriesHeldUp,
)
from webapp.core.accounts.reasons import AccountRefusal
from webapp.core.audit.events import Event
from webapp.core.errors import Refusal

_ = lazy_gettext

REFUSALS: Final[Mapping[Refusal, LazyString]] = {
    AccountRefusal.PASSWORD_TOO_SHORT: _(
        "The password needs at least %(shortest)s characters. Three or four words are good."
    ),
    AccountRefusal.PASSWORD_TOO_LONG: _("The password can have at most %(longest)s characters."),
    AccountRefusal.PASSWORD_COMMON: _(
        "This password is easy to guess. Choose words that do not belong together."
    ),
    AccountRefusal.SIGN_IN_FAILED: _(
        "The e-mail address and password do not match. Check both and try again."
    ),
}

EVENTS: Final[Mapping[type[Event], LazyString]] = {
    SignedIn: _("%(who)s signed in."),
    SignedOut: _("%(who)s signed out."),
    SignInFailed: _("%(who)s could not sign in: the address or the password was wrong."),
    TriesHeldUp: _("%(who)s tried too often and had to wait: %(page)s."),
    AccessRefused: _("%(who)s asked for a page that is for others: %(page)s."),
    AdministratorMade: _("Person %(new_account_id)s was given the national office’s role."),
    RoleChosen: _("%(who)s changed to another role."),
    OneSessionEnded: _("%(who)s signed out on another of their devices."),
    OtherSessionsEnded: _("%(who)s signed out on all other devices."),
    PasswordChanged: _("%(who)s changed their password. Other devices were signed out."),
}

GROUP: Final = _("Signing in and accounts")
KINDS: Final[Mapping[type[Event], LazyString]] = {
    SignedIn: _("Signed in"),
    SignedOut: _("Signed out"),
    SignInFailed: _("Sign-in failed"),
    TriesHeldUp: _("Had to wait after many tries"),
    AccessRefused: _("Access to a page refused"),
    AdministratorMade: _("Administrator made"),
    RoleChosen: _("Role changed"),
    OneSessionEnded: _("Signed out on one device"),
    OtherSessionsEnded: _("Signed out on all other devices"),
    PasswordChanged: _("Password changed"),
}
"""What the log is narrowed to, in few words."""
