"""Forms of signing in and its factors, proving it again, accepting an invitation, changing a password."""

from typing import ClassVar, Final

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import Length, Regexp

from webapp.core.accounts.factors.passkeys import check_passkey_name
from webapp.core.accounts.factors.reasons import FactorRefusal
from webapp.core.accounts.passwords import check_password
from webapp.core.accounts.reasons import AccountRefusal
from webapp.plumbing.rendering.fields import Needed
from webapp.plumbing.rendering.forms import AsCore, Form

LONGEST_ADDRESS: Final = 254
"""Of an e-mail address (RFC 5321)."""
_UNREADABLE: Final = _("Check the e-mail address: it looks like name@example.fi.")


class SignInForm(Form):
    """E-mail address and password."""

    email = StringField(_("E-mail address"), [Needed(_("Write your e-mail address."))])
    password = PasswordField(_("Password"), [Needed(_("Write your password."))])
    code = StringField(_("Sign-in code"))
    """Asked where strangers have used up the account's tries."""


class AddressForm(Form):
    """Whose password is lost."""

    email = StringField(
        _("E-mail address"),
        [
            Needed(_("Write your e-mail address.")),
            Length(max=LONGEST_ADDRESS, message=_UNREADABLE),
            Regexp(r"^\s*[^@\s]+@[^@\s]+\.[^@\s]+\s*$", message=_UNREADABLE),
        ],
    )


class NewPasswordForm(Form):
    """The secret of a link, and the password that it lets a person choose."""

    secret = StringField(_("Code of the link"), [Needed(_("Write the code of your link."))])
    password = PasswordField(_("New password"), [Needed(_("Choose a new password.")), AsCore(check_password)])


class PasskeyForm(Form):
    """What the browser answered, as JSON; scripts fill it in."""

    answer = HiddenField(
        validators=[Needed(_("Your device did not finish. Nothing was changed. You can try again."))]
    )


class NameForm(Form):
    """What a person calls a passkey."""

    name = StringField(
        _("Name of the passkey"), [Needed(_("Write a name, such as “My phone”.")), AsCore(check_passkey_name)]
    )


class NamedPasskeyForm(PasskeyForm, NameForm):
    """A new passkey and its name."""


class CodeForm(Form):
    """A code of the authenticator app, or a recovery code."""

    code = StringField(_("Sign-in code"), [Needed(_("Write the code."))])


class AppForm(CodeForm):
    """The first code of an app."""

    own_sentences: ClassVar = {
        FactorRefusal.FACTOR_CODE_WRONG: _(
            "This is not the code that the app shows now. Check also that the clock of your phone is right."
        )
    }

    code = StringField(_("Code that the app shows"), [Needed(_("Write the code that the app shows."))])


class ProofForm(Form):
    """The password once more, and a code."""

    own_sentences: ClassVar = {
        AccountRefusal.SIGN_IN_FAILED: _("This is not your password. Check it and try again.")
    }

    password = PasswordField(_("Password"), [Needed(_("Write your password."))])
    code = StringField(_("Sign-in code"))
    """Asked of who has a second factor; what it must be is core's to say."""


class InvitationCodeForm(Form):
    """The single-use code of an invitation."""

    secret = StringField(_("Invitation code"), [Needed(_("Write the code of your invitation."))])


class InvitationForm(InvitationCodeForm):
    """The code, and who makes an account by it."""

    name = StringField(_("Your name, as colleagues know you"), [Needed(_("Write your name."))])
    password = PasswordField(_("Password"), [Needed(_("Choose a password."))])


class PasswordForm(Form):
    """The present password and a new one."""

    own_sentences: ClassVar = {
        AccountRefusal.SIGN_IN_FAILED: _("This is not your present password. Check it and try again.")
    }

    current_password = PasswordField(_("Present password"), [Needed(_("Write your present password."))])
    password = PasswordField(_("New password"), [Needed(_("Choose a new password.")), AsCore(check_password)])
