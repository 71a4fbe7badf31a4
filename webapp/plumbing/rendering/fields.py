"""Fields that keep what was typed and say in our own words what is wrong with it: numbers, days, times."""

import re
from datetime import time
from typing import Any, Final

from flask_babel import LazyString, lazy_gettext
from wtforms import DateField, Field, StringField, TimeField
from wtforms.validators import InputRequired, Optional, StopValidation, ValidationError

from webapp.core.errors import RefusedError
from webapp.core.tables.values import EXAMPLE_DAY, read_day, read_whole_number
from webapp.plumbing.words.formats import clock_to_type, day_to_type
from webapp.plumbing.words.texts import sentence


class Needed(InputRequired):
    """An answer is needed; the message says so in a sentence of its own."""

    def __init__(self, message: object) -> None:
        super().__init__(message)  # type: ignore[arg-type]  # a lazy sentence is as good as a string
        self.field_flags: dict[
            str, Any
        ] = {}  # no `required` attribute: our own message is kinder than a browser's

    def __call__(self, form: Any, field: Field) -> None:  # noqa: ANN401, ARG002 - WTForms' own signature
        """Refuse an empty answer, and one of spaces only.

        Raises:
            StopValidation: it is one.
        """
        if not field.raw_data or not str(field.raw_data[0]).strip():
            field.errors = []
            raise StopValidation(str(self.message))


class WholeNumberField(StringField):
    """A whole number typed as text: a wrong one is kept and explained instead of emptied."""

    number: int | None = None

    def process_data(self, value: int | str | None) -> None:
        """Begin as a number that is there: as it would be typed, also for who sends the form without it."""
        super().process_data(None if value is None else str(value))

    def pre_validate(self, form: Any) -> None:  # noqa: ANN401, ARG002 - WTForms' own signature
        """Read the number; what is not one gets a sentence.

        Raises:
            ValidationError: it is no whole number.
        """
        typed = (self.data or "").strip()
        if not typed:
            return
        try:
            self.number = read_whole_number(typed, self.name)
        except RefusedError as refused:
            raise ValidationError(sentence(refused)) from refused

    @property
    def value(self) -> int:
        """The number, of a form that validated and whose field is needed.

        Raises:
            ValueError: the form has not been validated.
        """
        if self.number is None:
            message = "read before validation"
            raise ValueError(message)
        return self.number


_EXAMPLE_CLOCK: Final = time(17, 30)


def example_day() -> str:
    """A day as the reader's language writes it."""
    return day_to_type(EXAMPLE_DAY)


def example_clock() -> str:
    """A time of day as the reader's language writes it."""
    return clock_to_type(_EXAMPLE_CLOCK)


def _keyboard_for(example: str) -> str:
    """The keyboard on which something like it can be typed: digits and a stop, or (empty) all of it."""
    return "decimal" if re.fullmatch(r"[\d.]+", example) else ""


DAY_WRONG: Final = lazy_gettext("Write the day with its year, such as %(day)s.", day=LazyString(example_day))


class DayField(DateField):
    """A day: shown as the reader's language writes it, read as any of ours does."""

    def __init__(self, label: object, *, is_needed: bool = False, **options: Any) -> None:  # noqa: ANN401 - they are WTForms’ own
        presence = Needed(DAY_WRONG) if is_needed else Optional()
        super().__init__(
            label,  # type: ignore[arg-type]  # a lazy sentence
            [presence],
            **options,
        )

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read as the days in files are.

        Raises:
            ValueError: it is none, or one that no calendar has or none of ours reaches.
        """
        if not valuelist:
            return
        self.data = None
        typed = " ".join(str(valuelist[0]).split())
        try:
            self.data = read_day(typed, self.name)
        except RefusedError as refused:
            raise ValueError(sentence(refused)) from refused

    def _value(self) -> str:
        if self.raw_data:
            return " ".join(self.raw_data)
        return day_to_type(self.data) if self.data else ""

    @property
    def keyboard(self) -> str:
        """Which keyboard a phone shows."""
        return _keyboard_for(example_day())


TIME_WRONG: Final = lazy_gettext(
    "Write the time as hours and minutes, such as %(time)s.", time=LazyString(example_clock)
)
_TIMES: Final = ["%H.%M", "%H:%M", "%H"]


class ClockField(TimeField):
    """A time of day: shown as the reader's language writes it, read as any of ours does."""

    def __init__(self, label: object, *, is_needed: bool = False, **options: Any) -> None:  # noqa: ANN401 - they are WTForms’ own
        presence = Needed(TIME_WRONG) if is_needed else Optional()
        super().__init__(  # type: ignore[call-arg]  # its stubs are older
            label,  # type: ignore[arg-type]  # a lazy sentence
            [presence],
            format=_TIMES,
            invalid_value_message=TIME_WRONG,
            **options,
        )

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Spaces before or after it mean nothing."""
        super().process_formdata([str(one).strip() for one in valuelist])

    def _value(self) -> str:
        if self.raw_data:
            return " ".join(self.raw_data)
        return "" if self.data is None else clock_to_type(self.data)  # midnight is a time, too

    @property
    def keyboard(self) -> str:
        """Which keyboard a phone shows."""
        return _keyboard_for(example_clock())
