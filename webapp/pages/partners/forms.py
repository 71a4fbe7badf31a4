"""The form of an invitation."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, StringField
from wtforms.validators import Regexp

from webapp.core.partners.actions import Invited
from webapp.plumbing.rendering.forms import Form, Needed


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
