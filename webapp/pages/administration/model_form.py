"""The form of a version of the operating model."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import StringField, TextAreaField

from webapp.core.commitments.rules import (
    RANGES,
    NewVersion,
    check_day,
    check_link,
    check_number,
    grace_days_of,
)
from webapp.core.commitments.versions import check_text, check_title
from webapp.core.networks.models import OperatingModelVersion
from webapp.plumbing.clock import today
from webapp.plumbing.rendering.fields import DayField, Needed, WholeNumberField
from webapp.plumbing.rendering.forms import AsCore, unless_refused
from webapp.plumbing.rendering.forms_in_languages import Asked, FormInLanguages, ask_in_languages, by_field

_NUMBER = _("Write a whole number in digits.")


class _VersionTextsForm(FormInLanguages):
    """What a version says, in one language or more."""


ask_in_languages(
    _VersionTextsForm,
    "title",
    Asked(
        StringField,
        label=lambda language: _("Title (%(language)s)", language=language),
        needed=_("Write a title."),
        check=check_title,
    ),
)
ask_in_languages(
    _VersionTextsForm,
    "text",
    Asked(
        TextAreaField,
        label=lambda language: _("Text of the model (%(language)s)", language=language),
        check=check_text,
    ),
)
ask_in_languages(
    _VersionTextsForm,
    "changes",
    Asked(
        TextAreaField,
        label=lambda language: _("What has changed (%(language)s)", language=language),
        check=check_text,
    ),
)


class VersionForm(_VersionTextsForm):
    """A version to publish, or one that has not begun to change: its first day then stays."""

    is_new = True
    valid_from = DayField(_("First day"), is_needed=True)
    link = StringField(_("Web address of the whole text (optional)"), [AsCore(check_link)])
    holder_age_years = WholeNumberField(_("Age of holders, in years"), [Needed(_NUMBER)])
    child_age_years = WholeNumberField(_("Children come along under this age"), [Needed(_NUMBER)])
    validity_months = WholeNumberField(_("Validity of a card, in months"), [Needed(_NUMBER)])
    longest_community_validity_months = WholeNumberField(
        _("Longest validity of a community card, in months"), [Needed(_NUMBER)]
    )
    grace_days = WholeNumberField(_("Grace period, in days"), [Needed(_NUMBER)])

    @classmethod
    def beginning_as(cls, version: OperatingModelVersion) -> "VersionForm":
        """A new version that begins as an earlier one; its day and what changed are its own."""
        return cls(data={**_texts_of(version), **_numbers_of(version)})

    @classmethod
    def of(cls, version: OperatingModelVersion) -> "VersionForm":
        """A version as it is."""
        changes = by_field("changes", version.changes)
        form = cls(data={**_texts_of(version), **changes, **_numbers_of(version)})
        form.is_new = False
        del form.valid_from
        return form

    def validate_valid_from(self, field: DayField) -> None:
        """Tomorrow or later; one that could not be read has said so already."""
        day = field.data
        if day is not None and not field.errors:
            unless_refused(lambda: check_day(day, today=today(), is_new=True))

    def validate_holder_age_years(self, field: WholeNumberField) -> None:
        """In its range."""
        _must_be_in_range(field)

    def validate_child_age_years(self, field: WholeNumberField) -> None:
        """In its range."""
        _must_be_in_range(field)

    def validate_validity_months(self, field: WholeNumberField) -> None:
        """In its range."""
        _must_be_in_range(field)

    def validate_longest_community_validity_months(self, field: WholeNumberField) -> None:
        """In its range."""
        _must_be_in_range(field)

    def validate_grace_days(self, field: WholeNumberField) -> None:
        """In its range."""
        _must_be_in_range(field)

    def new_version(self, valid_from: date | None = None) -> NewVersion:
        """What was filled in, of a form that validated; of a version that is there, with its first day."""
        return NewVersion(
            valid_from=valid_from or self.valid_from.data or date.min,
            title=self.said("title"),
            text=self.said("text"),
            changes=self.said("changes"),
            link=self.link.data or "",
            **{name: self[name].value for name in RANGES},
        )


def _must_be_in_range(field: WholeNumberField) -> None:
    number = field.number
    if number is not None and not field.errors:
        unless_refused(lambda: check_number(number, field.name))


def _texts_of(version: OperatingModelVersion) -> dict[str, Any]:
    return {**by_field("title", version.title), **by_field("text", version.text), "link": version.link}


def _numbers_of(version: OperatingModelVersion) -> dict[str, Any]:
    grace_days = grace_days_of(version.valid_from, version.earlier_hold_until)
    return {name: grace_days if name == "grace_days" else getattr(version, name) for name in RANGES}
