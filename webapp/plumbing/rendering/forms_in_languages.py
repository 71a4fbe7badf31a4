"""Forms whose texts are asked in every language: one is enough, and the writer's own stands first."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from flask_babel import LazyString
from wtforms import Field
from wtforms.validators import StopValidation

from webapp.core.languages import CODES, LocalisedText
from webapp.plumbing.rendering.forms import AsCore, Form
from webapp.plumbing.words.formats import named
from webapp.plumbing.words.language import current_language


class Part(NamedTuple):
    """What a form asks in one language, by text; open where its first text is said or any is wrong."""

    language: str
    fields: Mapping[str, Field]
    is_open: bool


class FormInLanguages(Form):
    """A form with texts from `ask_in_languages`: `title` is its fields `title_fi`, `title_sv` and so on."""

    asked: tuple[str, ...] = ()
    _chosen: str = ""

    def write_first(self, language: str) -> None:
        """Put a language first that the writer chose; what is none leaves the language of the page."""
        self._chosen = language if language in CODES else ""

    @property
    def first(self) -> Part:
        """What stands first: in the language that was chosen, else in that of the page."""
        return self._part(self._chosen or current_language())

    @property
    def others(self) -> list[Part]:
        """The same in the other languages."""
        return [self._part(code) for code in CODES if code != self.first.language]

    def said(self, what: str) -> LocalisedText:
        """A text as it was filled in."""
        return LocalisedText({code: self[f"{what}_{code}"].data or "" for code in CODES})

    def _part(self, language: str) -> Part:
        fields = {what: self[f"{what}_{language}"] for what in self.asked}
        is_said = bool(fields[self.asked[0]].data)
        return Part(language, fields, is_said or any(one.errors for one in fields.values()))


class NeededInOneLanguage:
    """A text is needed in some language; where there is none, the first of the form says so."""

    def __init__(self, what: str, message: LazyString) -> None:
        self._what, self._message = what, message

    def __call__(self, form: FormInLanguages, field: Field) -> None:
        """Refuse a form in which the text is in no language, or has spaces only.

        Raises:
            StopValidation: it is one.
        """
        is_written = any(text.strip() for text in form.said(self._what).values())
        if field is form.first.fields[self._what] and not is_written:
            raise StopValidation(str(self._message))


class Asked(NamedTuple):
    """A text to ask: its label names the language, `needed` says what to write where it must be.

    `check` is core's, of a text in one language and its field.
    """

    kind: type[Field]
    label: Callable[[LazyString], LazyString]
    check: Callable[[str, str], object]
    needed: LazyString | None = None


def ask_in_languages(form: type[FormInLanguages], what: str, asked: Asked) -> None:
    """Give a form a text."""
    form.asked = (*form.asked, what)
    validators: list[NeededInOneLanguage | AsCore] = [AsCore(asked.check)]
    if asked.needed is not None:
        validators.insert(0, NeededInOneLanguage(what, asked.needed))
    for code in CODES:
        setattr(form, f"{what}_{code}", asked.kind(asked.label(named(code)), validators))


def by_field(what: str, text: LocalisedText) -> dict[str, Any]:
    """A text by the names of its fields, as a form begins with it."""
    return {f"{what}_{code}": part for code, part in text.items()}
