"""The form of how a distributor is reached: nothing has to be said."""

from flask_babel import lazy_gettext as _
from wtforms import Field, StringField

from webapp.core.languages import CODES, FIRST, LocalisedText
from webapp.core.partners.contacts import NewContacts, check_email, check_line, check_phone
from webapp.core.partners.models import OrganisationContacts
from webapp.plumbing.rendering.forms import AsCore, Form
from webapp.plumbing.words.formats import named


class ContactsForm(Form):
    """Of the place, never of a person; a language in which no hours are said reads another."""

    phone = StringField(_("Phone number of the office (optional)"), [AsCore(check_phone)])
    email = StringField(_("E-mail address of the office (optional)"), [AsCore(check_email)])
    address = StringField(_("Street address (optional)"), [AsCore(check_line)])

    @classmethod
    def of(cls, contacts: OrganisationContacts | None) -> "ContactsForm":
        """As it was said before, or empty."""
        if contacts is None:
            return cls()
        hours = {f"hours_{code}": text for code, text in contacts.hours.items()}
        return cls(
            data={"phone": contacts.phone, "email": contacts.email, "address": contacts.address, **hours}
        )

    def new_contacts(self) -> NewContacts:
        """What was filled in."""
        hours = LocalisedText({code: self[f"hours_{code}"].data or "" for code in CODES})
        return NewContacts(self.phone.data or "", self.email.data or "", self.address.data or "", hours)

    @property
    def translated(self) -> list[Field]:
        """The fields of the languages after the first."""
        return [self[f"hours_{code}"] for code in CODES if code != FIRST]

    @property
    def is_translated(self) -> bool:
        """Whether something is said, or wrong, in another language than the first."""
        return any(field.data or field.errors for field in self.translated)


for _code in CODES:
    _label = _("When people can come or call (%(language)s, optional)", language=named(_code))
    setattr(ContactsForm, f"hours_{_code}", StringField(_label, [AsCore(check_line)]))
