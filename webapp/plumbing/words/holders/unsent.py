"""What is said above a form that stands again as it was filled in."""

from typing import Final

from flask_babel import lazy_gettext as _

SHOWN_AGAIN: Final = _("Nothing was sent yet. What you had filled in is here again: check it, and send it.")
FILE_AGAIN: Final = _("Choose the file again: files are not kept.")
PASSWORD_AGAIN: Final = _("Write the password again: passwords are not kept.")
