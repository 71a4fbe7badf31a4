"""Every table, imported once, so that the metadata is whole for migrations and tests."""

from webapp.core.accounts.models import Account
from webapp.core.audit.models import AuditRecord
from webapp.core.cards.models import Background, Card, Category, CodeBatch, CodeSeries, RegisteredCode
from webapp.core.database import Base
from webapp.core.devices.models import Arrival, Device, Enrolment
from webapp.core.networks.models import County, Municipality, Network, Participation, PostalCode
from webapp.core.offers.models import Offer, VenueDescription
from webapp.core.omakaiku.models import HolderPasskey, HolderPhone, Pairing
from webapp.core.omakaiku.notices_models import HolderNotice
from webapp.core.omakaiku.wishes_models import CorrectionWish, RenewalWish
from webapp.core.outings.models import Outing, OutingJoin, Tip
from webapp.core.partners.models import Invitation, Membership, Organisation
from webapp.core.visits.asked_models import AskedVisit
from webapp.core.visits.models import Visit
from webapp.core.voices.models import Feedback, MoodCount

__all__ = [
    "Account", "Arrival", "AskedVisit", "AuditRecord", "Background", "Base", "Card", "Category", "CodeBatch",
    "CodeSeries", "CorrectionWish", "County", "Device", "Enrolment", "Feedback", "HolderNotice",
    "HolderPasskey", "HolderPhone", "Invitation", "Membership", "MoodCount",
    "Municipality", "Network", "Offer", "Organisation", "Outing", "OutingJoin", "Pairing", "Participation",
    "PostalCode", "RegisteredCode", "RenewalWish", "Tip", "VenueDescription", "Visit",
]  # fmt: skip
