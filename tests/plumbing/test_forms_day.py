"""A day is read as our own pages write it, in each language."""

from datetime import date, time

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from webapp.core.languages import CODES
from webapp.plumbing.rendering.fields import ClockField, DayField
from webapp.plumbing.rendering.forms import Form
from webapp.plumbing.words.formats import show_clock, show_day


class _Form(Form):
    day = DayField("Day", is_needed=True)
    open_day = DayField("Day, if any")
    clock = ClockField("Time, if any")
    midnight = ClockField("Another time")


def _read(text: str) -> tuple[date | None, list[str]]:
    form = _Form(formdata=MultiDict({"day": text}), meta={"csrf": False})
    form.validate()
    return form.day.data, [str(one) for one in form.day.errors]


@pytest.mark.parametrize("language", CODES)
@pytest.mark.parametrize("day", [date(2026, 12, 1), date(2027, 5, 31), date(2028, 2, 29)])
def test_what_a_page_writes_is_read(app: Flask, language: str, day: date) -> None:
    with app.test_request_context(headers={"Cookie": f"language={language}"}):
        assert _read(show_day(day)) == (day, [])
        assert _read(day.isoformat()) == (day, [])


@pytest.mark.parametrize("text", ["31.2.2027", "31. 2. 2027", "12/31/2027", "2027-02-31", "31 Feb 2027"])
def test_a_day_that_no_month_has_is_told_so(app: Flask, text: str) -> None:
    with app.test_request_context(headers={"Cookie": "language=en"}):
        assert _read(text) == (None, [f"There is no such day as {text}. Check the day and the month."])


SHOWN = {
    "fi": ("3.12.2026", "8.05", "0.00"),
    "sv": ("3.12.2026", "8.05", "0.00"),
    "en": ("3 Dec 2026", "08:05", "00:00"),
}


def _values(form: _Form) -> tuple[str, ...]:
    return tuple(field._value() for field in (form.day, form.clock, form.midnight))  # noqa: SLF001 - WTForms' own name


@pytest.mark.parametrize("language", SHOWN)
def test_a_field_shows_a_day_and_a_time_as_lists_do(app: Flask, language: str) -> None:
    day, clock = date(2026, 12, 3), time(8, 5)
    kept = {"day": day, "clock": clock, "midnight": time()}
    with app.test_request_context(headers={"Cookie": f"language={language}"}):
        form = _Form(data=kept, meta={"csrf": False})
        assert _values(form) == SHOWN[language]
        assert SHOWN[language][:2] == (show_day(day), show_clock(clock))
        for typed in ("8.05", "8:05", " 08:05 "):
            again = _Form(
                formdata=MultiDict({"day": SHOWN[language][0], "clock": typed}), meta={"csrf": False}
            )
            assert (again.validate(), again.day.data, again.clock.data) == (True, day, clock)


@pytest.mark.parametrize("text", ["", "soon", "1.1"])
def test_what_is_no_day_is_told(app: Flask, text: str) -> None:
    with app.test_request_context(headers={"Cookie": "language=en"}):
        assert _read(text) == (None, ["Write the day with its year, such as 31 Dec 2027."])
