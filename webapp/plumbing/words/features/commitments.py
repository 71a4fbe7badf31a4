"""What staff read of the operating model, of commitments to it, of exceptions and briefings."""

from collections.abc import Mapping
from typing import Final

from flask_babel import LazyString, lazy_gettext

from webapp.core.audit.events import Event
from webapp.core.commitments.events import (
    CommitmentAccepted,
    CommitmentConfirmed,
    CommitmentEnded,
    ExceptionAdded,
    ExceptionChanged,
    GeneralCommitmentConfirmed,
    GeneralCommitmentEnded,
    ModelVersionChanged,
    ModelVersionPublished,
    ModelVersionWithdrawn,
    PersonBriefed,
    ReceiptDownloaded,
)
from webapp.core.commitments.exceptions import ExceptionFilter
from webapp.core.commitments.reasons import BriefingRefusal, CommitmentRefusal, ExceptionRefusal, ModelRefusal
from webapp.core.commitments.rules import CommitmentKind, CommitmentState, Party
from webapp.core.errors import Refusal

_ = lazy_gettext

REFUSALS: Final[Mapping[Refusal, LazyString]] = {
    ModelRefusal.VERSION_DAY_TAKEN: _("There is already a version that begins on this day."),
    ModelRefusal.VERSION_DAY_PAST: _("A version begins tomorrow at the earliest. Write a later day."),
    ModelRefusal.VERSION_BEGUN: _("This version has begun, so it never changes. Publish a new one instead."),
    ModelRefusal.VERSION_ACCEPTED: _(
        "Somebody has committed to this version already, so it does not change. Publish a new one instead."
    ),
    ModelRefusal.MODEL_TITLE: _("Write a title of at most %(most)s characters."),
    ModelRefusal.MODEL_TITLE_NEEDED: _("Write a title."),
    ModelRefusal.MODEL_TEXT_TOO_LONG: _("Write at most %(most)s characters."),
    ModelRefusal.MODEL_TEXT_NEEDED: _("Write the text of the model, or the address at which it is."),
    ModelRefusal.MODEL_LINK: _(
        "Check the address: it begins with https:// and has at most %(most)s characters."
    ),
    ModelRefusal.MODEL_NUMBER: _("Write a number from %(least)s to %(most)s."),
    CommitmentRefusal.NOT_COMMITTED: _(
        "There is no commitment in force, so cards are neither given out nor renewed. "
        "Your contact person accepts one."
    ),
    CommitmentRefusal.VERSION_OVER: _("This version holds no more. Accept the one that is in force."),
    ExceptionRefusal.EXCEPTION_REASON_NEEDED: _("Write what is otherwise, and why."),
    ExceptionRefusal.EXCEPTION_REASON_TOO_LONG: _("Write at most %(most)s characters."),
    ExceptionRefusal.ENDS_BEFORE_IT_STARTS: _("The last day is before the first. Check the days."),
    ExceptionRefusal.PLACE_OF_EXCEPTION: _("Choose one of the answers in the list."),
    BriefingRefusal.BRIEFED_LATER: _("This day is still to come. Write the day on which the briefing was."),
    CommitmentRefusal.CONTACT_PERSON_ACCEPTS: _("Only a contact person can accept or end a commitment."),
    CommitmentRefusal.OTHERS_ACCEPT: _(
        "Only its parties accept or end it: the partner and the offices of its network."
    ),
    CommitmentRefusal.COMMITMENT_ENDED: _("This commitment has been ended. A new one can be accepted."),
    CommitmentRefusal.COMMITMENT_END_PAST: _("A commitment ends today at the earliest. Write a later day."),
    CommitmentRefusal.COMMITMENT_END_REASON: _("Write why it ends, in at most %(most)s characters."),
}

EVENTS: Final[Mapping[type[Event], LazyString]] = {
    ModelVersionPublished: _("%(who)s published the operating model of %(version)s."),
    ModelVersionChanged: _("%(who)s changed the operating model of %(version)s, which had not begun."),
    ModelVersionWithdrawn: _("%(who)s took back the operating model of %(version)s, which had not begun."),
    ExceptionAdded: _("%(who)s told of an exception to the operating model."),
    ExceptionChanged: _("%(who)s changed an exception to the operating model."),
    ReceiptDownloaded: _("%(who)s downloaded the receipt of commitment %(commitment_id)s."),
    PersonBriefed: _(
        "%(who)s wrote down that person %(briefed_account_id)s of %(of_organisation_id)s was briefed."
    ),
    CommitmentAccepted: _("%(who)s committed itself to the operating model of %(version)s."),
    CommitmentConfirmed: _(
        "%(who)s accepted the commitment of %(of_organisation_id)s to the operating model of %(version)s."
    ),
    GeneralCommitmentConfirmed: _(
        "%(who)s accepted the general commitment of %(network_id)s to the operating model of %(version)s."
    ),
    CommitmentEnded: _(
        "%(who)s ended the commitment of %(of_organisation_id)s to the operating model of %(version)s."
    ),
    GeneralCommitmentEnded: _(
        "%(who)s ended the general commitment of %(network_id)s to the operating model of %(version)s."
    ),
}

GROUP: Final = _("Operating model and commitments")
KINDS: Final[Mapping[type[Event], LazyString]] = {
    ModelVersionPublished: _("Operating model published"),
    ModelVersionChanged: _("Operating model changed"),
    ModelVersionWithdrawn: _("Operating model taken back"),
    ExceptionAdded: _("Exception added"),
    ExceptionChanged: _("Exception changed"),
    PersonBriefed: _("Person briefed"),
    ReceiptDownloaded: _("Receipt downloaded"),
    CommitmentAccepted: _("Commitment accepted"),
    CommitmentConfirmed: _("Commitment accepted by the office"),
    GeneralCommitmentConfirmed: _("General commitment accepted by the office"),
    CommitmentEnded: _("Commitment ended"),
    GeneralCommitmentEnded: _("General commitment ended"),
}
"""What the log is narrowed to, in few words."""

COMMITMENT_KINDS: Final[Mapping[CommitmentKind, LazyString]] = {
    CommitmentKind.GENERAL: _("General commitment"),
    CommitmentKind.PARTNER: _("Partner’s commitment"),
    CommitmentKind.POP_UP: _("Commitment of a pop-up venue"),
}

COMMITMENT_STATES: Final[Mapping[CommitmentState, LazyString]] = {
    CommitmentState.IN_FORCE: _("In force"),
    CommitmentState.RUNNING_OUT: _("Running out"),
    CommitmentState.WAITING: _("Waits for others"),
    CommitmentState.LACKING: _("Not committed"),
}

LISTS: Final[Mapping[str, LazyString]] = {
    "commitments": _("Commitments"),
    "people": _("People and briefings"),
    "exceptions": _("Exceptions"),
}
"""What can be downloaded, as the log and the files call it."""

PARTIES: Final[Mapping[Party, LazyString]] = {
    Party.ORGANISATION: _("The partner"),
    Party.MUNICIPALITY: _("The municipalities’ side"),
    Party.COUNTY: _("The county’s side"),
    Party.NATIONAL_OFFICE: _("The national office"),
}
"""Who accepts a commitment."""

EXCEPTION_FILTERS: Final[Mapping[ExceptionFilter, LazyString]] = {
    ExceptionFilter.CURRENT: _("Those that hold or are to come"),
    ExceptionFilter.PAST: _("Past exceptions"),
}
