"""The form of an answer to feedback."""

import uuid
from typing import Self

from flask_babel import lazy_gettext as _
from wtforms import TextAreaField

from webapp.core.feedback.free_text import check_answer
from webapp.plumbing.rendering.fields import Needed
from webapp.plumbing.rendering.forms import AsCore, Form


class AnswerForm(Form):
    """One of several on a page, so each has ids of its own."""

    answer = TextAreaField(_("Answer"), [Needed(_("Write an answer.")), AsCore(check_answer)])

    @classmethod
    def of(cls, feedback_id: uuid.UUID, *, empty: bool = False) -> Self:
        """The form of one piece of feedback, as it was sent or `empty`."""
        prefix = f"f{feedback_id.hex}-"
        return cls(formdata=None, prefix=prefix) if empty else cls(prefix=prefix)
