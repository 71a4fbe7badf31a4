"""What is only for a partner that is along: who has ended gets no new people, commitments or briefings."""

from webapp.core.errors import RefusedError
from webapp.core.partners.models import Organisation
from webapp.core.partners.reasons import PartnerRefusal


def must_be_along(organisation: Organisation) -> None:
    """See that an organisation is along.

    Raises:
        RefusedError: NOT_ALONG.
    """
    if not organisation.is_active:
        raise RefusedError(PartnerRefusal.NOT_ALONG)
