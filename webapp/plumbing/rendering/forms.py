"""Forms: WTForms without its own CSRF (the whole application has one), with refusals beside their field."""

from collections.abc import Callable, Iterable
from typing import Any, Final

from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from wtforms import DateField, Field, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # its stubs are older
from wtforms.validators import InputRequired, Optional, StopValidation, ValidationError

from webapp.core.errors import RefusedError
from webapp.plumbing.words.texts import sentence

UNPROCESSABLE = 422


def choices_of(pairs: Iterable[tuple[str, object]]) -> list[SelectChoice]:
    """Values and labels as WTForms wants them; labels may be lazy sentences."""
    return [SelectChoice(value, label) for value, label in pairs]


def unless_refused(rule: Callable[[], object]) -> None:
    """Tell what core would refuse together with everything else that is wrong with a form."""
    try:
        rule()
    except RefusedError as refused:
        raise ValidationError(sentence(refused)) from refused


class Form(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """A form whose fields keep what was typed."""

    class Meta:
        """CSRF is checked once for every POST, before any view."""

        csrf = False

    form_errors: list[str]

    def refuse(self, refused: RefusedError, *, field: str = "") -> None:
        """Show a refusal beside the field it is about, or above the form where it is about none."""
        name = field or refused.field
        if name in self._fields:
            chosen = self._fields[name]
            chosen.errors = [*chosen.errors, sentence(refused)]
        else:
            self.form_errors = [*self.form_errors, sentence(refused)]


class Needed(InputRequired):
    """An answer is needed; the message says so in a sentence of its own."""

    def __init__(self, message: object) -> None:
        super().__init__(message)  # type: ignore[arg-type]  # a lazy sentence is as good as a string
        self.field_flags: dict[
            str, Any
        ] = {}  # no `required` attribute: our own message is kinder than a browser's

    def __call__(self, form: Any, field: Field) -> None:  # noqa: ANN401, ARG002 - WTForms' own signature
        """Refuse an empty answer, and one of spaces only."""
        if not field.raw_data or not str(field.raw_data[0]).strip():
            field.errors = []
            raise StopValidation(str(self.message))


class WholeNumberField(StringField):
    """A whole number typed as text: a wrong one is kept and explained instead of emptied."""

    number: int | None = None

    def pre_validate(self, form: Any) -> None:  # noqa: ANN401, ARG002 - WTForms' own signature
        """Read the number; what is not one gets a sentence."""
        typed = (self.data or "").strip()
        if not typed:
            return
        if not typed.isascii() or not typed.isdecimal() or len(typed) > 9:  # noqa: PLR2004 - fits any database
            raise ValidationError(gettext("Write a whole number in digits, such as 2."))
        self.number = int(typed)

    @property
    def value(self) -> int:
        """The number, of a form that validated and whose field is needed."""
        if self.number is None:
            message = "read before validation"
            raise ValueError(message)
        return self.number


DAY_WRONG: Final = lazy_gettext("Write the day as day.month.year, such as 31.12.2027.")
_DAYS: Final = ["%d.%m.%Y", "%Y-%m-%d", "%d %b %Y", "%d %B %Y"]


class DayField(DateField):
    """A day as our pages write it in each language, or as a date picker does; `is_needed`, or left open."""

    def __init__(self, label: object, *, is_needed: bool = False, **options: Any) -> None:  # noqa: ANN401 - they are WTForms’ own
        asked = Needed(DAY_WRONG) if is_needed else Optional()
        super().__init__(  # type: ignore[call-arg]  # its stubs are older
            label,  # type: ignore[arg-type]  # a lazy sentence
            [asked],
            format=_DAYS,
            invalid_value_message=DAY_WRONG,
            **options,
        )
