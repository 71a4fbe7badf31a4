"""Contact persons accept the operating model, offices accept for their side, and both have a receipt."""

from collections.abc import Sequence
from io import BytesIO

import pypdfium2
import pytest
from flask import Flask
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from tests.conftest import NOW
from tests.factories import FIRST_VERSION, World
from tests.support.english import english_visitor
from tests.support.visitor import Visitor, session_factory_of
from webapp.core.accounts.actor import Actor
from webapp.core.accounts.models import StaffSession
from webapp.core.commitments.actions import accept_commitment
from webapp.core.commitments.models import Commitment


@pytest.fixture
def uncommitted(app: Flask, app_world: World) -> World:
    """The venue and the distributor have not committed themselves."""
    ids = [app_world.venue.organisation.id, app_world.distributor.organisation.id]
    with session_factory_of(app).begin() as session:
        session.execute(delete(Commitment).where(Commitment.organisation_id.in_(ids)))
    return app_world


def signed_in(app: Flask, actor: Actor) -> Visitor:
    person = english_visitor(app)
    person.sign_in(actor)
    return person


def accepted_by(session: Session, actor: Actor) -> Sequence[Commitment]:
    return session.scalars(
        select(Commitment).where(Commitment.organisation_id == actor.organisation.id)
    ).all()


def commits(app: Flask, member: Actor, office: Actor) -> None:
    person = signed_in(app, member)
    person.open("/sitoumus")
    person.submit(action="/sitoumus/")
    other = signed_in(app, office)
    other.open(f"/sitoumukset/{member.organisation.id}")
    other.submit(action="/hyvaksy/")


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(BytesIO(pdf)) as document:
        return str(document[0].get_textpage().get_text_range())


def test_both_sides_see_the_state_and_have_the_same_receipt(app: Flask, uncommitted: World) -> None:
    venue, coordinator = signed_in(app, uncommitted.venue), signed_in(app, uncommitted.coordinator)
    assert "There is no commitment in force." in venue.open("/sitoumus").text
    page = venue.submit(action="/sitoumus/")
    assert "waits until all its parties have accepted it" in page.text
    assert "Accepted. It is in force as soon as" in page.text

    page = coordinator.open("/sitoumukset?state=waiting")
    assert "1 organisation" in page.text
    coordinator.follow(f"/sitoumukset/{uncommitted.venue.organisation.id}")
    assert "accepted by all its parties" in coordinator.submit(action="/hyvaksy/").text
    assert "The commitment is in force." in venue.open("/sitoumus").text

    assert venue.page is not None
    links = [one.get("href", "") for one in venue.page.root.iter("a")]
    address = next(one for one in links if "kuitti" in one)
    receipts = {person.client.get(address).data for person in (venue, coordinator, venue)}
    assert len(receipts) == 1
    text = text_of(receipts.pop())
    names = [one.organisation.name["fi"] for one in (uncommitted.venue, uncommitted.coordinator)]
    for said in ("Receipt of a commitment", "Partner’s commitment", "22 Nov 2026", *names):
        assert said in text
    assert uncommitted.venue.name not in text


def test_nobody_else_sees_a_commitment(app: Flask, uncommitted: World) -> None:
    commits(app, uncommitted.venue, uncommitted.coordinator)
    with session_factory_of(app).begin() as session:
        number = (
            session.query(Commitment.id).filter_by(organisation_id=uncommitted.venue.organisation.id).scalar()
        )
    for actor, status in (
        (uncommitted.other_venue, 403), (uncommitted.distributor, 403), (uncommitted.coordinator, 200),
        (uncommitted.office, 200), (uncommitted.venue, 200),
    ):  # fmt: skip
        assert signed_in(app, actor).client.get(f"/sitoumus/kuitti/{number}.pdf").status_code == status


def test_it_is_accepted_only_after_a_new_proof(app: Flask, uncommitted: World) -> None:
    venue = signed_in(app, uncommitted.venue)
    with session_factory_of(app).begin() as session:
        for one in session.query(StaffSession):
            one.proved_at = one.proved_at.replace(year=2025)
    assert "show first that it is you" in venue.open("/sitoumus").text
    assert not venue.page.root.findall(".//form[@action='/sitoumus/2022-01-13']")  # type: ignore[union-attr]
    with session_factory_of(app).begin() as session:
        assert (
            session.query(Commitment).filter_by(organisation_id=uncommitted.venue.organisation.id).all() == []
        )


def test_without_a_commitment_the_pages_of_issuing_and_recording_say_so(
    app: Flask, uncommitted: World
) -> None:
    distributor = signed_in(app, uncommitted.distributor)
    assert (
        "There is no commitment in force, so cards are neither given out"
        in distributor.open("/jakaja/uusi").text
    )
    commits(app, uncommitted.distributor, uncommitted.coordinator)
    distributor.open("/jakaja/uusi")
    answers = {"code": uncommitted.codes[0], "birth_year": "1984", "postal_code": "87100", "children": "0"}
    assert distributor.submit(answers, action="/jakaja/uusi").h1 == "The card is in use"

    venue = signed_in(app, uncommitted.venue)
    venue.open("/kohde")
    venue.submit({"code": uncommitted.codes[0]}, action="/kohde")
    page = venue.submit(action="/kohde/kirjaa")
    assert page.status == 422
    assert "The venue has no commitment in force" in page.text
    commits(app, uncommitted.venue, uncommitted.coordinator)
    venue.open("/kohde")
    venue.submit({"code": uncommitted.codes[0]}, action="/kohde")
    assert venue.submit(action="/kohde/kirjaa").status == 200


def test_a_version_that_is_over_or_never_was_cannot_be_accepted(app: Flask, uncommitted: World) -> None:
    venue = signed_in(app, uncommitted.venue)
    form = venue.open("/sitoumus").form("/sitoumus/")
    token = next(one.get("value", "") for one in form.iter("input") if one.get("name") == "csrf_token")
    for day, status in (("never", 404), ("2021-01-01", 303)):
        answer = venue.client.post(f"/sitoumus/{day}", data={"csrf_token": token})
        assert answer.status_code == status
    assert "holds no more" in venue.open("/sitoumus").text
    with session_factory_of(app).begin() as session:
        assert session.query(Commitment).filter_by(version=FIRST_VERSION).count() > 0
        assert (
            session.query(Commitment).filter_by(organisation_id=uncommitted.venue.organisation.id).all() == []
        )


def test_the_network_is_told_who_lacks_one(app: Flask, uncommitted: World) -> None:
    coordinator = signed_in(app, uncommitted.coordinator)
    name = uncommitted.venue.organisation.name["fi"]
    assert f"No commitment in force: {name}" in coordinator.open("/alue/").text
    office = signed_in(app, uncommitted.office)
    assert f"No commitment in force: {name}" in office.open(f"/keskus/alueet/{uncommitted.kainuu}").text
    page = office.open("/sitoumukset?state=lacking")
    assert "2 organisations" in page.text
    assert office.client.get("/sitoumukset?state=odd").status_code == 422


def test_a_party_ends_one_and_all_see_the_day_and_why(app: Flask, app_world: World) -> None:
    venue, coordinator = signed_in(app, app_world.venue), signed_in(app, app_world.coordinator)
    venue.open("/sitoumus")
    page = venue.follow("/sitoumukset/paata/")
    assert "visits are not recorded" in page.text
    page = venue.submit({"ends_on": "1.11.2026", "reason": ""}, action="/paata/")
    assert page.status == 422
    assert "A commitment ends today at the earliest" in page.text
    assert "Write why it ends" in page.text
    page = venue.submit({"ends_on": "30.11.2026", "reason": "The theatre moves"}, action="/paata/")
    assert page.h1 == "Commitment"
    assert "in force until 30 Nov 2026" in page.text
    page = coordinator.open(f"/sitoumukset/{app_world.venue.organisation.id}")
    assert "The theatre moves" in page.text
    assert "30 Nov 2026" in page.text


def test_the_counter_and_the_desk_say_beforehand_that_one_lacks_or_ends(app: Flask, app_world: World) -> None:
    begins = {"/kohde": app_world.venue, "/jakaja/lue": app_world.distributor, "/lisaa": app_world.venue}
    for address, actor in begins.items():
        assert "ommitment ends" not in signed_in(app, actor).open(address).text
        assert "no commitment in force" not in signed_in(app, actor).open(address).text
    with session_factory_of(app).begin() as session:
        for one in session.scalars(select(Commitment).where(Commitment.organisation_id.is_not(None))):
            one.ends_on, one.end_reason, one.ended_at = NOW.date(), "Muutto", NOW
            one.ended_by, one.ended_for = app_world.office.account_id, app_world.office.organisation.id
    for address, actor in begins.items():
        page = signed_in(app, actor).open(address)
        assert "Your commitment ends on 22 Nov 2026" in page.text
        assert "/sitoumus" in page.links()
    with session_factory_of(app).begin() as session:
        session.execute(delete(Commitment))
    for address, actor in begins.items():
        page = signed_in(app, actor).open(address)
        assert "There is no commitment in force: cards are not given out" in page.text
    assert (
        "There is no commitment in force"
        in signed_in(app, app_world.distributor).open("/jakaja/yhteison-kortti").text
    )
    with session_factory_of(app).begin() as session:
        accept_commitment(session, app_world.venue, FIRST_VERSION, now=NOW)
    assert "Yours waits for others to accept it." in signed_in(app, app_world.venue).open("/kohde").text
