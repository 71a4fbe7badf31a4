"""Who may do what, on whose things, in which state: the table of tests/support/rights, tried cell by cell.

One register for all of it: whatever an act writes is taken back before it is committed.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

import pytest
from flask import Flask, Response, g
from sqlalchemy import func, select
from werkzeug.routing import Rule

from tests.conftest import NOW
from tests.factories import World
from tests.support.english import english_visitor
from tests.support.holder_portal import phone_with_card
from tests.support.rights.country import Country, make_country, settle_state
from tests.support.rights.forms import FORMS
from tests.support.rights.table import cells, states_of
from tests.support.visitor import Visitor, session_factory_of
from webapp.core.accounts.roles import GRANTS, Permission
from webapp.core.audit.models import AuditRecord
from webapp.core.networks.operating_model import ParticipationState
from webapp.plumbing.access.gate import access_of

_TRIED_ELSEWHERE: Final = {
    Permission.SHOW_OWN_CARD, Permission.CHECK_CARDS, Permission.RECORD_VISITS, Permission.CORRECT_VISITS,
    Permission.PLAN_OFFERS, Permission.ENROL_DEVICES, Permission.SEE_ALL_DEVICES, Permission.IMPORT_VISITS,
    Permission.ISSUE_CARDS, Permission.ANNOUNCE_OUTINGS, Permission.SEE_NETWORK, Permission.SEE_COUNTRY,
    Permission.GIVE_TIPS_TO_NETWORK, Permission.GIVE_TIPS_TO_COUNTRY, Permission.ANSWER_FEEDBACK,
    Permission.SEE_AUDIT_LOG, Permission.HAVE_ACCOUNT,
}  # fmt: skip
"""What somebody does with cards, visits and offers, in their own organisation; a new right is tried here."""
_FILES: Final = (".csv", ".xlsx", ".pdf", ".<file_kind>")
_EMPTY_FILES: Final = {"partner_import.template"}
_ALSO_TRIED: Final = {"commitment.receipt", "commitments.end"}
_LEADS_ELSEWHERE: Final = {"partners.invite"}
"""Opened, it only leads to another page, which asks for itself."""
_OF_THE_OTHER_SIDE: Final = "The other side of your network"


@pytest.fixture
def country(app: Flask, app_world: World) -> Country:
    """Everybody and everything that the table speaks of."""
    app.config["WTF_CSRF_ENABLED"] = False
    with session_factory_of(app).begin() as session:
        return make_country(session, app_world, NOW)


@pytest.fixture
def written(app: Flask) -> Iterator[list[int]]:
    """How many lines of the log each request has written, all of which is then taken back."""
    counts: list[int] = []
    number = select(func.count()).select_from(AuditRecord)

    def take_back(response: Response) -> Response:
        session = g.get("db")
        if session is None:
            counts.append(0)
            return response
        session.flush()
        during = session.scalar(number)
        session.rollback()
        counts.append(during - session.scalar(number))
        return response

    hooks = app.after_request_funcs.setdefault(None, [])
    hooks.append(take_back)
    yield counts
    hooks.remove(take_back)


def address_of(app: Flask, rule: Rule, facts: Mapping[str, Any]) -> str:
    """Where an act is, of a thing with these facts."""
    with app.test_request_context():
        address: str = app.url_for(rule.endpoint, **{name: facts[name] for name in rule.arguments})
    return address


class Trier:
    """Tries acts in people's names, and says in the table's words how each was answered."""

    def __init__(self, app: Flask, country: Country, written: list[int]) -> None:
        self._app, self._country, self._written = app, country, written
        self._rules = {rule.endpoint: rule for rule in app.url_map.iter_rules()}
        self._visitors: dict[str, Visitor] = {}
        self._opened: set[tuple[str, str]] = set()
        self._shut_out: set[tuple[str, str]] = set()
        """Whom the gate has refused an act: it asks for the role, so they are refused it everywhere."""

    def answer(self, act: str, thing: str, person: str) -> str:
        """How it goes, the same whether the page is opened or the form is sent, but for what is done."""
        if (act, person) in self._shut_out:
            return "no"
        rule, facts = self._rules[act], self._country.things[thing]
        address = address_of(self._app, rule, facts)
        methods = (rule.methods or set()) & {"GET", "POST"}
        if {"GET", "POST"} <= methods and (act, person) in self._opened:
            methods = {"POST"}  # a page and its form are let in alike: once is enough
        self._opened.add((act, person))
        sent = FORMS[act](facts, self._country) if act in FORMS else {}
        answers = [self._sent(person, address, one, sent) for one in sorted(methods)]
        if {"no", "side", "none"} & set(answers) and act not in _LEADS_ELSEWHERE:
            assert len(set(answers)) == 1, (act, thing, person, answers)
        permission = access_of(self._app, act).permission
        if permission not in GRANTS[self._country.people[person].role]:
            self._shut_out.add((act, person))
        return answers[-1]

    def _sent(self, person: str, address: str, method: str, sent: Mapping[str, Any]) -> str:
        client = self._visitor(person).client
        self._written.clear()
        # As a program asks, so that a refusal is a line and no page.
        asked = {"Accept": "application/json"}
        response = client.open(address, method=method, data=sent if method == "POST" else None, headers=asked)
        if response.status_code == 403:
            is_sides = _OF_THE_OTHER_SIDE in response.get_data(as_text=True)
            return "side" if is_sides else "no"
        if response.status_code == 404:
            return "none"
        assert response.status_code in {200, 302, 303, 422}, (address, method, person, response.status)
        assert "/kirjaudu" not in response.headers.get("Location", ""), (address, person)
        if method == "GET":
            return "reads"
        return "does" if sum(self._written) else "nothing"

    def _visitor(self, person: str) -> Visitor:
        if person not in self._visitors:
            visitor = english_visitor(self._app)
            visitor.sign_in(self._country.people[person])
            self._visitors[person] = visitor
        return self._visitors[person]


@pytest.fixture
def trier(app: Flask, country: Country, written: list[int]) -> Trier:
    """Tries acts."""
    return Trier(app, country, written)


def told(wrong: Mapping[str, list[str]]) -> str:
    """What a reader of a failure needs."""
    return "\n".join(f"{row}: {', '.join(found)}" for row, found in wrong.items())


def test_everybody_may_what_the_table_says(trier: Trier) -> None:
    wrong = defaultdict(list)
    for cell in cells():
        answer = trier.answer(cell.act, cell.thing, cell.person)
        if answer != cell.answer:
            wrong[f"{cell.act} {cell.thing}"].append(f"{cell.person} {answer}, not {cell.answer}")
    assert not wrong, told(wrong)


def test_a_network_in_each_state_may_what_the_table_says(trier: Trier, app: Flask, country: Country) -> None:
    network_id = country.things["ostrobothnia"]["network_id"]
    wrong = defaultdict(list)
    for state in ParticipationState:
        with session_factory_of(app).begin() as session:
            settle_state(session, network_id, state, NOW.date())
        for act, of_state, expected in states_of():
            for person in ("office", "far") if of_state is state else ():
                is_offices = act.startswith(("trial_endings.", "networks."))
                due = "no" if person == "far" and is_offices else expected
                answer = trier.answer(act, "ostrobothnia", person)
                if answer != due:
                    wrong[f"{act} {state}"].append(f"{person} {answer}, not {due}")
    assert not wrong, told(wrong)


def test_every_act_of_those_who_run_the_networks_has_a_row(app: Flask) -> None:
    endpoints = {
        name for name in app.view_functions
        if (permission := access_of(app, name).permission) is not None
        and permission not in _TRIED_ELSEWHERE
    }  # fmt: skip
    assert {one.act for one in cells()} == endpoints | _ALSO_TRIED


@pytest.mark.parametrize("who", ["nobody", "cardholder"])
def test_whoever_does_not_work_here_is_led_to_sign_in(
    who: str, app: Flask, app_world: World, country: Country, visitor: Callable[[], Visitor]
) -> None:
    stranger = visitor() if who == "nobody" else phone_with_card(app, app_world, visitor, now=NOW)[0]
    rules = {rule.endpoint: rule for rule in app.url_map.iter_rules()}
    for cell in {one.act: one for one in cells()}.values():
        address = address_of(app, rules[cell.act], country.things[cell.thing])
        for method in {"GET", "POST"} & (rules[cell.act].methods or set()):
            response = stranger.client.open(address, method=method)
            assert response.status_code == 302, address
            assert "/kirjaudu" in response.headers["Location"], address


def test_every_file_that_is_downloaded_is_told_of_in_the_log(
    app: Flask, app_world: World, country: Country, visitor: Callable[[], Visitor]
) -> None:
    office = visitor()
    office.sign_in(app_world.office)
    number = select(func.count()).select_from(AuditRecord)
    rules = {rule.endpoint: rule for rule in app.url_map.iter_rules()}
    untold = set()
    for cell in {one.act: one for one in cells()}.values():
        rule = rules[cell.act]
        if not rule.rule.endswith(_FILES) or cell.act in _EMPTY_FILES:
            continue
        address = address_of(app, rule, country.things[cell.thing])
        with session_factory_of(app)() as session:
            before = session.scalar(number)
        office.client.open(address, method="GET" if "GET" in (rule.methods or set()) else "POST")
        with session_factory_of(app)() as session:
            if session.scalar(number) == before:
                untold.add(cell.act)
    assert untold == set()
