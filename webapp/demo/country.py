"""Load the demo country into an empty register, in one transaction."""

import random
from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from webapp.core.audit.models import AuditRecord
from webapp.core.cards.models import Background, Card
from webapp.core.database import announce_writing
from webapp.core.feedback.models import Feedback, MoodCount
from webapp.core.offers.models import Offer, VenueDescription
from webapp.core.partners.models import Organisation, OrganisationContacts, OrganisationKind
from webapp.core.visits.models import Visit
from webapp.demo.announced import write_announced
from webapp.demo.areas import found_country
from webapp.demo.clock import DemoClock
from webapp.demo.contacts import contact_rows
from webapp.demo.dealer import Dealer
from webapp.demo.descriptions import description_rows
from webapp.demo.feedback import feedback_rows, mood_rows
from webapp.demo.holders import holders_of
from webapp.demo.issuing import Issuing, issue_by_chance
from webapp.demo.journal import journal_rows
from webapp.demo.known import DEMO_ACCOUNTS
from webapp.demo.known_cards import issue_known_cards, known_visits
from webapp.demo.ledger import Ledger, write_rows
from webapp.demo.material import write_material
from webapp.demo.outings import Outings
from webapp.demo.partners import Partners, found_partners
from webapp.demo.people import Staff, hire_staff
from webapp.demo.program import offer_rows
from webapp.demo.rovaniemi import issue_published_cards, published_visits
from webapp.demo.rovaniemi_before import visits_of_year_before
from webapp.demo.wishes import write_wishes

SEED = "Kaiku means echo"


def load_demo_country(
    session_factory: sessionmaker[Session], *, now: datetime, progress: Callable[[str], None]
) -> None:
    """Fill a register that has reference data and no organisations; does nothing where there are some.

    The same for every load on the same Finnish day, but for visits later than `now`. Raises
    ReferenceDataMissingError.
    """
    with session_factory.begin() as session:
        announce_writing(session)
        if session.scalar(select(Organisation.id).limit(1)) is None:
            _load(session, DemoClock(now), progress=progress)


def _load(session: Session, clock: DemoClock, *, progress: Callable[[str], None]) -> None:
    country = found_country(session, clock.today)
    partners = found_partners(session, country)
    staff = hire_staff(session, partners)
    progress(
        f"{len(country.towns)} municipalities in {len(country.networks)} networks, "
        f"{len(partners.everyone)} organisations"
    )
    rng = random.Random(f"{SEED} {clock.today}")  # noqa: S311 - the same numbers every time are the point
    ledger = Ledger()
    holders = holders_of(session, country, rng=rng)
    issuing = Issuing(rng, clock, country, Dealer(rng, clock), holders, ledger)
    _make_cards_and_visits(issuing, partners)
    progress(f"{len(ledger.cards):,} cards and {len(ledger.visits):,} visits made up")
    _write(session, issuing, partners=partners, staff=staff)
    progress("The demo country is in the register")


def _make_cards_and_visits(issuing: Issuing, partners: Partners) -> None:
    venues, distributors = (
        partners.of_kind(OrganisationKind.VENUE),
        partners.of_kind(OrganisationKind.DISTRIBUTOR),
    )
    outings = Outings(issuing.rng, issuing.clock, issuing.country, venues)
    ledger = issuing.ledger
    published = issue_published_cards(issuing, [one for one in distributors if one.published_2023])
    of_rovaniemi = [one for one in venues if one.published_2023]
    ledger.visits += published_visits(outings, published, venues=of_rovaniemi)
    ledger.visits += visits_of_year_before(issuing, published, venues=of_rovaniemi)
    since = len(ledger.cards)
    issue_by_chance(issuing, distributors)
    for card in ledger.cards[since:]:
        ledger.visits += outings.of_card(card)
    known = issue_known_cards(issuing, partners)
    visited = tuple(partners.named(DEMO_ACCOUNTS[key].organisations[0]) for key in ("venue", "swimming_hall"))
    ledger.visits += known_visits(outings, known, venues=visited)
    issuing.dealer.leave_over(issuing.country)


def _write(session: Session, issuing: Issuing, *, partners: Partners, staff: Staff) -> None:
    ledger, clock = issuing.ledger, issuing.clock
    office_id = partners.of_kind(OrganisationKind.NATIONAL_OFFICE)[0].id
    write_rows(session, Background, rows=ledger.backgrounds)
    write_rows(session, Card, rows=ledger.card_rows(staff))
    issuing.dealer.hand_in(session, issuing.country, ledger=ledger, made_by=staff[office_id])
    write_rows(session, Visit, rows=ledger.visit_rows(staff, clock.now))
    write_rows(session, Offer, rows=offer_rows(partners, staff, clock))
    write_rows(session, VenueDescription, rows=description_rows(partners, staff, clock))
    write_rows(session, OrganisationContacts, rows=contact_rows(partners, staff, clock))
    write_announced(session, ledger, partners, staff=staff, clock=clock)
    write_rows(session, Feedback, rows=feedback_rows(ledger, partners, staff=staff, clock=clock))
    write_rows(session, MoodCount, rows=mood_rows(partners, clock))
    write_wishes(session, ledger, partners, clock=clock)
    write_material(session, issuing, partners, staff=staff)
    journal = journal_rows(session, ledger, clock=clock, staff=staff, office_id=office_id)
    write_rows(session, AuditRecord, rows=journal)
