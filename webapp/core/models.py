"""Every table, imported once, so that the metadata is whole for migrations and tests."""

from webapp.core.accounts.models import Account, StaffSession
from webapp.core.audit.models import AuditRecord
from webapp.core.cards.models import Background, Card, Category, CodeBatch, CodeSeries, RegisteredCode
from webapp.core.database import Base
from webapp.core.devices.models import Arrival, Device, Enrolment
from webapp.core.feedback.models import Feedback, MoodCount
from webapp.core.networks.models import (
    County,
    Municipality,
    Network,
    OperatingModelVersion,
    Participation,
    PostalCode,
)
from webapp.core.offers.models import Offer, VenueDescription
from webapp.core.omakaiku.passkeys.models import HolderPasskey
from webapp.core.omakaiku.phones.models import HolderPhone, Pairing
from webapp.core.omakaiku.reminders.models import HolderNotice
from webapp.core.omakaiku.wishes.models import CorrectionWish, RenewalWish
from webapp.core.outings.models import Outing, OutingJoin, Tip
from webapp.core.partners.models import Invitation, Membership, Organisation
from webapp.core.visits.asked_models import AskedVisit
from webapp.core.visits.models import Visit

__all__ = [
    "Account", "Arrival", "AskedVisit", "AuditRecord", "Background", "Base", "Card", "Category", "CodeBatch",
    "CodeSeries", "CorrectionWish", "County", "Device", "Enrolment", "Feedback", "HolderNotice",
    "HolderPasskey", "HolderPhone", "Invitation", "Membership", "MoodCount", "Municipality", "Network",
    "Offer", "OperatingModelVersion", "Organisation", "Outing", "OutingJoin", "Pairing", "Participation",
    "PostalCode", "RegisteredCode", "RenewalWish", "StaffSession", "Tip", "VenueDescription", "Visit",
]  # fmt: skip
