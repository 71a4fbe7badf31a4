"""What narrows the list of a distributor's cards."""

from typing import Final

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, StringField

from webapp.core.cards.disguises import code_or_part
from webapp.core.cards.validity import CardKind
from webapp.core.omakaiku.wishes.cards import CardSearch, Carrier, Standing
from webapp.plumbing.rendering.forms import choices_of
from webapp.plumbing.rendering.lists import FilterField, ListForm
from webapp.plumbing.words.features.wishes import CARRIERS, KINDS_OF_CARDS, STANDINGS

_ALL: Final = ("", _("All"))


class CardSearchForm(ListForm):
    """A part of a code, how the card stands, of which kind it is, on what, and whether its holder waits."""

    code = StringField(_("Code or a part of it (optional)"))
    standing = FilterField(_("State (optional)"), choices=choices_of([_ALL, *STANDINGS.items()]))
    kind = FilterField(_("Kind (optional)"), choices=choices_of([_ALL, *KINDS_OF_CARDS.items()]))
    carrier = FilterField(_("On what it is (optional)"), choices=choices_of([_ALL, *CARRIERS.items()]))
    wished = BooleanField(_("Only those whose holder waits for something"))

    def search(self) -> CardSearch:
        """What to look for."""
        return CardSearch(
            code_or_part(self.code.data or ""),
            Standing(self.standing.data) if self.standing.data else None,
            CardKind(self.kind.data) if self.kind.data else None,
            Carrier(self.carrier.data) if self.carrier.data else None,
            is_wished=bool(self.wished.data),
        )
