"""The demo country: whole, plausible, always the same, and about nobody."""

import hashlib
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from importlib.resources import files
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from tests.demo.conftest import NOW, load
from webapp.core.accounts.actions import sign_in
from webapp.core.accounts.models import Account
from webapp.core.accounts.roles import Role
from webapp.core.audit.models import AuditRecord
from webapp.core.calendar import day_in_finland
from webapp.core.cards.codes import CardCode, has_right_check_digit
from webapp.core.cards.models import DECLINED, Background, Card, Category, CodeBatch, RegisteredCode
from webapp.core.cards.reasons import CardRefusal
from webapp.core.cards.validity import CardStatus, Validity, why_not_valid
from webapp.core.database import session_factory, text_in
from webapp.core.errors import Refusal
from webapp.core.names import rows_astray
from webapp.core.networks.models import Municipality, Network, Participation, PostalCode
from webapp.core.offers.models import Offer, VenueDescription
from webapp.core.outings.models import Outing, OutingJoin, Tip
from webapp.core.partners.models import Membership, Organisation
from webapp.core.partners.queries import role_choices
from webapp.core.visits.models import Visit
from webapp.demo import known
from webapp.demo.areas import ReferenceDataMissingError
from webapp.demo.country import load_demo_country
from webapp.demo.descriptions import MADE_UP
from webapp.demo.rhythm import RHYTHMS, closed_days

TODAY = day_in_finland(NOW)


def number_of(session: Session, table: type) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def test_all_its_names_are_sorted_and_found_by_what_they_are(country: Session) -> None:
    assert rows_astray(country) == []


def test_it_is_large_enough_to_show_something_everywhere(country: Session) -> None:
    assert number_of(country, Network) == 16
    assert 19_000 <= number_of(country, Card) <= 22_000
    assert 82_000 <= number_of(country, Visit) <= 97_000


def test_each_line_of_the_log_about_a_card_knows_which(country: Session) -> None:
    of_cards = select(AuditRecord.card_id).where(AuditRecord.event.in_(["card_issued", "card_stopped"]))
    cards = country.scalars(of_cards).all()
    assert cards
    known = select(func.count()).select_from(RegisteredCode).where(RegisteredCode.card_id.in_(cards))
    assert country.scalar(known) == len(set(cards))


def test_swimming_halls_record_fast_and_no_other_venue(country: Session) -> None:
    statement = select(Organisation.venue_kind, Organisation.fast_mode).distinct()
    assert {kind for kind, is_fast in country.execute(statement) if is_fast} == {"swimming_hall"}
    assert ("swimming_hall", False) not in set(country.execute(statement).all())


def test_municipalities_are_in_use_on_trial_coming_and_preparing(country: Session) -> None:
    statement = select(Participation.state, func.count()).group_by(Participation.state)
    assert dict(country.execute(statement).all()) == {"in_use": 60, "trial": 6, "coming": 22, "preparing": 13}
    ends = country.scalars(select(Participation.trial_ends_on).where(Participation.state == "trial"))
    assert all(end is not None and end > TODAY for end in ends)


def test_a_network_without_cards_yet_has_coordinators_and_no_partners(country: Session) -> None:
    statement = select(Organisation.kind).join(Network).where(text_in(Network.name, "fi") == "Pohjois-Savo")
    assert set(country.scalars(statement)) == {"coordinator"}


def test_every_organisation_has_a_contact_person_and_two_names(country: Session) -> None:
    staffed = set(country.scalars(select(Membership.organisation_id).where(Membership.is_contact_person)))
    for organisation in country.scalars(select(Organisation)):
        assert organisation.id in staffed
        assert organisation.name["fi"]
        assert organisation.name["sv"]


def test_no_visit_lies_in_the_future_or_outside_its_cards_validity(country: Session) -> None:
    assert country.scalar(select(func.count()).where(Visit.happened_at > NOW)) == 0
    visits = country.execute(
        select(Visit.happened_at, Card.issued_on, Card.valid_until, Card.stopped_at).join(
            Card, Visit.card_id == Card.id
        )
    )
    for happened_at, issued_on, valid_until, stopped_at in visits:
        assert issued_on <= day_in_finland(happened_at) <= valid_until
        assert stopped_at is None or happened_at < stopped_at


def test_visits_follow_the_rules(country: Session) -> None:
    statement = select(Visit.children, Visit.kind, Card.kind, Card.children, Organisation.venue_kind)
    statement = statement.join(Card, Visit.card_id == Card.id).join(
        Organisation, Visit.venue_id == Organisation.id
    )
    for children, visit_kind, card_kind, registered, venue_kind in country.execute(statement):
        assert (visit_kind == "course") == (venue_kind == "college")
        assert visit_kind == "ticket" or (card_kind == "personal" and children == 0)
        assert card_kind == "community" or children <= registered


def test_nobody_goes_anywhere_that_is_closed(country: Session) -> None:
    statement = select(Visit.happened_at, Organisation.venue_kind).join(
        Organisation, Visit.venue_id == Organisation.id
    )
    kinds = {str(kind): rhythm for kind, rhythm in RHYTHMS.items()}
    holidays = {year: closed_days(year) for year in range(2022, 2028)}
    for happened_at, venue_kind in country.execute(statement):
        day = day_in_finland(happened_at)
        assert day not in holidays[day.year]
        assert venue_kind is not None
        assert kinds[venue_kind].likelihood(day) > 0


@pytest.mark.parametrize(
    ("code", "reason", "kind", "children"),
    [
        (known.VALID_CARD, None, "personal", 2),
        (known.NEW_SERIES_CARD, None, "personal", 0),
        (known.ENDING_CARD, None, "personal", 1),
        (known.REPLACEMENT_CODE, None, "personal", 1),
        (known.TRIAL_CARD, None, "personal", 0),
        (known.COMMUNITY_CARD, None, "community", 0),
        (known.EXPIRED_CARD, CardRefusal.CARD_EXPIRED, "personal", 1),
        (known.ENDED_CARD, CardRefusal.CARD_ENDED, "personal", 0),
        (known.WITHDRAWN_CARD, CardRefusal.CARD_WITHDRAWN, "personal", 0),
        (known.REPLACED_CODE, CardRefusal.CARD_REPLACED, "personal", 1),
    ],
)
def test_there_is_a_well_known_card_for_every_verdict(
    country: Session, code: str, reason: Refusal | None, kind: str, children: int
) -> None:
    found = country.get_one(RegisteredCode, code)
    card = country.get_one(Card, found.card_id)
    validity = Validity(CardStatus(card.status), card.valid_until, is_replaced=found.replaced_at is not None)
    assert why_not_valid(validity, TODAY) == reason
    assert (card.kind, card.children) == (kind, children)


@pytest.mark.parametrize("network", [known.KAINUU, known.TRIAL_NETWORK])
def test_free_codes_are_handed_over_to_their_network_and_unregistered(country: Session, network: str) -> None:
    for code in known.FREE_CODES[network]:
        found = country.get_one(RegisteredCode, code)
        batch = country.get_one(CodeBatch, found.batch_id)
        assert found.card_id is None
        assert batch.handed_over_at is not None
        assert batch.network.name["fi"] == network


def test_one_known_code_is_still_at_the_printers(country: Session) -> None:
    found = country.get_one(RegisteredCode, known.CODE_NOT_HANDED_OVER)
    assert country.get_one(CodeBatch, found.batch_id).handed_over_at is None


def test_new_codes_have_check_digits_and_batches_their_size(country: Session) -> None:
    codes = country.scalars(select(RegisteredCode.code).where(RegisteredCode.code.startswith("K")))
    assert all(has_right_check_digit(CardCode(code)) for code in codes)
    counted = select(RegisteredCode.batch_id, func.count()).group_by(RegisteredCode.batch_id)
    sizes = dict(country.execute(counted).all())
    assert all(sizes[batch.id] == batch.size for batch in country.scalars(select(CodeBatch)))


def test_every_demo_account_can_sign_in_and_has_its_roles(country: Session) -> None:
    for key, demo_account in known.DEMO_ACCOUNTS.items():
        account = sign_in(country, email=demo_account.email, password=known.DEMO_PASSWORD, now=NOW)
        roles = role_choices(country, account.id, language="fi")
        assert {choice.name["fi"] for choice in roles} == set(demo_account.organisations)
        if key in set(Role):
            assert [choice.role for choice in roles] == [key]
    country.rollback()


def test_backgrounds_are_of_the_network_and_old_enough(country: Session) -> None:
    statement = (
        select(Background.birth_year, Card.issued_on, Participation.network_id, Organisation.network_id)
        .join(Card, Card.background_id == Background.id)
        .join(Organisation, Organisation.id == Card.distributor_id)
        .join(PostalCode, PostalCode.code == Background.postal_code)
        .join(Participation, Participation.municipality_code == PostalCode.municipality_code)
    )
    rows = country.execute(statement).all()
    assert len(rows) == number_of(country, Background)
    for birth_year, issued_on, lives_in, belongs_to in rows:
        assert issued_on.year - birth_year >= 16
        assert lives_in == belongs_to


def test_some_people_declined_to_answer(country: Session) -> None:
    answered = (
        select(func.count())
        .select_from(Background)
        .join(Category, Category.id == Background.life_situation_id)
    )
    declined = answered.where(Category.code == DECLINED)
    assert 1_000 < (country.scalar(declined) or 0) < 4_000


def test_the_well_known_venues_have_something_on(country: Session) -> None:
    theatre, hall = (
        country.scalars(
            select(Offer)
            .join(Offer.venue)
            .where(text_in(Organisation.name, "fi") == known.DEMO_ACCOUNTS[key].organisations[0])
        ).all()
        for key in ("venue", "swimming_hall")
    )
    assert {one.day for one in theatre} >= {TODAY + timedelta(days=days) for days in range(8)}
    assert {"fi": "Uinti", "sv": "Simning", "en": "Swimming"} in [one.name for one in hall if one.day is None]
    assert {one.kind for one in theatre} == {"ticket", "course"}


def test_the_log_is_about_ids_and_codes(country: Session) -> None:
    events = set(country.scalars(select(AuditRecord.event)))
    assert {"batch_made", "series_imported", "card_issued", "visit_undone"} <= events


def test_all_addresses_are_made_up(country: Session) -> None:
    assert all(email.endswith(".example") for email in country.scalars(select(Account.email)))


def test_the_lists_hold_no_addresses_or_telephone_numbers() -> None:
    for folder in ("demo/data", "reference"):
        # What the build says of packages holds their own names and licences.
        found = Path(str(files("webapp").joinpath(folder))).rglob("*")
        lists = [one for one in found if one.is_file() and one.name != "third_party.json"]
        assert lists
        for entry in lists:
            text = entry.read_text(encoding="utf-8")
            assert "@" not in text
            assert not re.search(r"(\+358|\b0[45]0)[\s-]?\d{3}", text)


def test_loading_again_changes_nothing(country: Session, demo_engine: Engine) -> None:
    before = number_of(country, Visit)
    assert load(demo_engine) == []
    assert number_of(country, Visit) == before


def test_the_well_known_holder_has_somewhere_to_go(country: Session) -> None:
    assert (number_of(country, Outing), number_of(country, Tip)) == (3, 2)  # one of the outings is far away
    assert number_of(country, OutingJoin) == 8


def test_texts_are_in_one_language_or_in_several_as_towns_speak(country: Session) -> None:
    offers, outings = (
        {frozenset(text) for text in country.scalars(select(column))} for column in (Offer.name, Outing.title)
    )
    one_language = {frozenset({"fi"}), frozenset({"sv"})}
    assert offers >= one_language | {frozenset({"fi", "sv"}), frozenset({"fi", "sv", "en"})}
    assert outings >= one_language | {frozenset({"fi", "sv", "en"})}


def test_a_register_without_reference_data_is_refused(sqlite_engine: Engine) -> None:
    with session_factory(sqlite_engine).begin() as session:
        for table in (PostalCode, Municipality):
            for row in session.scalars(select(table)):
                session.delete(row)
    with pytest.raises(ReferenceDataMissingError):
        load_demo_country(session_factory(sqlite_engine), now=NOW, progress=print)


def fingerprint(engine: Engine) -> str:
    """All random rows."""
    digest = hashlib.sha256()
    with session_factory(engine)() as session:
        statements = (
            select(Visit.id, Visit.code, Visit.venue_id, Visit.children, Visit.happened_at).order_by(
                Visit.id
            ),
            select(Card.id, Card.valid_until, Card.status, Card.distributor_id).order_by(Card.id),
            select(Background.id, Background.birth_year, Background.postal_code).order_by(Background.id),
            select(RegisteredCode.code, RegisteredCode.batch_id).order_by(RegisteredCode.code),
            select(AuditRecord.id, AuditRecord.event).order_by(AuditRecord.id),
        )
        for statement in statements:
            for row in session.execute(statement):
                digest.update(repr(tuple(row)).encode())
    return digest.hexdigest()


def test_it_is_the_same_country_on_both_databases(
    sqlite_engine: Engine, postgres_engine: Engine, load_small: Callable[[Engine], list[str]]
) -> None:
    assert load_small(sqlite_engine) == load_small(postgres_engine)
    assert fingerprint(sqlite_engine) == fingerprint(postgres_engine)


@pytest.mark.parametrize(
    "day", [datetime(2024, 2, 29, 22, 30, tzinfo=NOW.tzinfo), datetime(2028, 1, 1, tzinfo=NOW.tzinfo)]
)
def test_it_can_be_made_on_any_day(
    sqlite_engine: Engine, day: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webapp.demo.issuing.CARDS", 300)
    load(sqlite_engine, now=day)
    with session_factory(sqlite_engine)() as session:
        last = session.scalar(select(func.max(Visit.happened_at)))
        assert last is not None
        assert last <= day
        newest = session.scalar(select(func.max(Card.issued_on)))
        assert newest is not None
        assert newest < day_in_finland(day)


def test_places_to_go_have_something_on_and_tell_of_themselves(country: Session) -> None:
    along = select(Organisation.id).where(Organisation.kind == "venue")
    venues, with_offers = set(country.scalars(along)), set(country.scalars(select(Offer.venue_id)))
    assert with_offers <= venues
    assert len(with_offers) > len(venues) * 0.7
    described = country.scalars(select(VenueDescription)).all()
    assert {one.venue_id for one in described} < venues
    assert all({"fi", "sv"} <= set(one.accessibility) for one in described if one.accessibility)


def test_municipalities_stand_as_the_published_list_has_them(country: Session) -> None:
    rows = country.execute(select(text_in(Municipality.name, "fi"), Participation.state).join(Municipality))
    states = dict(rows.all())
    assert (states["Nokia"], states["Valkeakoski"], states["Orivesi"]) == ("coming", "coming", "coming")
    assert (states["Hamina"], states["Kotka"]) == ("trial", "in_use")


def test_haaparanta_says_that_it_is_in_sweden_and_its_services_are_called_after_the_town(
    country: Session,
) -> None:
    haaparanta = country.get_one(Municipality, "SE2583")
    assert [haaparanta.name[code] for code in ("fi", "sv", "en")] == [
        "Haaparanta (Ruotsi)", "Haparanda (Sverige)", "Haparanda (Sweden)",
    ]  # fmt: skip
    services = country.scalars(select(Organisation).where(Organisation.municipality_code == "SE2583")).all()
    assert services
    assert not [one for one in services for text in one.name.values() if "(" in text]


def test_a_venue_that_no_published_list_has_says_on_its_page_that_it_is_made_up(country: Session) -> None:
    """The names of those that lists have: Kainuu 2019, Rovaniemi's nine of 2023 and the pop-up venues."""
    statement = (
        select(text_in(Organisation.name, "fi"), text_in(Network.name, "fi"), VenueDescription.tickets)
        .outerjoin(Network)
        .outerjoin(VenueDescription, VenueDescription.venue_id == Organisation.id)
        .where(Organisation.kind == "venue")
    )
    listed: dict[str, set[str]] = {}
    for name, network, tickets in country.execute(statement):
        if not tickets or MADE_UP["fi"] not in tickets["fi"]:
            listed.setdefault(network or "", set()).add(name)
    assert {network: len(names) for network, names in listed.items()} == {"": 5, "Kainuu": 28, "Rovaniemi": 9}
    assert "Kajaanin kaupunginteatteri" in listed["Kainuu"]
    assert not {"Kajaanin uimahalli", "Kuhmon uimahalli"} & listed["Kainuu"]
