"""The form by which a distributor announces an outing."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Final

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField, TimeField
from wtforms.validators import ValidationError

from webapp.core.outings.actions import NewOuting
from webapp.core.outings.models import Audience
from webapp.core.outings.rules import OutingTimes, moment_in_finland
from webapp.core.partners.models import Organisation
from webapp.plumbing.clock import today
from webapp.plumbing.rendering.forms import DayField, Form, Needed, choices_of
from webapp.plumbing.words.features.outings import AUDIENCES
from webapp.plumbing.words.formats import local_name

_TIMES: Final = ["%H.%M", "%H:%M", "%H"]
_END_OF_DAY: Final = time(23, 59)
_TIME_WRONG: Final = _("Write the time as hours and minutes, such as 17.30.")


class OutingForm(Form):
    """An outing about to be announced. Its id came with the page: sending twice makes one."""

    offered: set[str]
    outing_id = HiddenField()
    title = StringField(_("What do you go to see or do?"), [Needed(_("Write what you go to see or do."))])
    venue = SelectField(_("Venue"), default="", validate_choice=False)
    place = StringField(_("Place, if it is not in the list"))
    day = DayField(_("Day"), is_needed=True)
    time = TimeField(  # type: ignore[call-arg]
        _("It begins at"), [Needed(_TIME_WRONG)], format=_TIMES, invalid_value_message=_TIME_WRONG
    )
    meeting_place = StringField(_("Where do you meet?"), [Needed(_("Write where people meet."))])
    meeting_time = TimeField(  # type: ignore[call-arg]
        _("When do you meet?"), [Needed(_TIME_WRONG)], format=_TIMES, invalid_value_message=_TIME_WRONG
    )
    words = TextAreaField(_("A few words (optional)"))
    audience = RadioField(
        _("For whom is it?"), choices=choices_of(AUDIENCES.items()), default=Audience.OWN_CARDS
    )
    last_day = DayField(_("Last day to join (optional)"))

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
        """Today or later, where there is one."""
        _check_to_come(field)

    def new_outing(self) -> NewOuting:
        """What was filled in, of a form that validated."""
        return NewOuting(
            outing_id=uuid.UUID(self.outing_id.data or ""),
            title=self.title.data or "",
            venue_id=int(self.venue.data) if self.venue.data else None,
            place=self.place.data or "",
            meeting_place=self.meeting_place.data or "",
            times=self._times(),
            audience=Audience(self.audience.data),
            words=self.words.data or "",
        )

    def _times(self) -> OutingTimes:
        day: date = self.day.data or date.min
        meets_at = moment_in_finland(day, self.meeting_time.data or time())
        return OutingTimes(
            meets_at, moment_in_finland(day, self.time.data or time()), self._join_until(meets_at)
        )

    def _join_until(self, meets_at: datetime) -> datetime:
        """Without a last day until people meet; on the day itself no later than that."""
        if self.last_day.data is None:
            return meets_at
        end = moment_in_finland(self.last_day.data, _END_OF_DAY)
        return min(end, meets_at) if self.last_day.data == self.day.data else end


def _check_to_come(field: DayField) -> None:
    if field.data is not None and field.data < today():
        raise ValidationError(_("Choose today or a later day."))
