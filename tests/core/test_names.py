"""What rows are sorted and found by follows their names, whoever writes them, and lists are read by it."""

from datetime import date, datetime
from typing import Any, Final

import pytest
from sqlalchemy import event, insert, select, text, update
from sqlalchemy.orm import Session

from tests.factories import KAJAANI, World, add_account, add_device, add_network, add_organisation
from webapp.core.accounts.models import Account
from webapp.core.cards.reference import load_categories
from webapp.core.devices.queries import devices_of_country
from webapp.core.languages import LocalisedText
from webapp.core.names import by_name, follow_names, name_key, rows_astray, written_with
from webapp.core.networks.models import Municipality, Network
from webapp.core.networks.queries import all_networks, participations_of
from webapp.core.networks.reference import load_areas
from webapp.core.offers.models import Offer
from webapp.core.offers.places import municipalities_with_places, offers_of_place, places
from webapp.core.offers.searching import PlaceSearch
from webapp.core.outings.queries import venues_to_choose
from webapp.core.partners.models import Membership, Organisation
from webapp.core.partners.queries import organisations_of_network, role_choices, staff_of
from webapp.core.statistics.partners import partners_of_network
from webapp.core.statistics.period import Period

NAMES: Final = (
    LocalisedText(fi="Äänekosken museo", sv="Museet i Äänekoski"),
    LocalisedText(fi="Zoo"),
    LocalisedText(se="Ŋuorjjomusea"),
    LocalisedText(fi="Turun museo", sv="Åbo museum", en="Turku Museum"),
    LocalisedText(fi="Naantalin museo", sv="Nådendals museum"),
    LocalisedText(fi="Närpiön museo", sv="Närpes museum"),
    LocalisedText(fi="Wuorelan museo"),
    LocalisedText(fi="Vuorelan teatteri"),
    LocalisedText(fi="Öjan museo", sv="Öja museum"),
)
SHOWN: Final = {
    "fi": ["Naantalin museo", "Ŋuorjjomusea", "Närpiön museo", "Turun museo", "Wuorelan museo",
           "Vuorelan teatteri", "Zoo", "Äänekosken museo", "Öjan museo"],
    "sv": ["Museet i Äänekoski", "Nådendals museum", "Närpes museum", "Ŋuorjjomusea", "Vuorelan teatteri",
           "Wuorelan museo", "Zoo", "Åbo museum", "Öja museum"],
    "en": ["Naantalin museo", "Ŋuorjjomusea", "Närpiön museo", "Turku Museum", "Wuorelan museo",
           "Vuorelan teatteri", "Zoo", "Äänekosken museo", "Öjan museo"],
}  # fmt: skip
LANGUAGES = pytest.mark.parametrize("language", list(SHOWN))
A_NAME: Final = LocalisedText(fi="Öjan museo", sv='Åbo "museum"')


def keys_of(session: Session, row: Any) -> dict[str, str]:
    """What stands in the register, not what the row in memory says."""
    table, (key,) = type(row).__table__, type(row).__table__.primary_key
    columns = [table.c[name] for name in written_with("", type(row))]
    found = session.execute(select(*columns).where(key == getattr(row, key.name))).one()
    return dict(found._mapping)  # noqa: SLF001 - that is what a row calls it


def add_venues(session: Session, network: Network) -> list[Organisation]:
    facts: dict[str, Any] = {"network_id": network.id, "municipality_code": KAJAANI}
    return [add_organisation(session, "venue", name=name, **facts) for name in NAMES]


@pytest.fixture
def network(session: Session, world: World) -> Network:
    """One with the venues of NAMES, and no other venue is along."""
    session.execute(update(Organisation).values(is_active=False))
    made = add_network(session, "Uusi", "Nya", {})
    add_venues(session, made)
    return made


def test_a_row_of_the_session_is_sorted_by_the_name_it_gets_and_by_the_one_it_had(session: Session) -> None:
    row = add_organisation(session, "national_office", name=A_NAME)
    assert keys_of(session, row) == written_with(A_NAME, Organisation)
    assert keys_of(session, row)["name_key_en"] == name_key("Öjan museo", "fi")
    row.name = LocalisedText(se="Čázádat")
    session.flush()
    assert keys_of(session, row) == written_with("Čázádat", Organisation)
    session.expire(row)
    row.is_active = False
    session.flush()
    assert keys_of(session, row) == written_with("Čázádat", Organisation)
    assert rows_astray(session) == []


def test_rows_in_bulk_are_sorted_by_their_names(session: Session, world: World, now: datetime) -> None:
    session.execute(insert(Network), [{"name": LocalisedText(fi=name)} for name in ("Äkäs", "Ylä")])
    session.execute(insert(Network).values(name=LocalisedText(sv="Åland")))
    offer = {"venue_id": world.venue.organisation.id, "kind": "ticket", "made_by": world.venue.account_id}
    session.execute(
        insert(Offer), [{"name": LocalisedText(fi=name), "made_at": now, **offer} for name in ("Örö", "Aura")]
    )
    session.connection().execute(
        insert(Account.metadata.tables["accounts"]),
        [{"email": "o@x.example", "name": "Åke", "password_hash": "", "created_at": now}],
    )
    found = session.scalars(select(Network.name).order_by(by_name(Network, "fi"))).all()
    assert [name.text_in("fi") for name in found][-3:] == ["Ylä", "Åland", "Äkäs"]
    assert rows_astray(session) == []


def test_the_reference_data_is_sorted_also_where_it_changes(session: Session) -> None:
    town = session.get_one(Municipality, KAJAANI)
    town.name = LocalisedText(fi="Wanha")
    session.flush()
    load_areas(session)
    load_categories(session)
    assert keys_of(session, town) == written_with(town.name, Municipality)
    assert town.name["fi"] == "Kajaani"
    assert rows_astray(session) == []


def test_rows_written_past_the_program_are_noticed_and_put_in_their_place(
    session: Session, world: World
) -> None:
    row = session.get_one(Organisation, world.venue.organisation.id)
    session.execute(
        text("UPDATE organisations SET name = :name WHERE id = :id"), {"name": '{"fi":"Ö"}', "id": row.id}
    )
    session.execute(text("UPDATE accounts SET name_key_sv = ''"))
    session.expire_all()
    astray = rows_astray(session)
    assert (Organisation, row.id) in astray
    assert {one.model.__name__ for one in astray} == {"Organisation", "Account"}
    follow_names(session, astray)
    assert rows_astray(session) == []
    assert keys_of(session, row) == written_with("Ö", Organisation)


@LANGUAGES
def test_venues_stand_in_the_order_of_the_names_shown(
    session: Session, world: World, network: Network, now: datetime, language: str
) -> None:
    lists = {
        "search": [
            one.venue for one in places(session, PlaceSearch(), today=now.date(), language=language).places
        ],
        "area": organisations_of_network(session, network.id, language=language),
        "choice": venues_to_choose(session, network.id, language=language),
    }
    for found in lists.values():
        assert [one.name.text_in(language) for one in found] == SHOWN[language]


@LANGUAGES
def test_partners_and_workplaces_stand_in_the_order_of_the_names_shown(
    session: Session, world: World, now: datetime, language: str
) -> None:
    person = add_account(session, now=now)
    session.execute(update(Organisation).values(network_id=world.ostrobothnia))
    for venue in add_venues(session, session.get_one(Network, world.kainuu)):
        session.add(Membership(account_id=person.id, organisation_id=venue.id, since=now))
    session.flush()
    chosen = role_choices(session, person.id, language=language)
    partners = partners_of_network(session, world.coordinator, Period.year(2026), language=language)
    assert [one.name.text_in(language) for one in chosen] == SHOWN[language]
    assert [one.name.text_in(language) for one in partners.venues] == SHOWN[language]


@LANGUAGES
def test_municipalities_and_networks_stand_in_the_order_of_the_names_shown(
    session: Session, world: World, network: Network, language: str
) -> None:
    towns: dict[str, date | None] = dict.fromkeys(("853", "992", "529", "545", "478", "890", "148"))
    area = add_network(session, "Äskeinen", "Åminne", towns)
    for code in towns:
        add_organisation(session, "venue", municipality_code=code)
    wanted = {
        "fi": ["Inari", "Maarianhamina", "Naantali", "Närpiö", "Turku", "Utsjoki", "Äänekoski"],
        "sv": ["Enare", "Mariehamn", "Nådendal", "Närpes", "Utsjoki", "Åbo", "Äänekoski"],
    }
    shown = wanted.get(language, wanted["fi"])
    found = municipalities_with_places(session, language=language)
    assert [one.name.text_in(language) for one in found if one.code != KAJAANI] == shown
    along = participations_of(area, language=language)
    assert [one.municipality.name.text_in(language) for one in along] == shown
    networks = [one.name.text_in(language) for one in all_networks(session, language=language)]
    last = ["Åminne", "Österbotten"] if language == "sv" else ["Uusi", "Äskeinen"]
    assert networks[-2:] == last


@pytest.mark.parametrize(
    ("language", "shown"),
    [("fi", ["Wuori", "Vuosi", "Åsa", "Äänes"]), ("sv", ["Vuosi", "Wuori", "Åsa", "Äänes"])],
)
def test_people_phones_and_offers_stand_in_the_readers_order(
    session: Session, world: World, now: datetime, language: str, shown: list[str]
) -> None:
    venue = world.venue.organisation.id
    session.get_one(Account, world.venue.account_id).name = "Åsa"
    for name in ("Äänes", "Wuori", "Vuosi"):
        person = add_account(session, now=now)
        person.name = name
        session.add(Membership(account_id=person.id, organisation_id=venue, since=now))
    offers = {"venue_id": venue, "kind": "ticket", "made_by": world.venue.account_id, "made_at": now}
    for name in ("Åsa", "Äänes", "Wuori", "Vuosi"):
        session.add(Offer(name=LocalisedText(fi=name), **offers))
        add_device(session, world.venue, now=now).name = name
    session.flush()
    staff = staff_of(session, world.office, venue, language=language)
    assert [one.account.name for one in staff] == shown
    on = offers_of_place(session, venue, today=now.date(), language=language)
    assert [one.name.text_in(language) for one in on] == shown
    phones = devices_of_country(session, world.office, now=now, language=language)
    assert [one.device.name for one in phones] == shown


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_a_page_of_ten_thousand_venues_is_read_from_the_index(
    session: Session, world: World, now: datetime, language: str
) -> None:
    row = {"kind": "venue", "venue_kind": "museum", "sector": "culture", "network_id": world.kainuu}
    session.execute(
        insert(Organisation),
        [{"name": LocalisedText(fi=f"Museo {number * 7919 % 10_000}"), **row} for number in range(10_000)],
    )
    session.execute(text("ANALYZE"))
    asked: list[tuple[str, Any]] = []
    listen = session.connection(), "before_cursor_execute", lambda *about: asked.append(about[2:4])
    event.listen(*listen)
    places(session, PlaceSearch(page=3), today=now.date(), language=language)
    event.remove(*listen)
    statement, facts = next(one for one in asked if "ORDER BY organisations.name_key" in one[0])
    explain = "EXPLAIN QUERY PLAN" if session.get_bind().dialect.name == "sqlite" else "EXPLAIN"
    plan = str(session.connection().exec_driver_sql(f"{explain} {statement}", facts).all())
    assert f"ix_organisations_kind_name_key_{language}_id" in plan
    assert "Sort" not in plan
    assert "B-TREE" not in plan
