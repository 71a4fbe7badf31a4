"""What organisations are and where, in the words of lists."""

from webapp.core.accounts.roles import Role
from webapp.core.partners.models import Organisation, VenueKind
from webapp.plumbing.words.formats import local_name
from webapp.plumbing.words.holders.accounts import ROLES
from webapp.plumbing.words.holders.partners import VENUE_KINDS


def kind_in_words(organisation: Organisation) -> str:
    """What kind of place a venue is, or what else an organisation is."""
    if organisation.venue_kind:
        return str(VENUE_KINDS[VenueKind(organisation.venue_kind)])
    return str(ROLES[Role(organisation.kind)])


def municipality_name(organisation: Organisation) -> str:
    """Its municipality; nothing of one that is at home in several."""
    return local_name(organisation.municipality) if organisation.municipality else ""
