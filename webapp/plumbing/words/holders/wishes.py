"""What cardholders read of holders' wishes."""

from collections.abc import Mapping
from typing import Final

from flask_babel import LazyString, lazy_gettext

from webapp.core.errors import Refusal
from webapp.core.omakaiku.wishes.models import CorrectionKind
from webapp.core.omakaiku.wishes.reasons import WishRefusal

_ = lazy_gettext

REFUSALS: Final[Mapping[Refusal, LazyString]] = {
    WishRefusal.RENEWAL_NOT_DUE: _(
        "The wish can be sent from %(months)s months before the last valid day until %(months)s months "
        "after it."
    ),
}

CORRECTION_KINDS: Final[Mapping[CorrectionKind, LazyString]] = {
    CorrectionKind.BIRTH_YEAR: _("Year of birth"),
    CorrectionKind.POSTAL_CODE: _("Postal code"),
    CorrectionKind.CHILDREN: _("Number of children"),
    CorrectionKind.OTHER_ANSWERS: _("Mother tongue, gender or life situation"),
}
