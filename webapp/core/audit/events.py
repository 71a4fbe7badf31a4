"""The closed list of events. Ids and codes only: never background data, names or addresses."""

import uuid
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Event:
    """Something worth being asked about later."""


@dataclass(frozen=True, slots=True)
class SignedIn(Event):
    """A person signed in."""


@dataclass(frozen=True, slots=True)
class RoleChosen(Event):
    """A person with several roles took one."""


@dataclass(frozen=True, slots=True)
class PersonInvited(Event):
    """A single-use invitation to an organisation was made."""

    invitation_id: uuid.UUID
    to_organisation_id: int


@dataclass(frozen=True, slots=True)
class InvitationAccepted(Event):
    """An invited person joined an organisation."""

    invitation_id: uuid.UUID
    to_organisation_id: int


@dataclass(frozen=True, slots=True)
class PersonRemoved(Event):
    """A person lost their role in an organisation."""

    removed_account_id: int
    from_organisation_id: int


@dataclass(frozen=True, slots=True)
class AdministratorMade(Event):
    """Somebody with access to the server gave a person the national office's role."""

    new_account_id: int


@dataclass(frozen=True, slots=True)
class PasswordChanged(Event):
    """A person changed their password; other sessions ended."""


@dataclass(frozen=True, slots=True)
class BatchMade(Event):
    """Codes were made."""

    batch_id: int
    size: int


@dataclass(frozen=True, slots=True)
class SeriesImported(Event):
    """An old series was taken in."""

    batch_id: int
    size: int


@dataclass(frozen=True, slots=True)
class BatchDelivered(Event):
    """A batch was marked delivered to its network."""

    batch_id: int


@dataclass(frozen=True, slots=True)
class BatchExported(Event):
    """A batch's codes were downloaded."""

    batch_id: int


@dataclass(frozen=True, slots=True)
class CardIssued(Event):
    """A card was registered."""

    card_id: uuid.UUID
    kind: str


@dataclass(frozen=True, slots=True)
class CardRenewed(Event):
    """A card's validity was moved on."""

    card_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class CardStopped(Event):
    """A card was ended or withdrawn."""

    card_id: uuid.UUID
    status: str


@dataclass(frozen=True, slots=True)
class CardReplaced(Event):
    """A card got a new code."""

    card_id: uuid.UUID
    old_code: str
    new_code: str


@dataclass(frozen=True, slots=True)
class CardViewed(Event):
    """A distributor opened a card's page."""

    card_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class PairingMade(Event):
    """A pairing QR was shown."""

    card_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class PhonePaired(Event):
    """A phone took a card."""

    code: str


@dataclass(frozen=True, slots=True)
class PhoneForgotten(Event):
    """A phone gave a card up."""

    code: str


@dataclass(frozen=True, slots=True)
class PairingMadeByHolder(Event):
    """A pairing QR was shown on a phone that carries the card."""

    code: str


@dataclass(frozen=True, slots=True)
class SlipMade(Event):
    """A slip with a code for later was made."""

    card_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class PhoneEnded(Event):
    """A card was taken off a phone by its holder with another phone."""

    code: str


@dataclass(frozen=True, slots=True)
class CardReportedLost(Event):
    """A holder stopped their card with a phone that carries it."""

    card_id: uuid.UUID
    code: str


@dataclass(frozen=True, slots=True)
class VisitUndone(Event):
    """A recorded visit was taken back."""

    visit_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class EnrolmentMade(Event):
    """A QR was shown by which a phone becomes a venue's device."""

    enrolment_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class DeviceEnrolled(Event):
    """A phone became a device of a venue."""

    device_id: uuid.UUID
    kind: str


@dataclass(frozen=True, slots=True)
class DeviceKeyed(Event):
    """A device whose storage was emptied got a new key for its list."""

    device_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class DeviceRevoked(Event):
    """A device was ended."""

    device_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class VisitCorrected(Event):
    """A recorded visit was corrected: what was recorded, and what is now."""

    visit_id: uuid.UUID
    kind_was: str
    kind_is: str
    children_was: int
    children_is: int
    assistants_was: int
    assistants_is: int


@dataclass(frozen=True, slots=True)
class VisitsImported(Event):
    """A phone's rescue file was taken in."""

    device_id: uuid.UUID
    commands: int
    recorded: int


@dataclass(frozen=True, slots=True)
class OfferAdded(Event):
    """A venue put something on."""

    offer_id: int


@dataclass(frozen=True, slots=True)
class OfferEnded(Event):
    """A venue took something off."""

    offer_id: int


@dataclass(frozen=True, slots=True)
class RenewalWished(Event):
    """A holder asked for another year."""

    card_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class CorrectionWished(Event):
    """A holder said that an answer is wrong: which one, never what it is."""

    card_id: uuid.UUID
    kind: str


@dataclass(frozen=True, slots=True)
class CardCorrected(Event):
    """A distributor corrected what was told at issue."""

    card_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class CorrectionDone(Event):
    """A distributor marked a correction as done."""

    card_id: uuid.UUID
    kind: str


@dataclass(frozen=True, slots=True)
class HolderDataDownloaded(Event):
    """A holder downloaded everything the register holds of their card."""

    card_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class OmaKaikuLeft(Event):
    """A holder took the card off all its phones."""

    card_id: uuid.UUID
    phones: int


def all_events() -> tuple[type[Event], ...]:
    """Every event there is, of this module and of those beside it that have been loaded."""
    # By name: a dataclass with slots is a copy of its class; the first one lives on until it is collected.
    return tuple({event.__name__: event for event in Event.__subclasses__()}.values())
