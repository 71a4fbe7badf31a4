"""The form of a feedback meeting."""

import uuid
from typing import Self

from flask_babel import lazy_gettext as _
from wtforms import TextAreaField

from webapp.core.free_text.notes import check_notes
from webapp.core.trials.meetings import NewMeeting, check_minutes
from webapp.core.trials.models import Meeting
from webapp.plumbing.rendering.fields import DayField
from webapp.plumbing.rendering.forms import AsCore, Form


class MeetingForm(Form):
    """When it is held, how people are invited, and what came of it."""

    held_on = DayField(_("Day of the meeting"), is_needed=True)
    invitation = TextAreaField(_("Invitation (optional)"), [AsCore(check_notes)])
    minutes = TextAreaField(_("Minutes (optional)"), [AsCore(check_minutes)])
    decisions = TextAreaField(_("Decisions (optional)"), [AsCore(check_notes)])

    @classmethod
    def of(cls, meeting: Meeting | None) -> Self:
        """As it is, or empty."""
        if meeting is None:
            return cls()
        return cls(
            data={
                "held_on": meeting.held_on, "invitation": meeting.invitation, "minutes": meeting.minutes,
                "decisions": meeting.decisions,
            }
        )  # fmt: skip

    def new_meeting(self, meeting_id: uuid.UUID) -> NewMeeting:
        """What was filled in, of a form that validated.

        Raises:
            ValueError: it has not been.
        """
        if self.held_on.data is None:
            message = "read before validation"
            raise ValueError(message)
        return NewMeeting(
            meeting_id,
            self.held_on.data,
            self.invitation.data or "",
            self.minutes.data or "",
            self.decisions.data or "",
        )
