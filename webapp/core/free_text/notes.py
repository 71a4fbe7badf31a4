"""Notes and minutes that an office keeps, if it writes any: tidied, of a length, telling nobody. Pure."""

from typing import Final

from webapp.core.errors import RefusedError
from webapp.core.free_text.checks import Writer, refuse_details
from webapp.core.free_text.reasons import TextRefusal

LONGEST_NOTES: Final = 2000


def tidy_text(text: str) -> str:
    """The text as it is stored: no spaces round it, one kind of line break."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def check_notes(text: str, field: str) -> str:
    """Notes as they are kept; there may be none.

    Raises:
        RefusedError: TEXT_LENGTH or TEXT_IDENTITY_CODE.
    """
    return check_long_notes(text, field, most=LONGEST_NOTES)


def check_long_notes(text: str, field: str, *, most: int) -> str:
    """The same for a text that may be longer, or must be shorter.

    Raises:
        RefusedError: TEXT_LENGTH or TEXT_IDENTITY_CODE.
    """
    tidy = tidy_text(text)
    if len(tidy) > most:
        raise RefusedError(TextRefusal.TEXT_LENGTH, field, most=most)
    refuse_details(tidy, field, Writer.OFFICE)
    return tidy
