"""What staff read of codes, cards and batches."""

from collections.abc import Mapping
from typing import Final

from flask_babel import LazyString, lazy_gettext

from webapp.core.audit.events import Event
from webapp.core.cards.events import (
    BatchExported,
    BatchHandedOver,
    BatchMade,
    CardCorrected,
    CardIssued,
    CardRenewed,
    CardReplaced,
    CardStopped,
    CardViewed,
    SeriesImported,
)
from webapp.core.cards.reasons import BatchRefusal, CardRefusal, CodeRefusal, IssuingRefusal
from webapp.core.errors import Refusal

_ = lazy_gettext

REFUSALS: Final[Mapping[Refusal, LazyString]] = {
    CodeRefusal.CODE_SHAPE: _(
        "A card code has one letter and nine digits, such as A999123453. Check what was typed."
    ),
    CodeRefusal.CODE_TWO_MEANINGS: _(
        "This can mean two different codes. Read or write one card at a time, with Shift and Caps Lock off."
    ),
    CodeRefusal.CODE_CHECK_DIGIT: _(
        "One of the characters in the code is wrong. Compare it with the card and type it again."
    ),
    IssuingRefusal.CODE_UNKNOWN: _(
        "There is no such code in the register. Compare it with the card and type it again."
    ),
    IssuingRefusal.CODE_OF_ANOTHER_NETWORK: _(
        "This card was made for another network. Use a card of your own network."
    ),
    IssuingRefusal.CODE_ALREADY_REGISTERED: _("This code is already in use. Take a new card."),
    IssuingRefusal.CODE_NOT_HANDED_OVER: _(
        "The batch of this card is not marked as handed over to your network. Is the card in your hand?"
    ),
    IssuingRefusal.FORM_REGISTERED_ANOTHER: _(
        "When you first pressed the button, the card %(code)s was registered. If that was a slip, open that "
        "card and replace it. If this is another client’s card, press the button once more."
    ),
    IssuingRefusal.FORM_GAVE_ANOTHER: _(
        "When you first pressed the button, the card got the code %(code)s. To give it the code that is "
        "written here instead, press the button once more."
    ),
    IssuingRefusal.NO_CODES_FOR_PHONES: _("Cards for the phone only are not open yet. Use a printed card."),
    IssuingRefusal.UNDER_AGE: _("The card is for people who turn %(age)s this year or are older."),
    IssuingRefusal.BIRTH_YEAR_IMPOSSIBLE: _(
        "Check the year of birth. Write it with four digits, such as 1984."
    ),
    IssuingRefusal.CATEGORY_UNKNOWN: _("Choose one of the answers in the list."),
    IssuingRefusal.TRIAL_HAS_ENDED: _(
        "The trial here ended on %(ended_on)s. New cards can be issued when it goes on."
    ),
    IssuingRefusal.NOT_IN_USE_HERE: _("The card is not in use here yet, so cards cannot be issued."),
    IssuingRefusal.NO_LONGER_HERE: _(
        "The municipality has left, so new cards cannot be issued here. Cards that were given out stay valid."
    ),
    IssuingRefusal.VALIDITY_IN_PAST: _("The last valid day has to be today or later."),
    IssuingRefusal.VALIDITY_TOO_LONG: _("The last valid day can be %(latest)s at the latest."),
    IssuingRefusal.RENEWAL_SHORTENS: _(
        "The card is already valid until %(valid_until)s, and renewing does not shorten that. If the card is "
        "not needed so long, end it when its time comes."
    ),
    IssuingRefusal.CARD_NOT_RENEWABLE: _(
        "A card that was taken out of use cannot be renewed. Replace it with a new card."
    ),
    IssuingRefusal.CARD_ALREADY_STOPPED: _("The card has already been taken out of use."),
    IssuingRefusal.CHILDREN_COUNT_IMPOSSIBLE: _("Give the number of children from 0 to %(most)s."),
    BatchRefusal.LETTER_IS_OLD_SERIES: _(
        "The letter %(letter)s belongs to an old series. Choose another letter."
    ),
    BatchRefusal.LETTER_HAS_CHECK_DIGITS: _(
        "The letter %(letter)s is in use for new codes. An old series needs its own letter."
    ),
    BatchRefusal.BATCH_SIZE: _("Give a number from 1 to %(largest)s."),
    BatchRefusal.CODES_ALREADY_KNOWN: _(
        "Already in the register: %(codes)s (%(count)s in all). Nothing was saved."
    ),
    BatchRefusal.CODES_EMPTY: _("There are no codes here. Paste them one on each line."),
    BatchRefusal.SERIES_UNREADABLE: _(
        "Lines without a card code: %(lines)s (%(count)s in all). Nothing was saved."
    ),
}

EVENTS: Final[Mapping[type[Event], LazyString]] = {
    BatchMade: _("%(who)s made batch %(batch_id)s. Number of codes: %(size)s."),
    SeriesImported: _("%(who)s took in an old series as batch %(batch_id)s. Number of codes: %(size)s."),
    BatchHandedOver: _("%(who)s marked batch %(batch_id)s as handed over."),
    BatchExported: _("%(who)s downloaded the codes of batch %(batch_id)s."),
    CardIssued: _("%(who)s issued card %(card)s."),
    CardRenewed: _("%(who)s renewed card %(card)s."),
    CardStopped: _("%(who)s took card %(card)s out of use."),
    CardReplaced: _("%(who)s replaced the code %(old_code)s of a card with %(new_code)s."),
    CardViewed: _("%(who)s opened card %(card)s."),
    CardCorrected: _("%(who)s corrected the answers of card %(card)s."),
}

GROUP: Final = _("Cards and codes")
KINDS: Final[Mapping[type[Event], LazyString]] = {
    BatchMade: _("Batch of codes made"),
    SeriesImported: _("Old series taken in"),
    BatchHandedOver: _("Batch handed over"),
    BatchExported: _("Codes of a batch downloaded"),
    CardIssued: _("Card issued"),
    CardRenewed: _("Card renewed"),
    CardStopped: _("Card taken out of use"),
    CardReplaced: _("Code of a card replaced"),
    CardViewed: _("Card opened"),
    CardCorrected: _("Answers of a card corrected"),
}
"""What the log is narrowed to, in few words."""

ADVICE: Final[Mapping[Refusal, LazyString]] = {
    CodeRefusal.CODE_CHECK_DIGIT: _(
        "Read the code again from the card. The customer has done nothing wrong."
    ),
    CardRefusal.CARD_NOT_REGISTERED: _(
        "Ask the customer to show the card where they got it. It can be put in use there at once."
    ),
    CardRefusal.CARD_EXPIRED: _("Tell the customer that the card can be renewed where they got it."),
    CardRefusal.CARD_ENDED: _(
        "Tell the customer that they can ask about a new card where they got this one."
    ),
    CardRefusal.CARD_WITHDRAWN: _("Ask the customer to get in touch with the place that gave them the card."),
    CardRefusal.CARD_REPLACED: _(
        "Ask whether the customer has their new card with them, on paper or on the phone."
    ),
}
"""What to say to the customer, kindly, for each verdict that is a no."""

LISTS: Final[Mapping[str, LazyString]] = {
    "batches": _("Batches of codes"),
    "cards": _("Cards"),
}
"""What can be downloaded, as the log and the files call it."""
