"""What ends something asks first or can be undone: every endpoint that takes a POST, one by one."""

from datetime import timedelta
from typing import Any, Final

import pytest
from flask import Flask
from sqlalchemy import select

from tests.conftest import NOW, MovableClock
from tests.factories import World, add_account
from tests.support.every_page import Country, arrived, facts_for, furnish
from tests.support.page import Page
from tests.support.visitor import Visitor, session_factory_of
from webapp.core.accounts.roles import GRANTS, Role
from webapp.core.cards.actions import Replacement, replace_card
from webapp.core.omakaiku.phones.queries import card_on_phone
from webapp.core.omakaiku.wishes.actions import wish_for_correction
from webapp.core.omakaiku.wishes.models import CorrectionKind
from webapp.core.outings.actions import join_outing
from webapp.core.outings.models import Outing
from webapp.core.partners.models import Membership
from webapp.core.registry import metadata
from webapp.plumbing.access.gate import access_of
from webapp.plumbing.rendering.endings import CONFIRMED, Ending, ending_of

ENDS_NOTHING: Final = {
    "founding.add_distributor", "founding.add_venue", "founding.change", "founding.contacts",
    "founding.resume", "networks.add_office", "networks.change", "networks.found", "networks.join",
    "networks.lead",
    "approvals.agree", "approvals.refuse", "pop_ups.add_pop_up", "pop_ups.move",
    "networks.standing",
    "partner_import.import_partners",
    "distribution_outings.change", "program.add", "program.change",
    "administration.batch_csv", "administration.hand_over_batch", "administration.import_series",
    "administration.make_batch", "description.describe", "description.set_up_counter", "devices.enrol",
    "devices.pair", "distribution.issue", "distribution.issue_community", "distribution.postal_code",
    "distribution_card.pair", "distribution_card.renew", "distribution_card.slip",
    "distribution_desk.start",
    "distribution_contacts.contacts",
    "distribution_outings.announce", "distribution_wishes.correct", "history.visit", "holder_data.correct",
    "holder_data.download", "holder_feedback.send", "holder_moods.tell", "holder_notices.notices",
    "holder_outings.join", "holder_passkeys.back", "holder_passkeys.passkeys", "holder_phones.add_phone",
    "holder_renewal.wish", "holder_visits.show", "network_feedback.answer", "omakaiku.pair",
    "omakaiku.switch", "partners.invite", "program.restore", "public.appearance",
    "public.change_language", "rescue.import_file", "rescue.import_for_venue", "joining.come", "joining.join",
    "session.account", "session.choose_role", "session.sign_in", "proof.prove", "proof.prove_by_key",
    "lost_password.ask", "lost_password.set_new",
    "second_factor.code", "second_factor.passkey", "factors.add_key", "factors.app", "factors.rename",
    "tips.country_tip", "tips.give_to_country", "tips.give_to_network", "tips.network_tip",
    "tips.restore_country_tip",
    "tips.restore_network_tip", "trial_reports.report", "trials.step", "trials.yearly_task",
    "costs.one_year", "costs.populations", "meetings.national_meeting", "meetings.network_meeting",
    "model.change", "model.publish", "exceptions.add", "exceptions.change", "access.brief",
    "answers.add", "answers.change", "answers.offer",
    "commitment.accept", "commitments.confirm",
    "material.draft", "material.printing", "material.send", "material_approval.approve",
    "material_approval.ask_changes", "material_handouts.stock", "own_material.is_enough",
    "own_material.runs_low",
    "venue.counter", "venue.record",
}  # fmt: skip
"""They look, make, change or put back. A new endpoint stands here or carries a mark of `endings`."""

ARE_THE_WAY_BACK: Final = {
    "venue.undo",  # takes a mistake back; the visit stays as undone, with its reason
    "session.sign_out",  # signing in is its way back; a phone with visits to send is asked by its script
}
TRIED_WITH_A_KEY: Final = {"holder_notices.turn_off"}
"""By test_omakaiku_notices: without the key for push messages the page does not exist."""

TRIED_ELSEWHERE: Final = {
    "trial_endings.decide", "meetings.invite_country", "costs.settle", "model.withdraw", "commitments.end",
    "material_handouts.handout",
}  # fmt: skip
"""By test_trial_endings and test_material, where what they ask hangs on what was filled in; test_meetings,
test_costs, test_administration_model and test_commitments.
"""

LISTED: Final = {
    "holder_outings.leave": "/oma/retket",
    "holder_visits.hide": "/oma/kaynnit",
    "program.end": "/kohde/ohjelma",
    "tips.remove_country_tip": "/keskus/vinkit",
    "tips.remove_network_tip": "/alue/vinkit",
}
"""Where what was ended stood before."""


ASKING: Final = (
    "answers.end",
    "devices.revoke", "devices.revoke_anywhere", "distribution_card.end", "distribution_card.replace",
    "distribution_card.withdraw", "distribution_outings.cancel", "distribution_wishes.corrected",
    "founding.end", "material.cancel", "material.take_back", "meetings.invite_network",
    "holder_data.leave", "holder_passkeys.end", "holder_phones.end", "holder_phones.lost",
    "omakaiku.forget_phone", "partners.remove", "partners.withdraw", "own_sessions.end_one",
    "own_sessions.end_others",
    "factors.remove_key", "factors.end_app", "factors.recovery_codes", "staff_help.password",
    "staff_help.factors", "staff_help.sign_out",
)  # fmt: skip
UNDOABLE: Final = (
    "holder_outings.leave", "holder_visits.hide", "program.end", "tips.remove_country_tip",
    "tips.remove_network_tip",
)  # fmt: skip


def endings_of(app: Flask) -> dict[str, Ending]:
    """The marks of all endpoints that take a POST and have one."""
    rules = [rule for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())]
    marks = {rule.endpoint: ending_of(app, rule.endpoint) for rule in rules}
    return {endpoint: mark for endpoint, mark in marks.items() if mark is not None}


@pytest.fixture
def country(app: Flask, app_world: World) -> Country:
    """With something of every kind to end."""
    made = furnish(app, app_world, now=NOW)
    with session_factory_of(app).begin() as session:
        held = card_on_phone(session, made.phone_token, now=NOW)
        assert held is not None
        wish_for_correction(session, held, CorrectionKind.CHILDREN, now=NOW)
        join_outing(session, held, made.arguments["outing_id"], now=NOW)
        colleague = add_account(session, now=NOW)
        venue_id = app_world.venue.organisation.id
        both = {"organisation_id": venue_id, "is_contact_person": True, "since": NOW}
        session.add(Membership(account_id=colleague.id, **both))
    return made


def rows(app: Flask) -> dict[str, list[Any]]:
    """All of the register but its log."""
    with session_factory_of(app)() as session:
        return {
            table.name: sorted(map(repr, session.execute(select(table))))
            for table in metadata().sorted_tables
            if not table.name.startswith("audit_")
        }


def reader_of(app: Flask, endpoint: str) -> Role:
    permission = access_of(app, endpoint).permission
    return next(role for role in Role if permission in GRANTS[role])


def address_of(app: Flask, country: Country, endpoint: str) -> str:
    facts = facts_for(country, reader_of(app, endpoint))
    with app.test_request_context():
        rule = next(one for one in app.url_map.iter_rules(endpoint))
        return app.url_for(endpoint, **{name: facts[name] for name in rule.arguments})


def who_ends(app: Flask, country: Country, endpoint: str) -> tuple[Visitor, str]:
    """Somebody who may, speaking English, and the address."""
    person = arrived(app, country, reader_of(app, endpoint))
    person.speak("en")
    person.open("/")
    return person, address_of(app, country, endpoint)


def send(person: Visitor, address: str, fields: dict[str, str]) -> Page:
    """What a button sends that leads straight there."""
    token = person.open("/").value_of("csrf_token")
    sent = person.client.post(address, data={**fields, "csrf_token": token}, follow_redirects=True)
    person.page = Page(sent, address)
    person.page.check()
    return person.page


def test_every_endpoint_that_takes_a_post_ends_nothing_or_is_marked(app: Flask) -> None:
    posts = {rule.endpoint for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())}
    marked = set(endings_of(app))
    of_pages = {one for one in posts if not one.startswith("api.")}
    assert of_pages - ENDS_NOTHING - ARE_THE_WAY_BACK == marked
    assert of_pages - marked >= (ENDS_NOTHING | ARE_THE_WAY_BACK)
    assert marked == {*ASKING, *UNDOABLE, *TRIED_WITH_A_KEY, *TRIED_ELSEWHERE}


@pytest.mark.parametrize("endpoint", ASKING)
def test_what_asks_does_nothing_until_it_is_answered_and_then_does_it(
    app: Flask, country: Country, endpoint: str
) -> None:
    person, address = who_ends(app, country, endpoint)
    before = rows(app)
    replacement = {"old_code": country.world.codes[0], "carrier": "printed", "code": "A045198723"}
    page = send(person, address, replacement if endpoint == "distribution_card.replace" else {})
    assert (page.status, rows(app)) == (200, before)
    assert page.value_of(CONFIRMED) == "yes"
    assert person.submit(action=address).status == 200
    assert rows(app) != before


@pytest.mark.parametrize("endpoint", UNDOABLE)
def test_what_does_not_ask_is_undone_from_the_notice_after_it(
    app: Flask, country: Country, endpoint: str
) -> None:
    person, address = who_ends(app, country, endpoint)
    shown, before = person.open(LISTED[endpoint]).text, rows(app)
    page = send(person, address, {})
    assert page.text != shown
    notice = next(one for one in page.root.iter("div") if "kk-notice" in one.get("class", ""))
    undo = next(notice.iter("form")).get("action", "")
    assert person.submit(action=undo).status == 200
    assert rows(app) == before
    assert person.open(LISTED[endpoint]).text == shown


def test_where_nobody_can_join_any_more_leaving_is_asked(
    app: Flask, country: Country, clock: MovableClock
) -> None:
    person, address = who_ends(app, country, "holder_outings.leave")
    clock.now = NOW + timedelta(days=4, hours=23)
    with session_factory_of(app).begin() as session:
        outing = session.scalars(select(Outing)).one()
        outing.join_until = NOW
    before = rows(app)
    page = send(person, address, {})
    assert "Do you not come along after all?" in page.text
    assert rows(app) == before
    assert "You are no longer coming along" in person.submit(action=address).text
    assert "/mukaan" not in person.open("/oma/retket").body


def test_a_phone_whose_card_was_replaced_is_not_asked_whether_to_stop_it(
    app: Flask, country: Country
) -> None:
    phone = arrived(app, country, Role.CARDHOLDER)
    with session_factory_of(app).begin() as session:
        world, card_id = country.world, country.arguments["card_id"]
        replacement = Replacement(world.codes[0], "A045198723")
        replace_card(session, world.distributor, card_id, replacement=replacement, now=NOW)
    assert phone.open("/oma/kadonnut").value_of(CONFIRMED) == ""


def test_of_an_outing_that_is_cancelled_or_over_nothing_is_asked(app: Flask, country: Country) -> None:
    person, address = who_ends(app, country, "distribution_outings.cancel")
    send(person, address, {CONFIRMED: "yes"})
    cancelled = send(person, address, {})
    assert cancelled.value_of(CONFIRMED) == ""
    assert "The outing had been cancelled already." in cancelled.text
    with session_factory_of(app).begin() as session:
        outing = session.scalars(select(Outing)).one()
        outing.cancelled_at = None
        outing.meets_at = outing.join_until = outing.starts_at = NOW
    over = send(person, address, {})
    assert over.value_of(CONFIRMED) == ""
    assert "It cannot be cancelled any more." in over.text


def test_of_a_correction_that_nobody_waits_for_nothing_is_asked(app: Flask, country: Country) -> None:
    person, address = who_ends(app, country, "distribution_wishes.corrected")
    assert person.open(address).value_of(CONFIRMED) == "yes"
    assert "Marked as done." in send(person, address, {CONFIRMED: "yes"}).text
    again = person.open(address)
    assert again.value_of(CONFIRMED) == ""
    assert "Nobody waits for this correction any more." in again.text
