"""Forms: WTForms without its own CSRF (the whole application has one), with refusals beside their field."""

import re
import warnings
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType, TracebackType
from typing import Any, ClassVar, Final

from flask import flash, request
from flask_babel import LazyString
from flask_wtf import FlaskForm
from flask_wtf.form import SUBMIT_METHODS
from werkzeug.datastructures import CombinedMultiDict, MultiDict
from wtforms import Field, FileField, PasswordField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # its stubs are older
from wtforms.form import BaseForm
from wtforms.validators import ValidationError

from webapp.core.errors import Refusal, RefusedError
from webapp.core.free_text.checks import TellingTextError, without
from webapp.plumbing.words.texts import sentence

UNPROCESSABLE = 422


def choices_of(pairs: Iterable[tuple[str, object]]) -> list[SelectChoice]:
    """Values and labels as WTForms wants them; labels may be lazy sentences."""
    return [SelectChoice(value, label) for value, label in pairs]


def unless_refused(rule: Callable[[], object]) -> None:
    """Tell what core would refuse together with everything else that is wrong with a form.

    Raises:
        ValidationError: core would refuse, in its sentence.
    """
    try:
        rule()
    except RefusedError as refused:
        raise ValidationError(sentence(refused)) from refused


class AsCore:
    """A field's validator that tells what core would refuse of its text, by a check of core's own."""

    def __init__(self, check: Callable[[str, str], object]) -> None:
        """`check` gets the text and the name of its field, and raises RefusedError."""
        self._check = check

    @property
    def check(self) -> Callable[[str, str], object]:
        """Core's check."""
        return self._check

    def __call__(self, form: "Form", field: Field) -> None:
        """Ask the check.

        Raises:
            ValidationError: core would refuse, in its sentence.
        """
        if field.errors:  # what could not be read already says so
            return
        try:
            self._check(field.data or "", field.name)
        except RefusedError as refused:
            form.remember_words(field.name, refused)
            raise ValidationError(sentence(refused)) from refused


class _TakingRefusals:
    """A block that a refusal may end; it is then shown, and what follows the block goes on.

    No @contextmanager: its type does not say that an exception may end here, so mypy would take what follows
    a block that returns for unreachable.
    """

    def __init__(self, show: Callable[[RefusedError], None]) -> None:
        self._show = show

    def __enter__(self) -> None:
        """Nothing to get ready."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if isinstance(error, RefusedError):
            self._show(error)
            return True
        return False


_UNSEEN: Final = re.compile(
    # Controls but tab and line ends, soft hyphens, marks of direction and of no width; two joiners spell.
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)


def _fields_of(form: BaseForm) -> Mapping[str, Field]:
    fields: Mapping[str, Field] = form._fields
    return fields


def _seen(form: BaseForm, sent: MultiDict[str, str]) -> MultiDict[str, Any]:
    """Every text without what its reader never sees; a password is what it is, but for what pages put in."""
    passwords = {name for name, field in _fields_of(form).items() if isinstance(field, PasswordField)}
    seen = MultiDict(
        (name, text.replace("\N{SOFT HYPHEN}", "") if name in passwords else _UNSEEN.sub("", text))
        for name, text in sent.items(multi=True)
    )
    return _without_refused_words(seen) if WITHOUT in seen else seen


WITHOUT: Final = "without"
"""The button that sends texts without the words refused; with a dash and a field's name, they, one a line."""


def _without_refused_words(sent: MultiDict[str, str]) -> MultiDict[str, str]:
    """As it was sent, but without the words that its writer was shown and chose to leave out."""
    refused = {name: sent.get(f"{WITHOUT}-{name}", "").splitlines() for name in sent}
    return MultiDict((name, without(text, refused[name])) for name, text in sent.items(multi=True))


class Form(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """A form whose fields keep what was typed."""

    class Meta:
        """CSRF is checked once for every POST, before any view."""

        csrf = False

        def wrap_formdata(self, form: BaseForm, formdata: object) -> MultiDict[str, Any] | None:
            """What was sent as a form, and nothing else: Flask-WTF takes JSON and files for it, too."""
            if formdata is None:
                return None
            if isinstance(formdata, MultiDict):  # an address's query
                return _seen(form, formdata)
            if request.method not in SUBMIT_METHODS:
                return None
            files = MultiDict(
                (name, file)
                for name, file in request.files.items(multi=True)
                if isinstance(_fields_of(form).get(name), FileField)
            )
            return CombinedMultiDict((files, _seen(form, request.form))) if files or request.form else None

    form_errors: list[str]
    refused_words: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    """By the name of a text's field, the words that may not stand in it."""
    own_sentences: ClassVar[Mapping[Refusal, LazyString]] = {}
    """What this form says in words of its own where the usual sentence does not fit its page."""

    def taking_refusals(self) -> _TakingRefusals:
        """A refusal ends the block and is shown by the form; the page is then shown again, with `status`."""
        return _TakingRefusals(self.refuse)

    def refuse(self, refused: RefusedError) -> None:
        """Show a refusal beside the field it is about, or above the form where it is about none."""
        said = str(self.own_sentences.get(refused.reason) or sentence(refused))
        name = self.field_of(refused)
        if name and name not in self._fields:
            # An error in tests; whoever fills the form in reads it all the same.
            warnings.warn(f"{type(self).__name__} has no field {name!r}", stacklevel=2)
            name = ""
        if name:
            self[name].errors = [*self[name].errors, said]
            self.remember_words(self[name].name, refused)
        else:
            self.form_errors = [*self.form_errors, said]

    def remember_words(self, name: str, refused: RefusedError) -> None:
        """Keep the words for which a text was refused: the page offers to send it without them."""
        if isinstance(refused, TellingTextError):
            words = tuple(one.words for one in refused.details)
            self.refused_words = {**self.refused_words, name: words}

    def field_of(self, refused: RefusedError) -> str:
        """The name of the field that a refusal is about; "" for none. For forms that ask one thing twice."""
        return refused.field

    @property
    def status(self) -> int:
        """The status of a page with this form on it: 422 where something is wrong with what was sent."""
        return UNPROCESSABLE if self.errors else 200


def flashing_refusals(kind: str = "info") -> _TakingRefusals:
    """As Form.taking_refusals, for a button that has no field to show a reason by: the next page says it."""
    return _TakingRefusals(lambda refused: flash(sentence(refused), kind))
