"""The sentences for the events of the audit log."""

from collections.abc import Mapping
from typing import Final

from flask_babel import LazyString, lazy_gettext

from webapp.core.accounts import events as account_events
from webapp.core.audit import (
    events,
    feedback_events,
    notice_events,
    outings_events,
    passkey_events,
    where_events,
)
from webapp.core.audit.actions import event_name
from webapp.core.audit.events import Event
from webapp.core.audit.models import AuditRecord

_ = lazy_gettext

EVENTS: Final[Mapping[type[Event], LazyString]] = {
    events.SignedIn: _("Signed in."),
    events.AdministratorMade: _("Gave person %(new_account_id)s the national office’s role."),
    events.RoleChosen: _("Changed to another role."),
    events.PersonInvited: _("Invited a person to organisation %(to_organisation_id)s."),
    events.InvitationAccepted: _("Accepted an invitation to organisation %(to_organisation_id)s."),
    events.PersonRemoved: _(
        "Removed person %(removed_account_id)s from organisation %(from_organisation_id)s."
    ),
    events.PasswordChanged: _("Changed their password. Other devices were signed out."),
    account_events.OtherSessionsEnded: _("Signed out on all other devices."),
    events.BatchMade: _("Made batch %(batch_id)s. Number of codes: %(size)s."),
    events.SeriesImported: _("Took in an old series as batch %(batch_id)s. Number of codes: %(size)s."),
    events.BatchDelivered: _("Marked batch %(batch_id)s as delivered."),
    events.BatchExported: _("Downloaded the codes of batch %(batch_id)s."),
    events.CardIssued: _("Issued a card."),
    events.CardRenewed: _("Renewed a card."),
    events.CardStopped: _("Took a card out of use."),
    events.CardReplaced: _("Replaced a card’s code with a new one."),
    events.CardViewed: _("Opened a card’s page."),
    events.PairingMade: _("Showed a code for taking a card onto a phone."),
    events.PhonePaired: _("A phone took a card."),
    events.PhoneForgotten: _("A phone gave a card up."),
    events.PairingMadeByHolder: _(
        "A cardholder’s phone showed a code for taking the card onto another phone."
    ),
    events.SlipMade: _("Made a slip with a code for taking a card onto a phone."),
    events.PhoneEnded: _("A cardholder took the card off another phone."),
    events.CardReportedLost: _("A cardholder reported the card lost. It stopped at once."),
    events.VisitUndone: _("Took a recorded visit back."),
    events.VisitCorrected: _(
        "Corrected a visit. Children: %(children_was)s before, %(children_is)s now. "
        "Assistants: %(assistants_was)s before, %(assistants_is)s now."
    ),
    events.VisitsImported: _(
        "Took in a phone’s file of visits. Commands in it: %(commands)s, newly recorded: %(recorded)s."
    ),
    events.OfferAdded: _("Added offer %(offer_id)s to what is on."),
    events.OfferEnded: _("Took offer %(offer_id)s off what is on."),
    events.EnrolmentMade: _("Showed a code for taking a phone into use at a venue."),
    events.DeviceEnrolled: _("A phone was taken into use at a venue."),
    events.DeviceKeyed: _("A venue’s phone that had lost its memory started afresh."),
    events.DeviceRevoked: _("A venue’s phone was taken out of use."),
    events.RenewalWished: _("A cardholder asked for the card to be renewed."),
    events.CorrectionWished: _("A cardholder asked for a correction."),
    events.CardCorrected: _("Corrected the answers of a card."),
    events.CorrectionDone: _("Marked a cardholder’s correction as done."),
    events.HolderDataDownloaded: _("A cardholder downloaded what the register holds of their card."),
    passkey_events.PasskeyAdded: _("A passkey was made for card %(code)s."),
    passkey_events.PasskeyEnded: _("A passkey of card %(code)s was removed."),
    notice_events.NoticesTurnedOn: _("Reminders were turned on for a phone with card %(code)s."),
    notice_events.NoticesTurnedOff: _("Reminders were turned off for a phone with card %(code)s."),
    notice_events.NoticeSent: _("A phone with card %(code)s was sent a reminder."),
    notice_events.NoticesUnreachable: _(
        "A phone with card %(code)s could no longer be reached for reminders."
    ),
    where_events.VenueDescribed: _("Wrote what venue %(venue_id)s says of itself."),
    outings_events.OutingAnnounced: _("Announced an outing."),
    outings_events.OutingCancelled: _("Cancelled an outing."),
    outings_events.TipGiven: _("Gave a tip."),
    outings_events.TipRemoved: _("Took a tip off."),
    feedback_events.FeedbackAnswered: _("Answered a cardholder’s feedback."),
    events.OmaKaikuLeft: _("A cardholder left OmaKaiku. Phones that carried the card: %(phones)s."),
}

_BY_NAME: Final = {event_name(event): text for event, text in EVENTS.items()}

_THINGS: Final[Mapping[str, LazyString]] = {
    "card_id": _("Card %(id)s"),
    "visit_id": _("Visit %(id)s"),
    "invitation_id": _("Invitation %(id)s"),
    "device_id": _("Device %(id)s"),
    "feedback_id": _("Feedback %(id)s"),
    "outing_id": _("Outing %(id)s"),
    "tip_id": _("Tip %(id)s"),
}


def event_sentence(record: AuditRecord) -> str:
    """What happened, in words; an event that an earlier version wrote otherwise shows its name."""
    text = _BY_NAME.get(record.event)
    try:
        return str(text) % record.facts if text else record.event
    except KeyError:
        return record.event


def event_things(record: AuditRecord) -> list[str]:
    """The card, visit or invitation it happened to, by id."""
    return [str(text) % {"id": record.facts[key]} for key, text in _THINGS.items() if key in record.facts]
