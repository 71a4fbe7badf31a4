"""What staff read of second factors and of where they are signed in."""

from collections.abc import Mapping
from typing import Final

from flask_babel import LazyString, lazy_gettext

from webapp.core.accounts.factors.events import (
    AuthenticatorAppAdded,
    AuthenticatorAppRemoved,
    RecoveryCodesMade,
    RecoveryCodeUsed,
    StaffPasskeyAdded,
    StaffPasskeyRemoved,
)
from webapp.core.accounts.factors.reasons import FactorRefusal
from webapp.core.accounts.models import BrowserKind
from webapp.core.audit.events import Event
from webapp.core.errors import Refusal

_ = lazy_gettext

REFUSALS: Final[Mapping[Refusal, LazyString]] = {
    FactorRefusal.FACTOR_CODE_WRONG: _(
        "This code does not work. Each code works once, and a code of the app for about a minute. "
        "Wait for the next one and try again."
    ),
    FactorRefusal.FACTOR_PASSKEY_INVALID: _(
        "This passkey does not work here. Try another one, or sign in with your password."
    ),
    FactorRefusal.TOO_MANY_STAFF_PASSKEYS: _("You have %(most)s passkeys already. Remove one of them first."),
    FactorRefusal.LAST_FACTOR: _(
        "Your work needs a passkey or an authenticator app. Add another one before you remove the last."
    ),
    FactorRefusal.SIGN_IN_TOOK_TOO_LONG: _("Signing in took too long. Write your password once more."),
}

EVENTS: Final[Mapping[type[Event], LazyString]] = {
    StaffPasskeyAdded: _("%(who)s made a passkey for signing in."),
    StaffPasskeyRemoved: _("%(who)s removed one of their passkeys."),
    AuthenticatorAppAdded: _("%(who)s took an authenticator app into use."),
    AuthenticatorAppRemoved: _("%(who)s stopped using an authenticator app."),
    RecoveryCodesMade: _("%(who)s made new recovery codes."),
    RecoveryCodeUsed: _("%(who)s used a recovery code. Codes left: %(left)s."),
}

GROUP: Final = _("Signing in and accounts")
KINDS: Final[Mapping[type[Event], LazyString]] = {
    StaffPasskeyAdded: _("Passkey of staff added"),
    StaffPasskeyRemoved: _("Passkey of staff removed"),
    AuthenticatorAppAdded: _("Authenticator app added"),
    AuthenticatorAppRemoved: _("Authenticator app removed"),
    RecoveryCodesMade: _("Recovery codes made"),
    RecoveryCodeUsed: _("Recovery code used"),
}
"""What the log is narrowed to, in few words."""

BROWSERS: Final[Mapping[BrowserKind, LazyString]] = {
    BrowserKind.IPHONE: _("iPhone"),
    BrowserKind.ANDROID: _("Android phone"),
    BrowserKind.COMPUTER: _("Computer"),
    BrowserKind.OTHER: _("Unknown device"),
}
