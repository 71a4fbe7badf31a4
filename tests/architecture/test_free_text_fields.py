"""Every field in which somebody writes a text asks the one check of free text."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages
from typing import Any

import pytest
from wtforms import HiddenField, PasswordField, StringField, TextAreaField

from webapp import pages
from webapp.core.errors import RefusedError
from webapp.core.free_text.checks import TellingTextError
from webapp.plumbing.rendering.fields import WholeNumberField
from webapp.plumbing.rendering.forms import AsCore, Form

IDENTITY_CODES = ("131052-308T", "ett tre ett noll fem två streck tre noll åtta T")
NO_TEXT = {
    "code": "a card's code, or one of a second factor",
    "email": "read as an e-mail address",
    "euros": "read as a sum",
    "file_address": "read as an address",
    "phone": "read as a phone number",
    "in_hand": "the code of the card that is in somebody's hand",
    "postal_code": "five digits",
    "secret": "a secret code",
    "website": "read as an address",
    "word": "what somebody looks for; it is not kept",
    "InvitationForm.name": "a member of staff's own name",
}
"""Fields that hold no text about anything, by name in any form or in one, and what they hold."""
READ_BY_MACHINE = {
    "ImportForm.codes": "card codes, one a line",
    "PopulationForm.populations": "municipalities with a number each",
    "RescueForm.content": "a phone's rescue file",
}
"""Large fields that are no text either."""


def forms() -> Iterator[type[Form]]:
    for found in walk_packages(pages.__path__, f"{pages.__name__}."):
        import_module(found.name)
    waiting = list(Form.__subclasses__())
    while waiting:
        form = waiting.pop()
        waiting += form.__subclasses__()
        yield form


def written_fields() -> Iterator[tuple[str, Any]]:
    for form in forms():
        for name in dir(form):
            made = getattr(form, name)
            if hasattr(made, "_formfield") and issubclass(made.field_class, StringField):
                yield f"{form.__name__}.{name}", made


FIELDS = {
    name: made
    for name, made in written_fields()
    if not issubclass(made.field_class, HiddenField | PasswordField | WholeNumberField)
}
TEXTS = FIELDS.keys() - READ_BY_MACHINE.keys() - {
    name for name in FIELDS if name in NO_TEXT or name.split(".")[1] in NO_TEXT
}  # fmt: skip


def checks_of(made: Any) -> list[AsCore]:
    validators = made.kwargs.get("validators") or made.args[1]
    return [one for one in validators if isinstance(one, AsCore)]


@pytest.mark.parametrize("name", sorted(TEXTS))
@pytest.mark.parametrize("code", IDENTITY_CODES)
def test_a_text_is_checked_for_what_tells_who_somebody_is(name: str, code: str) -> None:
    (check,) = checks_of(FIELDS[name])
    # An address is refused for what it looks like first, if it is none.
    text = f"https://example.fi/{code}" if name == "TipForm.address" and " " not in code else code
    with pytest.raises(RefusedError) as refused:
        check.check(text, "field")
    assert isinstance(refused.value, TellingTextError) or name == "TipForm.address"


def test_every_large_field_is_a_text_or_read_by_machine() -> None:
    large = {name for name, made in FIELDS.items() if issubclass(made.field_class, TextAreaField)}
    assert len(large) > 10
    assert large - TEXTS == READ_BY_MACHINE.keys()


def test_no_exception_is_left_over() -> None:
    names = {name.split(".")[1] for name in FIELDS} | FIELDS.keys()
    assert NO_TEXT.keys() <= names
