"""The form of an invitation."""

import uuid
from collections.abc import Sequence
from datetime import date

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import Regexp, ValidationError

from webapp.core.outings.tips import NewTip, TipWords
from webapp.core.partners.actions import Invited
from webapp.core.partners.models import Organisation
from webapp.plumbing.rendering.forms import DayField, Form, Needed, choices_of
from webapp.plumbing.words.formats import local_name


class InviteForm(Form):
    """Whom to invite; staff have e-mail addresses, cardholders never."""

    email = StringField(
        _("E-mail address of a colleague"),
        [
            Needed(_("Write the e-mail address.")),
            Regexp(
                r"^\s*[^@\s]+@[^@\s]+\.[^@\s]+\s*$",
                message=_("Check the e-mail address: it looks like name@example.fi."),
            ),
        ],
    )
    as_contact_person = BooleanField(_("Contact person, who can invite others"))

    def invited(self) -> Invited:
        """Whom to invite, of a form that validated."""
        return Invited(self.email.data or "", as_contact_person=bool(self.as_contact_person.data))


class TipForm(Form):
    """A tip about to be given. Its id came with the page: sending twice gives one."""

    offered: set[str]
    tip_id = HiddenField()
    title_fi = StringField(_("Title in Finnish"), [Needed(_("Write a title in Finnish."))])
    text_fi = TextAreaField(_("Text in Finnish"), [Needed(_("Write the text in Finnish."))])
    title_sv = StringField(_("Title in Swedish (optional)"))
    text_sv = TextAreaField(_("Text in Swedish (optional)"))
    title_en = StringField(_("Title in English (optional)"))
    text_en = TextAreaField(_("Text in English (optional)"))
    shown_from = DayField(_("First day it is shown"), is_needed=True)
    shown_until = DayField(_("Last day it is shown"), is_needed=True)
    venue = SelectField(_("Venue (optional)"), default="", validate_choice=False)
    address = StringField(_("Web address that tells more (optional)"))

    def offer_venues(self, venues: Sequence[Organisation]) -> None:
        """Fill the list with venues to choose from."""
        names = [(str(one.id), local_name(one)) for one in venues]
        self.offered = {"", *(number for number, _name in names)}
        self.venue.choices = choices_of([("", _("No particular venue")), *names])

    def validate_venue(self, field: SelectField) -> None:
        """Nothing, or one of the list."""
        if field.data not in self.offered:
            raise ValidationError(_("Choose one of the venues in the list."))

    def validate_tip_id(self, field: HiddenField) -> None:
        """The id is ours; anything else was not made by our page."""
        try:
            uuid.UUID(field.data or "")
        except ValueError:
            raise ValidationError(_("Open the page again.")) from None

    def new_tip(self) -> NewTip:
        """What was filled in, of a form that validated."""
        return NewTip(
            tip_id=uuid.UUID(self.tip_id.data or ""),
            finnish=_words(self.title_fi, self.text_fi),
            swedish=_words(self.title_sv, self.text_sv),
            english=_words(self.title_en, self.text_en),
            shown_from=self.shown_from.data or date.min,
            shown_until=self.shown_until.data or date.min,
            venue_id=int(self.venue.data) if self.venue.data else None,
            address=self.address.data or "",
        )


def _words(title: StringField, text: TextAreaField) -> TipWords:
    return TipWords(title.data or "", text.data or "")
