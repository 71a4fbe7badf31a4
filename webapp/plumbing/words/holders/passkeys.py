"""What cardholders read of passkeys."""

from collections.abc import Mapping
from typing import Final

from flask_babel import LazyString, lazy_gettext

from webapp.core.errors import Refusal
from webapp.core.omakaiku.passkeys.reasons import PasskeyRefusal

_ = lazy_gettext

REFUSALS: Final[Mapping[Refusal, LazyString]] = {
    PasskeyRefusal.TOO_MANY_PASSKEYS: _("The card has %(most)s passkeys already. Remove one of them first."),
    PasskeyRefusal.PASSKEY_INVALID: _(
        "This passkey does not work here. It may have been removed, or the card replaced."
    ),
}
