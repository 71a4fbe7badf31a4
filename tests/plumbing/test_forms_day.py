"""A day is read as our own pages write it, in each language."""

from datetime import date

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from webapp.core.languages import CODES
from webapp.plumbing.rendering.forms import DayField, Form
from webapp.plumbing.words.formats import show_day


class _Form(Form):
    day = DayField("Day", is_needed=True)
    open_day = DayField("Day, if any")


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


@pytest.mark.parametrize("text", ["", "31.2.2027", "soon", "1.1", "12/31/2027"])
def test_what_is_no_day_is_told(app: Flask, text: str) -> None:
    with app.test_request_context(headers={"Cookie": "language=en"}):
        assert _read(text) == (None, ["Write the day as day.month.year, such as 31.12.2027."])
