"""A network's venues and distributors with what each has done in a period."""

from sqlalchemy import Row, ScalarSelect, Select, func, select
from sqlalchemy.orm import Session

from webapp.core.accounts.actor import Actor
from webapp.core.accounts.roles import Permission
from webapp.core.cards.models import Card
from webapp.core.languages import LocalisedText
from webapp.core.names import by_name
from webapp.core.networks.models import Municipality
from webapp.core.partners.models import Organisation, OrganisationKind
from webapp.core.statistics.aggregates import happened_in, issued_in
from webapp.core.statistics.period import Period
from webapp.core.statistics.results import PartnerCount, PartnersOfNetwork
from webapp.core.visits.models import Visit


def partners_of_network(
    session: Session, actor: Actor, period: Period, *, language: str
) -> PartnersOfNetwork:
    """Partners of the actor's network, the busiest first, then by name.

    Raises:
        NotAllowedError: for one who may not see them.
    """
    actor.must(Permission.SEE_NETWORK)
    venues = _partners(actor.network_id, OrganisationKind.VENUE, count=_persons_at(period))
    distributors = _partners(actor.network_id, OrganisationKind.DISTRIBUTOR, count=_cards_of(period))
    by = by_name(Organisation, language)
    return PartnersOfNetwork(
        venues=tuple(_partner(row) for row in session.execute(venues.order_by(by))),
        distributors=tuple(_partner(row) for row in session.execute(distributors.order_by(by))),
    )


def _partners(
    network_id: int, kind: OrganisationKind, *, count: ScalarSelect[int]
) -> Select[Organisation, LocalisedText, int]:
    counted = count.label("count")
    return (
        select(Organisation, Municipality.name, counted)
        .outerjoin(Municipality, Municipality.code == Organisation.municipality_code)
        .where(Organisation.network_id == network_id, Organisation.kind == kind)
        .order_by(counted.desc())
    )


def _persons_at(period: Period) -> ScalarSelect[int]:
    return (
        select(func.coalesce(func.sum(Visit.adults + Visit.children), 0))
        .where(Visit.venue_id == Organisation.id, happened_in(period))
        .correlate(Organisation)
        .scalar_subquery()
    )


def _cards_of(period: Period) -> ScalarSelect[int]:
    return (
        select(func.count())
        .select_from(Card)
        .where(Card.distributor_id == Organisation.id, issued_in(period))
        .correlate(Organisation)
        .scalar_subquery()
    )


def _partner(row: Row[Organisation, LocalisedText, int]) -> PartnerCount:
    organisation, municipality, count = row
    return PartnerCount(
        organisation_id=organisation.id,
        name=organisation.name,
        municipality=municipality,
        venue_kind=organisation.venue_kind,
        sector=organisation.sector,
        is_active=organisation.is_active,
        count=count,
    )
