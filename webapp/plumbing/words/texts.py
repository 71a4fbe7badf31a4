"""The sentences for core's reasons: whole ones, in every language."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from flask_babel import LazyString, format_date, lazy_gettext

from webapp.core.errors import Refusal, RefusedError
from webapp.core.networks.operating_model import ParticipationState
from webapp.core.outings.models import Audience
from webapp.core.partners.models import Sector
from webapp.core.visits.rules import Outcome, Remark, UndoReason, VisitKind
from webapp.plumbing.words.feedback_texts import FEEDBACK_REFUSALS
from webapp.plumbing.words.formats import DAY_PATTERNS, format_moment
from webapp.plumbing.words.holder_texts import HOLDER_REFUSALS
from webapp.plumbing.words.language import current_language

_ = lazy_gettext
R = Refusal

REFUSALS: Final[Mapping[Refusal, LazyString]] = {
    **HOLDER_REFUSALS,
    **FEEDBACK_REFUSALS,
    R.CODE_SHAPE: _("A card code has one letter and nine digits, such as A999123453. Check what was typed."),
    R.CODE_CHECK_DIGIT: _(
        "One of the characters in the code is wrong. Compare it with the card and type it again."
    ),
    R.ONE_ADULT_PER_CARD: _("A card is for one adult at a time. Record each adult with their own card."),
    R.MORE_CHILDREN_THAN_REGISTERED: _("The card has children’s tickets for %(most)s at most."),
    R.CHILDREN_ON_COURSE: _("Children’s tickets cannot be recorded with a course place."),
    R.COMMUNITY_CARD_ON_COURSE: _("A community card cannot be used for a course place."),
    R.TOO_MANY_CHILDREN: _("That is too many children for one community card. Check the number."),
    R.ALREADY_HERE: _("This card was recorded here at %(at)s. Do you want to record it again?"),
    R.VISIT_DIFFERS: _("This visit could not be recorded. Check the card again and record it once more."),
    R.VISIT_UNKNOWN: _("The visit to take back is not in the register."),
    R.VISIT_UNDONE: _("This visit has been undone, so it cannot be corrected."),
    R.VISIT_NOT_STORED: _(
        "The register could not store this visit. Write it down and tell the national office."
    ),
    R.COUNT_IMPOSSIBLE: _("The number of children or assistants cannot be right. Check the number."),
    R.OFFER_UNKNOWN: _("Choose something that your venue has on."),
    R.OFFER_NAME: _("Give it a name of 1 to %(most)s characters."),
    R.OFFER_IN_PAST: _("Choose today or a later day."),
    R.DESCRIPTION_TOO_LONG: _("Shorten this to %(most)s characters."),
    R.WEBSITE_UNREADABLE: _("Write the address of the website, such as www.example.fi."),
    R.COMMAND_UNREADABLE: _("The register could not read what the phone sent."),
    R.RESCUE_FILE_UNREADABLE: _(
        "This is not a file of visits from a Kaikukortti phone. Choose the file that the phone saved."
    ),
    R.RESCUE_FILE_OF_ANOTHER: _(
        "The file is not from a phone of your venue. The national office can take it in for any venue."
    ),
    R.CODE_PART: _("Write the whole code, or at least its last %(fewest)s digits."),
    R.CODE_UNKNOWN: _("There is no such code in the register. Compare it with the card and type it again."),
    R.CODE_OF_ANOTHER_NETWORK: _("This card was made for another network. Use a card of your own network."),
    R.CODE_ALREADY_REGISTERED: _("This code is already in use. Take a new card."),
    R.NO_CODES_FOR_PHONES: _("Cards for the phone only are not open yet. Use a printed card."),
    R.UNDER_AGE: _("The card is for people who turn %(age)s this year or are older."),
    R.BIRTH_YEAR_IMPOSSIBLE: _("Check the year of birth. Write it with four digits, such as 1984."),
    R.CATEGORY_UNKNOWN: _("Choose one of the answers in the list."),
    R.TRIAL_HAS_ENDED: _("The trial here ended on %(ended_on)s. New cards can be issued when it goes on."),
    R.NOT_IN_USE_HERE: _("The card is not in use here yet, so cards cannot be issued."),
    R.VALIDITY_IN_PAST: _("The last valid day has to be today or later."),
    R.VALIDITY_TOO_LONG: _("The last valid day can be %(latest)s at the latest."),
    R.CARD_NOT_RENEWABLE: _(
        "A card that was taken out of use cannot be renewed. Replace it with a new card."
    ),
    R.CARD_ALREADY_STOPPED: _("The card has already been taken out of use."),
    R.CHILDREN_COUNT_IMPOSSIBLE: _("Give the number of children from 0 to %(most)s."),
    R.LETTER_IS_OLD_SERIES: _("The letter %(letter)s belongs to an old series. Choose another letter."),
    R.LETTER_HAS_CHECK_DIGITS: _(
        "The letter %(letter)s is in use for new codes. An old series needs its own letter."
    ),
    R.BATCH_SIZE: _("Give a number from 1 to %(largest)s."),
    R.CODES_ALREADY_KNOWN: _(
        "%(count)s of the codes are already in the register, such as %(codes)s. Nothing was saved."
    ),
    R.CODES_EMPTY: _("There are no codes here. Paste them one on each line."),
    R.PASSWORD_TOO_SHORT: _(
        "The password needs at least %(shortest)s characters. Three or four words are good."
    ),
    R.PASSWORD_TOO_LONG: _("The password can have at most %(longest)s characters."),
    R.PASSWORD_COMMON: _("This password is easy to guess. Choose words that do not belong together."),
    R.SIGN_IN_FAILED: _("The e-mail address and password do not match. Check both and try again."),
    R.INVITATION_INVALID: _("This invitation has been used or has expired. Ask for a new one."),
    R.ALREADY_MEMBER: _("This person already works here."),
    R.LAST_CONTACT_PERSON: _("You are the only contact person. Name another one before you leave."),
    R.VENUE_UNKNOWN: _("Choose one of the venues in the list."),
    R.OUTING_TWO_PLACES: _("Choose a venue or write a place: one of the two."),
    R.OUTING_IN_PAST: _("This has passed already. Choose a later moment."),
    R.OUTING_MEETS_LATE: _("People have to meet before it begins."),
    R.OUTING_JOINS_LATE: _("Joining has to end before it begins."),
    R.OUTING_JOINS_IN_PAST: _("Joining would have ended already. Choose a later moment."),
    R.TIP_DAYS: _("Choose a last day that is still to come and not before the first one."),
    R.TIP_HALF_TOLD: _("Write both the title and the text in this language, or leave both empty."),
    R.TIP_ADDRESS: _("Write an address that begins with https:// and has %(most)s characters at most."),
    R.FEEDBACK_ANSWERED: _("A colleague has answered this already. Your answer was not sent."),
    R.DEVICE_NAME: _("Give the phone a name of at most %(most)s characters, such as Box office."),
    R.ENROLMENT_INVALID: _(
        "This code has been used or has expired. Ask your contact person to show a new one."
    ),
}

OUTCOMES: Final[Mapping[Outcome, LazyString]] = {
    Outcome.RECORDED: _("Recorded"),
    Outcome.ALREADY_RECORDED: _("Recorded already"),
    Outcome.RECORDED_WITH_REMARK: _("Recorded with a remark"),
    Outcome.UNDONE: _("Undone"),
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
}
"""What was odd about a visit that was recorded all the same: the person had been let in."""

SERIES_LINES_WRONG: Final = _(
    "%(count)s lines hold no card code. The first are lines %(lines)s. Nothing was saved."
)

ADVICE: Final[Mapping[Refusal, LazyString]] = {
    R.CODE_CHECK_DIGIT: _("Read the code again from the card. The customer has done nothing wrong."),
    R.CARD_NOT_REGISTERED: _(
        "Ask the customer to show the card where they got it. It can be put in use there at once."
    ),
    R.CARD_EXPIRED: _("Tell the customer that the card can be renewed where they got it."),
    R.CARD_ENDED: _("Tell the customer that they can ask about a new card where they got this one."),
    R.CARD_WITHDRAWN: _("Ask the customer to get in touch with the place that gave them the card."),
    R.CARD_REPLACED: _("Ask whether the customer has their new card with them, on paper or on the phone."),
}
"""What to say to the customer, kindly, for each verdict that is a no."""

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

PARTICIPATION_STATES: Final[Mapping[ParticipationState, LazyString]] = {
    ParticipationState.COMING: _("Coming"),
    ParticipationState.TRIAL: _("On trial"),
    ParticipationState.IN_USE: _("In use"),
}

SECTORS: Final[Mapping[Sector, LazyString]] = {
    Sector.CULTURE: _("Culture"),
    Sector.EDUCATION: _("Education"),
    Sector.SCIENCE: _("Science"),
    Sector.SPORTS: _("Sports"),
}

AUDIENCES: Final[Mapping[Audience, LazyString]] = {
    Audience.OWN_CARDS: _("For cards that we issued"),
    Audience.NETWORK: _("For all cards of the network"),
}


def sentence(refused: RefusedError) -> str:
    """The whole sentence for a refusal, with its facts in the reader's language."""
    facts = {name: _shown(value) for name, value in refused.facts.items()}
    if refused.reason is Refusal.CODE_SHAPE and "lines" in facts:
        return str(SERIES_LINES_WRONG) % facts
    text = str(REFUSALS[refused.reason])
    return text % facts if "%(" in text else text


def outcome_sentence(reason: Refusal | Remark | None) -> str:
    """Why a phone's command was refused, or what was odd about it; nothing where it was plainly followed."""
    if reason is None:
        return ""
    return str(REFUSALS[reason] if isinstance(reason, Refusal) else REMARKS[reason])


def remark_sentence(remark: str | None) -> str:
    """What was odd about a recorded visit, if anything."""
    return str(REMARKS[Remark(remark)]) if remark else ""


def _shown(value: object) -> object:
    if isinstance(value, datetime):
        return format_moment(value)
    if isinstance(value, date):
        return format_date(value, DAY_PATTERNS[current_language()])
    return value
