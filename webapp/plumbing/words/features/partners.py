"""What staff read of venues, distributors and their people."""

from collections.abc import Mapping
from typing import Final

from flask_babel import LazyString, lazy_gettext

from webapp.core.audit.events import Event
from webapp.core.errors import Refusal
from webapp.core.partners.events import (
    ContactsWritten,
    DistributorApproved,
    DistributorRefused,
    FastModeTurnedOff,
    FastModeTurnedOn,
    InvitationAccepted,
    InvitationRefused,
    InvitationWithdrawn,
    LeadSettled,
    PartnerAdded,
    PartnerChanged,
    PartnerEnded,
    PartnerMoved,
    PartnerResumed,
    PartnersImported,
    PartnerTakenOut,
    PersonInvited,
    PersonRemoved,
    PopUpAdded,
    StaffListRead,
)
from webapp.core.partners.models import OrganisationKind, RunBy, Sector
from webapp.core.partners.reasons import PartnerRefusal
from webapp.core.partners.sides import Side

_ = lazy_gettext

REFUSALS: Final[Mapping[Refusal, LazyString]] = {
    PartnerRefusal.INVITATION_INVALID: _(
        "This invitation is not open: it was used or withdrawn, has expired, or is for another address. "
        "Ask for a new one."
    ),
    PartnerRefusal.ALREADY_MEMBER: _("This person already works here."),
    PartnerRefusal.CONTACT_TOO_LONG: _("Write at most %(most)s characters."),
    PartnerRefusal.PHONE_UNREADABLE: _("Check the phone number: digits and spaces, such as 08 123 4567."),
    PartnerRefusal.EMAIL_UNREADABLE: _("Check the e-mail address: it looks like name@example.fi."),
    PartnerRefusal.LAST_CONTACT_PERSON: _(
        "This is the only contact person here, who has to stay until there is another one. Invite one first."
    ),
    PartnerRefusal.NOT_ALONG: _("It is no longer along. Take it along again first, if it should be."),
    PartnerRefusal.PARTNER_NAME_TAKEN: _("The network already has one of this name."),
    PartnerRefusal.PARTNER_PLACE_NEEDED: _("Choose a municipality from the list."),
    PartnerRefusal.PARTNER_PLACE_ELSEWHERE: _("Choose one of the municipalities of the network."),
    PartnerRefusal.DISTRIBUTOR_KIND_UNKNOWN: _("Choose one of the answers in the list."),
    PartnerRefusal.WAITS_FOR_YES: _(
        "The national office has not yet said yes to your office giving out cards. It has been asked."
    ),
    PartnerRefusal.NOT_AGREED_TO: _(
        "The national office has said no to your office giving out cards: %(reason)s Ask your coordinator."
    ),
    PartnerRefusal.REASON_NEEDED: _("Write why, in at most %(most)s characters."),
    PartnerRefusal.IMPORT_TOO_MANY: _("Take in at most %(most)s partners at a time. Divide the file."),
    PartnerRefusal.IMPORT_COLUMN_MISSING: _(
        "The first row has to name the columns, and among them have to be the kind of partner and its name. "
        "Begin from the template."
    ),
    PartnerRefusal.IMPORT_NAME_MISSING: _("Write what the partner is called."),
    PartnerRefusal.IMPORT_CHOICE_UNKNOWN: _(
        "“%(typed)s” is none of the words to choose from. See the template."
    ),
    PartnerRefusal.IMPORT_ROW_TWICE: _("The same partner stands in row %(row)s, too."),
    PartnerRefusal.IMPORT_OTHERS: _("The other side of your network looks after this partner."),
    PartnerRefusal.NETWORK_UNKNOWN: _("Choose one of the answers in the list."),
    PartnerRefusal.PARTNER_NAME_TAKEN_THERE: _(
        "That network already has one of this name. Change the name first."
    ),
    PartnerRefusal.LEAD_UNKNOWN: _("Choose one of the answers in the list."),
    PartnerRefusal.LEAD_END_PAST: _("The last day of leading is past. Write today or a later day."),
    PartnerRefusal.VENUE_UNKNOWN: _("Choose one of the venues in the list."),
}

EVENTS: Final[Mapping[type[Event], LazyString]] = {
    PersonInvited: _("%(who)s invited a person to %(to_organisation_id)s."),
    InvitationAccepted: _("%(who)s accepted an invitation to %(to_organisation_id)s."),
    InvitationWithdrawn: _("%(who)s withdrew an invitation to %(to_organisation_id)s."),
    InvitationRefused: _("%(who)s came with an invitation that was not good."),
    StaffListRead: _("%(who)s read who works at %(of_organisation_id)s."),
    PersonRemoved: _("%(who)s removed person %(removed_account_id)s from %(from_organisation_id)s."),
    ContactsWritten: _("%(who)s wrote the contact details of %(of_organisation_id)s."),
    PartnerAdded: _("%(who)s took %(of_organisation_id)s into the network %(network_id)s."),
    PartnerChanged: _("%(who)s changed the name or kind of %(of_organisation_id)s."),
    PartnerEnded: _("%(who)s ended the part of %(of_organisation_id)s: it is no longer along."),
    PartnerResumed: _("%(who)s took %(of_organisation_id)s along again."),
    PopUpAdded: _("%(who)s took the pop-up venue %(of_organisation_id)s along."),
    PartnerMoved: _("%(who)s moved %(of_organisation_id)s into the network %(network_id)s."),
    PartnerTakenOut: _("%(who)s took %(of_organisation_id)s out of its network: it is a pop-up venue."),
    DistributorApproved: _("%(who)s said yes to %(of_organisation_id)s giving out cards."),
    DistributorRefused: _("%(who)s said no to %(of_organisation_id)s giving out cards."),
    PartnersImported: _("%(who)s took partners in from a table. Added: %(added)s. Changed: %(changed)s."),
    LeadSettled: _("%(who)s settled that %(of_organisation_id)s leads the network %(network_id)s."),
    FastModeTurnedOn: _("%(who)s turned fast mode on at %(venue_id)s."),
    FastModeTurnedOff: _("%(who)s turned fast mode off at %(venue_id)s."),
}

GROUP: Final = _("Staff and partners")
KINDS: Final[Mapping[type[Event], LazyString]] = {
    PersonInvited: _("Person invited"),
    InvitationAccepted: _("Invitation accepted"),
    InvitationRefused: _("Invitation not good"),
    InvitationWithdrawn: _("Invitation withdrawn"),
    StaffListRead: _("List of staff read"),
    PersonRemoved: _("Person removed"),
    ContactsWritten: _("Contact details written"),
    FastModeTurnedOn: _("Fast mode turned on"),
    FastModeTurnedOff: _("Fast mode turned off"),
    PartnerAdded: _("Partner added"),
    PartnerChanged: _("Name or kind of a partner changed"),
    PartnerEnded: _("Partner no longer along"),
    PartnerResumed: _("Partner along again"),
    PopUpAdded: _("Pop-up venue added"),
    PartnerMoved: _("Partner moved to another network"),
    PartnerTakenOut: _("Venue taken out of its network"),
    DistributorApproved: _("Yes to a new distributor"),
    DistributorRefused: _("No to a new distributor"),
    PartnersImported: _("Partners taken in from a table"),
    LeadSettled: _("Lead of a network settled"),
}
"""What the log is narrowed to, in few words."""

THINGS: Final[Mapping[str, LazyString]] = {
    "invitation_id": _("Invitation %(id)s"),
}
"""What an event happened to, by the name of its field."""

ORGANISATION_KINDS: Final[Mapping[OrganisationKind, LazyString]] = {
    OrganisationKind.VENUE: _("Venues"),
    OrganisationKind.DISTRIBUTOR: _("Distributors"),
    OrganisationKind.COORDINATOR: _("Coordinating offices"),
    OrganisationKind.NATIONAL_OFFICE: _("National office"),
}

OTHER_SIDE: Final = _(
    "The other side of your network looks after this partner. "
    "You see what they do, and can ask them to change it."
)

SIDES: Final[Mapping[Side, LazyString]] = {
    Side.MUNICIPALITY: _("The municipalities’ side"),
    Side.COUNTY: _("The county’s side"),
    Side.BOTH: _("Both sides"),
}

RUN_BY: Final[Mapping[RunBy, LazyString]] = {
    RunBy.PUBLIC: _("A municipality, a county or the state"),
    RunBy.THIRD_SECTOR: _("An association or a foundation (third sector)"),
    RunBy.PARISH: _("A parish"),
    RunBy.COMPANY: _("A company"),
}

LISTS: Final[Mapping[str, LazyString]] = {
    "partners": _("Partners"),
    "pop_ups": _("Pop-up venues"),
    "approvals": _("New distributors"),
}
"""What can be downloaded, as the log and the files call it."""

SECTORS: Final[Mapping[Sector, LazyString]] = {
    Sector.CULTURE: _("Culture"),
    Sector.EDUCATION: _("Education"),
    Sector.SCIENCE: _("Science"),
    Sector.SPORTS: _("Sports"),
}
