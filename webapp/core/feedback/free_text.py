"""A cardholder's feedback and an office's answer as they are kept, and what may not stand in them. Pure."""

from typing import Final

from webapp.core.errors import RefusedError
from webapp.core.free_text.checks import Writer, refuse_details
from webapp.core.free_text.notes import tidy_text
from webapp.core.free_text.reasons import TextRefusal

LONGEST_TEXT: Final = 2000


def check_free_text(text: str, field: str) -> str:
    """A holder's text, tidied; RefusedError beside `field` where it is too long or tells who somebody is.

    Raises:
        RefusedError: TEXT_LENGTH, or what the text tells of a person.
    """
    return _checked(text, field, Writer.HOLDER)


def check_answer(text: str, field: str) -> str:
    """An office's text: its own e-mail address and phone number may stand in it, an identity code may not.

    Raises:
        RefusedError: TEXT_LENGTH or TEXT_IDENTITY_CODE.
    """
    return _checked(text, field, Writer.OFFICE)


def _checked(text: str, field: str, writer: Writer) -> str:
    tidy = tidy_text(text)
    if not 0 < len(tidy) <= LONGEST_TEXT:
        raise RefusedError(TextRefusal.TEXT_LENGTH, field, most=LONGEST_TEXT)
    refuse_details(tidy, field, writer)
    return tidy
