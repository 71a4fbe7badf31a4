"""The form of a holder's feedback, and the five faces after a visit."""

import uuid

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, RadioField, TextAreaField
from wtforms.validators import ValidationError

from webapp.core.feedback.actions import NewFeedback
from webapp.core.feedback.free_text import check_free_text
from webapp.core.feedback.models import FeedbackCategory
from webapp.core.feedback.moods import FACES
from webapp.plumbing.rendering.fields import Needed
from webapp.plumbing.rendering.forms import AsCore, Form, choices_of
from webapp.plumbing.words.holders.feedback import FEEDBACK_CATEGORIES


class FeedbackForm(Form):
    """What it is about, and the words. The id was made with the page: sending it twice is harmless."""

    feedback_id = HiddenField()
    category = RadioField(
        _("What is it about?"),
        [Needed(_("Choose what your feedback is about."))],
        choices=choices_of([(one.value, text) for one, text in FEEDBACK_CATEGORIES.items()]),
    )
    text = TextAreaField(_("Your feedback"), [Needed(_("Write your feedback.")), AsCore(check_free_text)])

    def validate_feedback_id(self, field: HiddenField) -> None:
        """The id is ours; anything else was not made by our page."""
        try:
            uuid.UUID(field.data or "")
        except ValueError:
            raise ValidationError(_("Open the page again and send your feedback once more.")) from None

    def new_feedback(self) -> NewFeedback:
        """What was filled in, of a form that validated."""
        return NewFeedback(
            uuid.UUID(self.feedback_id.data), FeedbackCategory(self.category.data), self.text.data or ""
        )


class MoodForm(Form):
    """A visit and the face that was pressed; another button says nothing of it."""

    visit_id = HiddenField()
    face = HiddenField()

    @property
    def visit(self) -> uuid.UUID | None:
        """The visit that was asked about; None where our page did not make it."""
        try:
            return uuid.UUID(self.visit_id.data or "")
        except ValueError:
            return None

    @property
    def chosen(self) -> int | None:
        """The face that was pressed, if one was."""
        return next((face for face in FACES if str(face) == self.face.data), None)
