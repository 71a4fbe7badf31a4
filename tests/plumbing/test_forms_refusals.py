"""How a form takes what core refuses."""

from typing import ClassVar

import pytest
from flask import Flask, get_flashed_messages
from wtforms import StringField

from webapp.core.accounts.reasons import AccountRefusal
from webapp.core.cards.reasons import IssuingRefusal
from webapp.core.errors import NotAllowedError, NotFoundError, RefusedError
from webapp.plumbing.rendering.forms import Form, flashing_refusals


class TwoFields(Form):
    own_sentences: ClassVar = {AccountRefusal.SIGN_IN_FAILED: "In words of its own."}
    code = StringField("Code", default="typed")
    email = StringField("E-mail")


def test_a_refusal_is_shown_beside_its_field_and_what_was_typed_is_kept(app: Flask) -> None:
    with app.test_request_context():
        form = TwoFields()
        assert form.status == 200
        with form.taking_refusals():
            raise RefusedError(IssuingRefusal.CODE_UNKNOWN, "code")
        assert (list(form.errors), form.code.data, form.status) == (["code"], "typed", 422)


def test_a_refusal_of_no_field_is_shown_above_the_form(app: Flask) -> None:
    with app.test_request_context():
        form = TwoFields()
        with form.taking_refusals():
            raise RefusedError(AccountRefusal.SIGN_IN_FAILED)
        assert (form.errors, form.status) == ({"": ["In words of its own."]}, 422)


def test_a_field_that_the_form_does_not_have_is_a_fault_of_ours(app: Flask) -> None:
    with app.test_request_context():
        form = TwoFields()
        with pytest.warns(UserWarning, match="TwoFields has no field 'password'"), form.taking_refusals():
            raise RefusedError(AccountRefusal.PASSWORD_COMMON, "password")
        assert form.status == 422


@pytest.mark.parametrize("error", [NotFoundError, NotAllowedError])
def test_what_is_not_there_or_not_allowed_is_no_answer_to_a_form(app: Flask, error: type[Exception]) -> None:
    with app.test_request_context():
        form = TwoFields()
        with pytest.raises(error), form.taking_refusals():
            raise error
        assert form.status == 200


def test_a_button_has_its_refusal_said_on_the_next_page(app: Flask) -> None:
    with app.test_request_context():
        with flashing_refusals("error"):
            raise RefusedError(IssuingRefusal.CARD_ALREADY_STOPPED)
        assert get_flashed_messages(with_categories=True, category_filter=["error"])
