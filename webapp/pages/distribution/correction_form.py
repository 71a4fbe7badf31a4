"""The answers of a card, to be corrected. What a person may decline to say is not shown, only changed."""

from flask_babel import lazy_gettext as _
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # its stubs are older

from webapp.core.cards.corrections import CorrectedAnswers
from webapp.pages.distribution.forms import IssueForm

KEEP = "keep"


class CorrectionForm(IssueForm):
    """As at issue, without the card."""

    carrier = None  # type: ignore[assignment]  # so WTForms leaves an inherited field out
    code = None  # type: ignore[assignment]
    card_id = None  # type: ignore[assignment]

    def offer_categories(self) -> None:
        """As at issue, with a way to leave each as it is first."""
        super().offer_categories()
        for field in self._choices().values():
            field.choices = [SelectChoice(KEEP, _("Leave as it is")), *(field.choices or [])]

    def corrected(self) -> CorrectedAnswers:
        """The answers of a form that validated."""
        chosen = {kind: field.data for kind, field in self._choices().items() if field.data != KEEP}
        return CorrectedAnswers(
            birth_year=self.birth_year.value,
            postal_code=(self.postal_code.data or "").strip(),
            children=self.children.value,
            others={kind: int(answer) if answer else None for kind, answer in chosen.items()},
        )
