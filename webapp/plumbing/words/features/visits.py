"""What staff read of visits and phones' commands."""

from collections.abc import Mapping
from typing import Final

from flask_babel import LazyString, lazy_gettext

from webapp.core.audit.events import Event
from webapp.core.errors import Refusal
from webapp.core.visits.events import HistoryRead, VisitCorrected, VisitsImported, VisitUndone
from webapp.core.visits.reasons import CommandRefusal, LookingBackRefusal, RescueRefusal, VisitRefusal
from webapp.core.visits.rules import Outcome, Remark, UndoReason, VisitKind

_ = lazy_gettext

REFUSALS: Final[Mapping[Refusal, LazyString]] = {
    CommandRefusal.ONE_ADULT_PER_CARD: _(
        "A card is for one adult at a time. Record each adult with their own card."
    ),
    VisitRefusal.MORE_CHILDREN_THAN_REGISTERED: _("The card has children’s tickets for %(most)s at most."),
    VisitRefusal.CHILDREN_ON_COURSE: _("Children’s tickets cannot be recorded with a course place."),
    VisitRefusal.COMMUNITY_CARD_ON_COURSE: _("A community card cannot be used for a course place."),
    VisitRefusal.TOO_MANY_CHILDREN: _("That is too many children for one community card. Check the number."),
    VisitRefusal.VENUE_NOT_COMMITTED: _(
        "The venue has no commitment in force, so visits cannot be recorded. Its contact person accepts one."
    ),
    VisitRefusal.ALREADY_HERE: _("This card was recorded here at %(at)s. Do you want to record it again?"),
    CommandRefusal.VISIT_DIFFERS: _(
        "This visit could not be recorded. Check the card again and record it once more."
    ),
    CommandRefusal.VISIT_UNKNOWN: _("The visit to take back is not in the register."),
    LookingBackRefusal.VISIT_UNDONE: _("This visit has been undone, so it cannot be corrected."),
    CommandRefusal.VISIT_NOT_STORED: _(
        "The register could not store this visit. Write it down and tell the national office."
    ),
    CommandRefusal.COUNT_IMPOSSIBLE: _(
        "The number of children or assistants cannot be right. Check the number."
    ),
    CommandRefusal.COMMAND_UNREADABLE: _("The register could not read what the phone sent."),
    RescueRefusal.RESCUE_FILE_UNREADABLE: _(
        "This is not a file of visits from a Kaikukortti phone. Choose the file that the phone saved."
    ),
    RescueRefusal.RESCUE_FILE_OF_ANOTHER: _(
        "The file is not from a phone of your venue. The national office can take it in for any venue."
    ),
    LookingBackRefusal.CODE_PART: _("Write the whole code, or at least its last %(fewest)s digits."),
}

EVENTS: Final[Mapping[type[Event], LazyString]] = {
    HistoryRead: _("%(who)s read the venue’s earlier visits."),
    VisitUndone: _("%(who)s took a recorded visit back."),
    VisitCorrected: _(
        "%(who)s corrected a visit. Children: %(children_was)s before, %(children_is)s now. "
        "Assistants: %(assistants_was)s before, %(assistants_is)s now."
    ),
    VisitsImported: _(
        "%(who)s took in a phone’s file of visits. "
        "Commands in it: %(commands)s, newly recorded: %(recorded)s."
    ),
}

GROUP: Final = _("Visits")
KINDS: Final[Mapping[type[Event], LazyString]] = {
    HistoryRead: _("Earlier visits read"),
    VisitUndone: _("Visit taken back"),
    VisitCorrected: _("Visit corrected"),
    VisitsImported: _("Phone’s file of visits taken in"),
}
"""What the log is narrowed to, in few words."""

THINGS: Final[Mapping[str, LazyString]] = {
    "visit_id": _("Visit %(id)s"),
}
"""What an event happened to, by the name of its field."""

OUTCOMES: Final[Mapping[Outcome, LazyString]] = {
    Outcome.RECORDED: _("Recorded"),
    Outcome.ALREADY_RECORDED: _("Recorded already"),
    Outcome.RECORDED_WITH_REMARK: _("Recorded with a remark"),
    Outcome.UNDONE: _("Undone"),
    Outcome.CORRECTED: _("Corrected"),
    Outcome.REFUSED: _("Not recorded"),
}

REMARKS: Final[Mapping[Remark, LazyString]] = {
    Remark.CARD_NOT_REGISTERED: _("The code had not been registered to anyone."),
    Remark.CARD_EXPIRED: _("The card had expired."),
    Remark.CARD_ENDED: _("The distributor had ended the card."),
    Remark.CARD_WITHDRAWN: _("The card had been taken out of use."),
    Remark.CARD_REPLACED: _("The card had been replaced with a new one."),
    Remark.COMMUNITY_CARD_ON_COURSE: _("A community card was used for a course place."),
    Remark.MORE_CHILDREN_THAN_REGISTERED: _("More children came than the card has tickets for."),
    Remark.ALREADY_HERE: _("The card had been recorded here a moment before or after."),
    Remark.CLOCK_WRONG: _("The phone’s clock was wrong, so the time was worked out."),
    Remark.SEQUENCE_REUSED: _("The phone used the same number for two visits."),
    Remark.OFFER_UNKNOWN: _("What it was recorded for was not on at this venue."),
    Remark.VENUE_NOT_COMMITTED: _("The venue had no commitment in force."),
}
"""What was odd about a visit that was recorded all the same: the person had been let in."""

VISIT_KINDS: Final[Mapping[VisitKind, LazyString]] = {
    VisitKind.TICKET: _("Admission ticket"),
    VisitKind.COURSE: _("Course place"),
}

UNDO_REASONS: Final[Mapping[UndoReason, LazyString]] = {
    UndoReason.MISTAKE: _("It was recorded by mistake"),
    UndoReason.WRONG_CARD: _("It was the wrong card"),
    UndoReason.NOT_USED: _("The customer did not come in"),
    UndoReason.RECORDED_TWICE: _("It was recorded twice"),
}
