"""The form by which a distributor announces an outing."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime, time
from functools import partial
from typing import Any, Final

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import ValidationError

from webapp.core.calendar import HELSINKI, day_in_finland, is_on_the_clock
from webapp.core.outings.actions import NewOuting
from webapp.core.outings.models import Audience, Outing
from webapp.core.outings.rules import (
    OutingTimes,
    check_joining,
    check_meeting,
    moment_in_finland,
)
from webapp.core.outings.written import check_part
from webapp.core.partners.models import Organisation
from webapp.plumbing.clock import today
from webapp.plumbing.rendering.fields import ClockField, DayField
from webapp.plumbing.rendering.forms import choices_of, unless_refused
from webapp.plumbing.rendering.forms_in_languages import Asked, FormInLanguages, ask_in_languages, by_field
from webapp.plumbing.words.features.outings import AUDIENCES
from webapp.plumbing.words.formats import local_name

_END_OF_DAY: Final = time(23, 59)


_WORDS: Final = ("title", "place", "meeting_place", "words")


class _WordsForm(FormInLanguages):
    """What an outing says, in one language or more."""


ask_in_languages(
    _WordsForm,
    "title",
    Asked(
        StringField,
        label=lambda language: _("What do you go to see or do (%(language)s)?", language=language),
        needed=_("Write what you go to see or do."),
        check=partial(check_part, "title"),
    ),
)
ask_in_languages(
    _WordsForm,
    "place",
    Asked(
        StringField,
        label=lambda language: _("Place, if it is not in the list (%(language)s)", language=language),
        check=partial(check_part, "place"),
    ),
)
ask_in_languages(
    _WordsForm,
    "meeting_place",
    Asked(
        StringField,
        label=lambda language: _("Where do you meet (%(language)s)?", language=language),
        needed=_("Write where people meet."),
        check=partial(check_part, "meeting_place"),
    ),
)
ask_in_languages(
    _WordsForm,
    "words",
    Asked(
        TextAreaField,
        label=lambda language: _("A few words (%(language)s, optional)", language=language),
        check=partial(check_part, "words"),
    ),
)


class OutingForm(_WordsForm):
    """An outing about to be announced. Its id came with the page: sending twice makes one."""

    offered: set[str]
    outing_id = HiddenField()
    venue = SelectField(_("Venue"), default="", validate_choice=False)
    day = DayField(_("Day"), is_needed=True)
    time = ClockField(_("It begins at"), is_needed=True)
    meeting_time = ClockField(_("When do you meet?"), is_needed=True)
    audience = RadioField(
        _("For whom is it?"), choices=choices_of(AUDIENCES.items()), default=Audience.OWN_CARDS
    )
    last_day = DayField(_("Last day to join (optional)"))

    @classmethod
    def of(cls, outing: Outing) -> "OutingForm":
        """An outing as it is, to be changed."""
        last_day = day_in_finland(outing.join_until) if outing.join_until != outing.meets_at else None
        days = {"day": day_in_finland(outing.starts_at), "last_day": last_day}
        return cls(data={**_words_of(outing), **_clocks_of(outing), **days}, outing_id=str(outing.id))

    @classmethod
    def beginning_as(cls, outing: Outing, outing_id: str) -> "OutingForm":
        """A new outing that begins as an earlier one, at the same times of another day."""
        return cls(data={**_words_of(outing), **_clocks_of(outing)}, outing_id=outing_id)

    @classmethod
    def after(cls, latest: Outing | None, outing_id: str) -> "OutingForm":
        """A new outing that meets where the latest one did."""
        if latest is None:
            return cls(outing_id=outing_id)
        remembered = {**by_field("meeting_place", latest.meeting_place), "audience": latest.audience}
        return cls(data=remembered, outing_id=outing_id)

    def offer_venues(self, venues: Sequence[Organisation]) -> None:
        """Fill the list with the venues of the network."""
        names = [(str(one.id), local_name(one)) for one in venues]
        self.offered = {"", *(number for number, _name in names)}
        self.venue.choices = choices_of([("", _("Another place")), *names])

    def validate_venue(self, field: SelectField) -> None:
        """Nothing, or one of the list."""
        if field.data not in self.offered:
            raise ValidationError(_("Choose one of the venues in the list."))

    def validate_outing_id(self, field: HiddenField) -> None:
        """The id is ours; anything else was not made by our page."""
        try:
            uuid.UUID(field.data or "")
        except ValueError:
            raise ValidationError(_("Open the page again.")) from None

    def validate_day(self, field: DayField) -> None:
        """Today or later: what has passed is an error of the day."""
        _check_to_come(field)

    def validate_last_day(self, field: DayField) -> None:
        """Today or later, where there is one that was not so before, and before the outing begins."""
        if field.data != field.object_data:
            _check_to_come(field)
        if self._has_times:
            unless_refused(lambda: check_joining(self._times()))

    def validate_time(self, field: ClockField) -> None:
        """A time that comes on that day."""
        self._check_on_the_clock(field, "time")

    def validate_meeting_time(self, field: ClockField) -> None:
        """A time that comes on that day, and before the outing begins."""
        self._check_on_the_clock(field, "meeting_time")
        if self._has_times:
            unless_refused(lambda: check_meeting(self._times()))

    @property
    def _has_times(self) -> bool:
        day, clocks = self.day.data, (self.time.data, self.meeting_time.data)
        return day is not None and all(clock is not None and is_on_the_clock(day, clock) for clock in clocks)

    def _check_on_the_clock(self, field: ClockField, name: str) -> None:
        day, clock = self.day.data, field.data
        if day and clock is not None:
            unless_refused(lambda: moment_in_finland(day, clock, name))

    def new_outing(self, outing_id: uuid.UUID | None = None) -> NewOuting:
        """What was filled in, of a form that validated; of the outing with that id, else with its own.

        Raises:
            RefusedError: OUTING_NO_SUCH_TIME.
        """
        return NewOuting(
            outing_id=outing_id or uuid.UUID(self.outing_id.data or ""),
            title=self.said("title"),
            venue_id=int(self.venue.data) if self.venue.data else None,
            place=self.said("place"),
            meeting_place=self.said("meeting_place"),
            times=self._times(),
            audience=Audience(self.audience.data),
            words=self.said("words"),
        )

    def _times(self) -> OutingTimes:
        day: date = self.day.data or date.min
        meets_at = moment_in_finland(day, self.meeting_time.data or time(), "meeting_time")
        starts_at = moment_in_finland(day, self.time.data or time(), "time")
        return OutingTimes(meets_at, starts_at, self._join_until(meets_at))

    def _join_until(self, meets_at: datetime) -> datetime:
        """Without a last day until people meet; on the day itself no later than that."""
        if self.last_day.data is None:
            return meets_at
        end = moment_in_finland(self.last_day.data, _END_OF_DAY, "last_day")
        return min(end, meets_at) if self.last_day.data == self.day.data else end


def _words_of(outing: Outing) -> dict[str, Any]:
    """What an outing says, by the names of the form's fields."""
    said = {name: part for what in _WORDS for name, part in by_field(what, getattr(outing, what)).items()}
    return {**said, "audience": outing.audience, "venue": str(outing.venue_id or "")}


def _clocks_of(outing: Outing) -> dict[str, Any]:
    """When an outing meets and begins, whichever day it is, by the names of the form's fields."""
    moments = {"time": outing.starts_at, "meeting_time": outing.meets_at}
    return {name: moment.astimezone(HELSINKI).time() for name, moment in moments.items()}


def _check_to_come(field: DayField) -> None:
    if field.data is not None and field.data < today():
        raise ValidationError(_("Choose today or a later day."))
