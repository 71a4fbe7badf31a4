"""The form of an answer: its name in every language, and its place in the list."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, SelectField, StringField
from wtforms.validators import ValidationError

from webapp.core.answers.actions import FIRST, Answer, NewAnswer, check_answer, is_new_code, place_of_new
from webapp.plumbing.rendering.forms import choices_of
from webapp.plumbing.rendering.forms_in_languages import Asked, FormInLanguages, ask_in_languages, by_field
from webapp.plumbing.words.formats import local_name


class _NameForm(FormInLanguages):
    """What an answer is called; it is needed in every language, as whoever is asked reads any of them."""


ask_in_languages(
    _NameForm,
    "name",
    Asked(
        StringField,
        label=lambda language: _("Name (%(language)s)", language=language),
        check=check_answer,
    ),
)


class AnswerForm(_NameForm):
    """An answer. The code of a new one came with the page: sending twice adds one."""

    code = HiddenField()
    after = SelectField(_("Stands after"), validate_choice=False)

    @classmethod
    def beginning(cls, others: Sequence[Answer], *, code: str) -> "AnswerForm":
        """A new one, in its usual place."""
        form = cls(code=code, after=place_of_new(others))
        form.offer_places([one for one in others if one.code != form.code.data])
        return form

    @classmethod
    def of(cls, found: Answer, answers: Sequence[Answer]) -> "AnswerForm":
        """As it is."""
        place = answers.index(found)
        after = answers[place - 1].code if place else FIRST
        form = cls(data=by_field("name", found.name), after=after)
        del form.code
        form.offer_places([one for one in answers if one is not found])
        return form

    def offer_places(self, others: Sequence[Answer]) -> None:
        """Fill the list: before all others, or after one of them."""
        named = [(one.code, local_name(one)) for one in others]
        self.after.choices = choices_of([(FIRST, _("None: it stands first")), *named])

    def validate_after(self, field: SelectField) -> None:
        """One of the list."""
        if field.data not in {choice[0] for choice in field.iter_choices()}:
            raise ValidationError(_("Choose one of the answers in the list."))

    def validate_code(self, field: HiddenField) -> None:
        """The code is ours; anything else was not made by our page."""
        if not is_new_code(field.data or ""):
            raise ValidationError(_("Open the page again."))

    def new_answer(self, code: str | None) -> NewAnswer:
        """What was filled in, of a form that validated; of an answer that is there, with its code."""
        return NewAnswer(code or self.code.data or "", self.said("name"), self.after.data or FIRST)
