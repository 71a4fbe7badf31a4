"""On a register of 100,000 cards no page but those of figures reads a large table as a whole."""

import gc
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import urlencode

import pytest
from flask import Flask
from sqlalchemy import Engine, select

from tests.conftest import NOW
from tests.support.large_register import LARGE, LargeRegister, make_large_register
from tests.support.venue_phone import become_counter_device
from tests.support.visitor import Visitor, session_factory_of
from tests.support.whole_tables import listening, read_whole
from webapp.core.accounts.roles import GRANTS, Permission, Role
from webapp.core.direct import DirectStatement
from webapp.core.omakaiku.phones.actions import make_pairing, pair_phone
from webapp.core.visits.models import Visit
from webapp.plumbing.access.gate import access_of
from webapp.plumbing.push.vapid import new_private_key
from webapp.settings import Settings

FIGURES: Final = frozenset({"public.front", "administration.country", "coordination.network"})
"""Pages that sum a year up; they are the only ones that may take long."""
NOT_A_PAGE: Final = frozenset({"session.sign_out"})
QUERIES: Final = {
    "distribution.cards": [{"code": "453"}],
    "history.earlier": [{"code": "453"}, {"page": "3"}],
    "places.places": [{"word": "theatre"}],
}
"""What people type into a page's own search, beside opening it."""


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """With reminders, so that their pages are opened, too."""
    subject = "mailto:office@kaikukortti.example"
    return replace(settings, vapid_private_key=new_private_key(), vapid_subject=subject)


@pytest.fixture
def app(app_on_each: Flask) -> Flask:
    """On each database."""
    return app_on_each


@pytest.fixture
def large(engine: Engine, app: Flask) -> LargeRegister:
    return make_large_register(engine, now=NOW)


@dataclass(frozen=True)
class Person:
    """Somebody with a browser of their own, and what they may open."""

    browser: Visitor
    may: frozenset[Permission | None]
    organisation_id: int = 0


def pages(app: Flask, large: LargeRegister, person: Person) -> Iterator[tuple[str, str]]:
    """Every page but figures that somebody may open, with its address."""
    known: dict[str, Any] = {
        "network_id": large.world.kainuu, "venue_id": large.world.venue.organisation.id,
        "organisation_id": person.organisation_id, "batch_id": large.batch_id, "card_id": large.card_id,
        "visit_id": large.visit_id,
    }  # fmt: skip
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            if "GET" not in (rule.methods or ()) or rule.endpoint in FIGURES | NOT_A_PAGE:
                continue
            if rule.arguments <= known.keys() and access_of(app, rule.endpoint).permission in person.may:
                address = app.url_for(rule.endpoint, **{name: known[name] for name in rule.arguments})
                yield rule.endpoint, address
                for query in QUERIES.get(rule.endpoint, []):
                    yield rule.endpoint, f"{address}?{urlencode(query)}"


def people(app: Flask, large: LargeRegister) -> dict[str, Person]:
    """One of each role."""
    world = large.world
    found = {"nobody": Person(Visitor(app), frozenset({None}))}
    staff = {
        Role.VENUE: world.venue, Role.DISTRIBUTOR: world.distributor, Role.COORDINATOR: world.coordinator,
        Role.NATIONAL_OFFICE: world.office,
    }  # fmt: skip
    for role, actor in staff.items():
        found[role] = Person(Visitor(app), frozenset(GRANTS[role]), actor.organisation.id)
        found[role].browser.sign_in(actor)
    found[Role.COUNTER_DEVICE] = Person(Visitor(app), frozenset(GRANTS[Role.COUNTER_DEVICE]))
    become_counter_device(found[Role.COUNTER_DEVICE].browser, world.venue)
    found["cardholder"] = Person(Visitor(app), frozenset({Permission.SHOW_OWN_CARD}))
    with session_factory_of(app).begin() as session:
        pairing = make_pairing(session, world.distributor, large.card_id, now=NOW)
        token = pair_phone(session, pairing.secret, now=NOW)
    found["cardholder"].browser.client.set_cookie("card", token)
    return found


def whole_tables(engine: Engine, person: Person, address: str) -> list[tuple[str, str]]:
    """What opening a page reads as a whole."""
    with listening(engine) as executed:
        status = person.browser.client.get(address, follow_redirects=True).status_code
    assert status == 200, address
    return list(read_whole(engine, executed))


def check_pages(app: Flask, engine: Engine, large: LargeRegister) -> None:
    """No page but those of figures reads a whole table."""
    everybody, found, opened = people(app, large), [], set[str]()
    for role, person in everybody.items():
        # All of them first: requests inside of the context that makes addresses would share one `g`.
        for endpoint, address in list(pages(app, large, person)):
            opened.add(endpoint)
            found += [(role, address, *what) for what in whole_tables(engine, person, address)]
    assert not found, "\n".join(map(str, found))
    assert len(opened) > 50
    # A page of figures does, and is noticed: so the others would be.
    noticed = [table for table, _ in whole_tables(engine, everybody[Role.NATIONAL_OFFICE], "/keskus/")]
    assert any(table in one for table in LARGE for one in noticed)


def direct_statements() -> list[Any]:
    """Those of the counter's path, which go past the listener: all that the program has built."""
    return [one for one in gc.get_objects() if isinstance(one, DirectStatement)]


def plan(engine: Engine, statement: Any) -> str:
    """How the database will answer it whatever the parameters are."""
    text = str(statement._statement.compile(dialect=engine.dialect))  # noqa: SLF001 - the statement itself
    with engine.connect() as connection:
        cursor: Any = connection.connection.cursor()
        if engine.dialect.name == "sqlite":
            cursor.execute(f"EXPLAIN QUERY PLAN {text}", [None] * text.count("?"))
            return "\n".join(row[3].replace("SCAN ", "Seq Scan on ") for row in cursor.fetchall())
        names: list[str] = []

        def numbered(found: re.Match[str]) -> str:
            if found[1] not in names:
                names.append(found[1])
            return f"${names.index(found[1]) + 1}"

        prepared = re.sub(r"%\((\w+)\)s", numbered, text)
        cursor.execute("SET plan_cache_mode = force_generic_plan", prepare=False)
        connection.connection.dbapi_connection.pgconn.exec_(f"PREPARE explained AS {prepared}".encode())  # type: ignore[union-attr]
        nothing = f"({', '.join(['NULL'] * len(names))})" if names else ""
        cursor.execute(f"EXPLAIN EXECUTE explained{nothing}", prepare=False)
        found = "\n".join(row[0] for row in cursor.fetchall())
        connection.connection.invalidate()
        return found


def check_direct_statements(engine: Engine) -> None:
    """None of the counter's path does."""
    scan = DirectStatement(select(Visit.remark))
    assert re.search(r"Seq Scan on visits\b", plan(engine, scan))  # so it would be noticed
    count = 0
    for statement in direct_statements():
        words = str(statement._statement)  # noqa: SLF001 - as above
        is_postgres_own = "json_to_recordset" in words or "FOR " in words or "WITH " in words
        is_sqlites_own = "json_each" in words
        if statement is scan:
            continue
        if is_sqlites_own if engine.dialect.name == "postgresql" else is_postgres_own:
            continue
        count += 1
        for table in LARGE:
            assert not re.search(rf"Seq Scan on (\w+ )?{table}\b", plan(engine, statement)), words
    assert count > 5


def test_nothing_but_figures_reads_a_whole_table(app: Flask, engine: Engine, large: LargeRegister) -> None:
    check_pages(app, engine, large)
    check_direct_statements(engine)
