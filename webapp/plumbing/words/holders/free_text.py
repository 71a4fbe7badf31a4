"""What whoever writes a text reads of words that may not stand in it."""

from collections.abc import Mapping
from typing import Final

from flask_babel import LazyString, lazy_gettext

from webapp.core.errors import Refusal
from webapp.core.free_text.reasons import TextRefusal

_ = lazy_gettext

REFUSALS: Final[Mapping[Refusal, LazyString]] = {
    TextRefusal.TEXT_LENGTH: _("Write this in 1 to %(most)s characters."),
    TextRefusal.TEXT_IDENTITY_CODE: _(
        "This looks like a personal identity code: %(words)s. Please leave it out: it does not belong here."
    ),
    TextRefusal.TEXT_EMAIL: _(
        "This looks like an e-mail address: %(words)s. Please leave it out. The answer comes to OmaKaiku."
    ),
    TextRefusal.TEXT_PHONE_NUMBER: _(
        "This looks like a phone number: %(words)s. Please leave it out. The answer comes to OmaKaiku."
    ),
    TextRefusal.TEXT_CARD_CODE: _(
        "This looks like a card code: %(words)s. Please leave it out: nobody needs it to answer you."
    ),
}
