"""The forms of what a partner has, and of the search in the distribution table."""

from flask_babel import lazy_gettext as _
from wtforms import StringField

from webapp.core.material.rules import MaterialKind, check_stock
from webapp.core.material.stocks import NewStock
from webapp.plumbing.rendering.fields import WholeNumberField
from webapp.plumbing.rendering.forms import Form, unless_refused


class StockForm(Form):
    """When a partner runs low on one kind, and how many it has."""

    low_at = WholeNumberField(_("It runs low when it has this many or fewer (optional)"))
    counted = WholeNumberField(_("How many does it have today? (optional)"))

    def validate_low_at(self, field: WholeNumberField) -> None:
        """As core takes it; what is no number has said so already."""
        number = field.number
        if number is not None:
            unless_refused(lambda: check_stock(number, "low_at"))

    def validate_counted(self, field: WholeNumberField) -> None:
        """As core takes it; what is no number has said so already."""
        number = field.number
        if number is not None:
            unless_refused(lambda: check_stock(number, "counted"))

    def new_stock(self, kind: MaterialKind) -> NewStock:
        """What was filled in, of a form that validated."""
        return NewStock(kind, self.low_at.number, self.counted.number)


class TableSearchForm(Form):
    """Sent by GET, so that what was found has an address of its own."""

    word = StringField(_("Name of a partner or a municipality (optional)"))

    def filters(self) -> dict[str, str]:
        """What narrows the table, for the addresses of its pages and files."""
        return {"word": self.word.data} if self.word.data else {}
