"""Forms of signing in, proving it again, accepting an invitation and changing a password."""

from typing import ClassVar

from flask_babel import lazy_gettext as _
from wtforms import PasswordField, StringField

from webapp.core.accounts.reasons import AccountRefusal
from webapp.plumbing.rendering.forms import Form, Needed


class SignInForm(Form):
    """E-mail address and password."""

    email = StringField(_("E-mail address"), [Needed(_("Write your e-mail address."))])
    password = PasswordField(_("Password"), [Needed(_("Write your password."))])


class ProofForm(Form):
    """The password, once more."""

    own_sentences: ClassVar = {
        AccountRefusal.SIGN_IN_FAILED: _("This is not your password. Check it and try again.")
    }

    password = PasswordField(_("Password"), [Needed(_("Write your password."))])


class InvitationForm(Form):
    """The single-use code of an invitation, and who accepts it."""

    own_sentences: ClassVar = {
        AccountRefusal.SIGN_IN_FAILED: _("You already have an account here. Write its password.")
    }

    secret = StringField(_("Invitation code"), [Needed(_("Write the code of your invitation."))])
    name = StringField(_("Your name, as colleagues know you"), [Needed(_("Write your name."))])
    password = PasswordField(_("Password"), [Needed(_("Choose a password."))])


class PasswordForm(Form):
    """The present password and a new one."""

    own_sentences: ClassVar = {
        AccountRefusal.SIGN_IN_FAILED: _("This is not your present password. Check it and try again.")
    }

    current_password = PasswordField(_("Present password"), [Needed(_("Write your present password."))])
    password = PasswordField(_("New password"), [Needed(_("Choose a new password."))])
