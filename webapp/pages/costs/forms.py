"""The forms of a year's costs and of populations."""

from collections.abc import Sequence
from typing import Self

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import StringField, TextAreaField
from wtforms.validators import ValidationError

from webapp.core.costs.models import CostYear
from webapp.core.costs.populations import populations_read
from webapp.core.costs.rules import CostRule, check_percent, read_euros
from webapp.core.errors import RefusedError
from webapp.core.tables.cells import Row
from webapp.core.tables.reading import read_pasted, read_table
from webapp.plumbing.http.transaction import db
from webapp.plumbing.rendering.fields import Needed, WholeNumberField
from webapp.plumbing.rendering.forms import Form, unless_refused
from webapp.plumbing.words.formats import euros_to_type


class CostYearForm(Form):
    """A year's sum and how it is shared."""

    euros = StringField(_("Sum in euros"), [Needed(_("Write a sum in euros, such as 29000 or 29000,50."))])
    municipal_percent = WholeNumberField(
        _("Percent that the municipalities pay"), [Needed(_("Write a number from 0 to 100."))]
    )
    trial_percent = WholeNumberField(
        _("Percent for which persons of a trial count"), [Needed(_("Write a number from 0 to 100."))]
    )

    @classmethod
    def of(cls, year: CostYear | None) -> Self:
        """As it is, or half and half."""
        if year is None:
            return cls(data={"municipal_percent": "50", "trial_percent": "100"})
        return cls(
            data={
                "euros": euros_to_type(year.sum_cents),
                "municipal_percent": str(year.municipal_percent),
                "trial_percent": str(year.trial_percent),
            }
        )

    def validate_euros(self, field: StringField) -> None:
        """As core reads it."""
        unless_refused(lambda: read_euros(field.data or "", "euros"))

    def validate_municipal_percent(self, field: WholeNumberField) -> None:
        """From 0 to 100; what is no number has said so already."""
        number = field.number
        if number is not None:
            unless_refused(lambda: check_percent(number, "municipal_percent"))

    def validate_trial_percent(self, field: WholeNumberField) -> None:
        """From 0 to 100; what is no number has said so already."""
        number = field.number
        if number is not None:
            unless_refused(lambda: check_percent(number, "trial_percent"))

    def rule(self) -> CostRule:
        """What was filled in, of a form that validated."""
        cents = read_euros(self.euros.data or "", "euros")
        return CostRule(cents, self.municipal_percent.value, self.trial_percent.value)


class PopulationForm(Form):
    """Populations of a year, pasted or as a file, one municipality a row."""

    populations = TextAreaField(_("Municipality and population, one on each line"))
    file = FileField(_("Or a file: Excel, OpenDocument, CSV or text (optional)"))

    def validate_populations(self, field: TextAreaField) -> None:
        """Rows to be read, unless there is a file."""
        if not self.file.data:
            unless_refused(lambda: populations_read(db(), read_pasted(field.data or ""), "populations"))

    def validate_file(self, field: FileField) -> None:
        """Not both at once: a wrong row is named by its number."""
        if field.data and (self.populations.data or "").strip():
            raise ValidationError(_("Use either the box or a file, one at a time."))
        if field.data:
            unless_refused(lambda: populations_read(db(), self.rows(), "file"))

    def rows(self) -> Sequence[Row]:
        """The rows of the file, or those that were pasted."""
        upload = self.file.data
        if not upload:
            return read_pasted(self.populations.data or "")
        upload.seek(0)  # it has been read before, to be judged
        return read_table(upload.read())

    def field_of(self, refused: RefusedError) -> str:
        """Populations may have come in the file."""
        known = {"file", "populations"}
        return ("file" if self.file.data else "populations") if refused.field in known else refused.field
