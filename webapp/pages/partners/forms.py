"""The form of an invitation."""

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import Regexp, ValidationError

from webapp.core.languages import CODES
from webapp.core.outings.models import Tip
from webapp.core.outings.tips import (
    NewTip,
    TipWords,
    check_tip_address,
    check_tip_days,
    check_tip_text,
    check_tip_title,
)
from webapp.core.partners.invitations import Invited
from webapp.core.partners.models import Organisation
from webapp.plumbing.clock import today
from webapp.plumbing.rendering.fields import DayField, Needed
from webapp.plumbing.rendering.forms import AsCore, Form, choices_of, unless_refused
from webapp.plumbing.rendering.forms_in_languages import Asked, FormInLanguages, ask_in_languages, by_field
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


class TipWordsForm(FormInLanguages):
    """Title and text, in one language or more."""


ask_in_languages(
    TipWordsForm,
    "title",
    Asked(
        StringField,
        label=lambda language: _("Title (%(language)s)", language=language),
        needed=_("Write a title."),
        check=check_tip_title,
    ),
)
ask_in_languages(
    TipWordsForm,
    "text",
    Asked(
        TextAreaField,
        label=lambda language: _("Text (%(language)s)", language=language),
        needed=_("Write the text."),
        check=check_tip_text,
    ),
)


class TipForm(TipWordsForm):
    """A tip about to be given. Its id came with the page: sending twice gives one."""

    offered: set[str]
    tip_id = HiddenField()
    shown_from = DayField(_("First day it is shown"), is_needed=True)
    shown_until = DayField(_("Last day it is shown"), is_needed=True)
    venue = SelectField(_("Venue (optional)"), default="", validate_choice=False)
    address = StringField(_("Web address that tells more (optional)"), [AsCore(check_tip_address)])

    @classmethod
    def of(cls, tip: Tip) -> "TipForm":
        """A tip as it is, to be changed."""
        return cls(
            data={**_words_of(tip), "shown_from": tip.shown_from, "shown_until": tip.shown_until},
            tip_id=str(tip.id),
        )

    @classmethod
    def beginning_as(cls, tip: Tip) -> "TipForm":
        """A new tip that begins as an earlier one; its days are its own."""
        return cls(data=_words_of(tip), shown_from=today())

    def offer_venues(self, venues: Sequence[Organisation]) -> None:
        """Fill the list with venues to choose from."""
        names = [(str(one.id), local_name(one)) for one in venues]
        self.offered = {"", *(number for number, _name in names)}
        self.venue.choices = choices_of([("", _("No particular venue")), *names])

    def validate_venue(self, field: SelectField) -> None:
        """Nothing, or one of the list."""
        if field.data not in self.offered:
            raise ValidationError(_("Choose one of the venues in the list."))

    def validate_shown_until(self, field: DayField) -> None:
        """Not before the first day, nor past."""
        first, last = self.shown_from.data, field.data
        if first is not None and last is not None:
            unless_refused(lambda: check_tip_days(first, last, today=today()))

    def validate_tip_id(self, field: HiddenField) -> None:
        """The id is ours; anything else was not made by our page."""
        try:
            uuid.UUID(field.data or "")
        except ValueError:
            raise ValidationError(_("Open the page again.")) from None

    def new_tip(self, tip_id: uuid.UUID | None = None) -> NewTip:
        """What was filled in, of a form that validated; of the tip with that id, else with the form's own."""
        return NewTip(
            tip_id=tip_id or uuid.UUID(self.tip_id.data or ""),
            words={code: self._words(code) for code in CODES},
            shown_from=self.shown_from.data or date.min,
            shown_until=self.shown_until.data or date.min,
            venue_id=int(self.venue.data) if self.venue.data else None,
            address=self.address.data or "",
        )

    def _words(self, code: str) -> TipWords:
        return TipWords(self[f"title_{code}"].data or "", self[f"text_{code}"].data or "")


def _words_of(tip: Tip) -> dict[str, Any]:
    """What a tip says, by the names of the form's fields."""
    texts = {**by_field("title", tip.title), **by_field("text", tip.text)}
    return {**texts, "venue": str(tip.venue_id or ""), "address": tip.address}
