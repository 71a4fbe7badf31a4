"""Forms of the national office."""

import uuid
from collections.abc import Sequence
from typing import Self

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import HiddenField, SelectField, TextAreaField
from wtforms.validators import ValidationError

from webapp.core.cards.batches import BatchOrder, BatchSearch, check_batch_size, codes_in, new_letters
from webapp.core.errors import RefusedError
from webapp.core.networks.models import Network
from webapp.core.networks.queries import all_networks
from webapp.core.tables.cells import Row
from webapp.core.tables.reading import read_pasted, read_table
from webapp.plumbing.http.transaction import db
from webapp.plumbing.rendering.fields import Needed, WholeNumberField
from webapp.plumbing.rendering.forms import Form, choices_of, unless_refused
from webapp.plumbing.rendering.lists import FilterField, ListForm
from webapp.plumbing.words.formats import local_name
from webapp.plumbing.words.language import current_language


def _is_offered(field: SelectField) -> bool:
    return field.data in {choice[0] for choice in field.iter_choices()}


class NetworkForm(Form):
    """A form that is about one network."""

    network = SelectField(_("Network"), validate_choice=False)

    def offer_networks(self) -> None:
        """Fill the list from the register."""
        found = all_networks(db(), language=current_language())
        networks = [(str(one.id), local_name(one)) for one in found]
        self.network.choices = choices_of([("", _("Choose a network")), *networks])

    def validate_network(self, field: SelectField) -> None:
        """One of the networks offered."""
        if not field.data or not _is_offered(field):
            raise ValidationError(_("Choose a network from the list."))


class BatchSearchForm(ListForm):
    """A network, and whether its batches are handed over."""

    network = FilterField(_("Network"))
    handed_over = FilterField(
        _("State"),
        choices=choices_of([("", _("All")), ("yes", _("Handed over")), ("no", _("Not handed over yet"))]),
    )

    def offer_networks(self, networks: Sequence[Network]) -> Self:
        """Fill the list."""
        named = [(str(one.id), local_name(one)) for one in networks]
        self.network.choices = choices_of([("", _("All networks")), *named])
        return self

    def search(self) -> BatchSearch:
        """What to look for, of a form that validated."""
        network_id = int(self.network.data) if self.network.data else None
        is_handed_over = self.handed_over.data == "yes" if self.handed_over.data else None
        return BatchSearch(network_id, is_handed_over)


class BatchForm(NetworkForm):
    """How many new codes, under which letter, for whom. Its id came with the page: sent twice, made once."""

    order_id = HiddenField()
    letter = SelectField(_("Letter"), validate_choice=False)
    size = WholeNumberField(_("How many codes"), [Needed(_("Write how many codes."))])

    def offer_letters(self) -> None:
        """All letters but those of old series."""
        self.letter.choices = choices_of((letter, letter) for letter in new_letters(db()))

    def order(self) -> BatchOrder:
        """What was ordered, of a form that validated."""
        order_id = uuid.UUID(self.order_id.data) if self.order_id.data else None
        return BatchOrder(int(self.network.data), self.letter.data, self.size.value, order_id)

    def validate_order_id(self, field: HiddenField) -> None:
        """The id is ours; anything else was not made by our page."""
        try:
            uuid.UUID(field.data or str(uuid.UUID(int=0)))
        except ValueError:
            raise ValidationError(_("Open the page again.")) from None

    def validate_size(self, field: WholeNumberField) -> None:
        """As many as core makes at once; what is no number has said so already."""
        number = field.number
        if number is not None:
            unless_refused(lambda: check_batch_size(number))

    def validate_letter(self, field: SelectField) -> None:
        """One of the letters offered."""
        if not _is_offered(field):
            raise ValidationError(_("Choose a letter from the list."))


class ImportForm(NetworkForm):
    """An old series, pasted or as a file, one code a line."""

    codes = TextAreaField(_("Codes, one on each line"))
    file = FileField(_("Or a file: Excel, OpenDocument, CSV or text (optional)"))

    def validate_codes(self, field: TextAreaField) -> None:
        """Codes to be read, unless there is a file."""
        if not self.file.data:
            unless_refused(lambda: codes_in(read_pasted(field.data or "")))

    def validate_file(self, field: FileField) -> None:
        """Not both at once: a wrong line is named by its number."""
        if field.data and (self.codes.data or "").strip():
            raise ValidationError(_("Use either the box or a file, one at a time."))
        if field.data:
            unless_refused(lambda: codes_in(self.rows()))

    def rows(self) -> Sequence[Row]:
        """The rows of the file, or those that were pasted."""
        upload = self.file.data
        if not upload:
            return read_pasted(self.codes.data or "")
        upload.seek(0)  # it has been read before, to be judged
        return read_table(upload.read())

    def field_of(self, refused: RefusedError) -> str:
        """Codes may have come in the file."""
        return (
            ("file" if self.file.data else "codes") if refused.field in {"codes", "file"} else refused.field
        )
