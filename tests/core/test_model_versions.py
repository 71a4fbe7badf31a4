"""The national office keeps the operating model's versions; what has begun never changes."""

from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import World
from webapp.core.audit.models import AuditRecord
from webapp.core.commitments.reasons import ModelRefusal
from webapp.core.commitments.rules import NewVersion, grace_days_of
from webapp.core.commitments.versions import (
    change_version,
    publish_version,
    version_from,
    version_on,
    versions_of_model,
    withdraw_version,
)
from webapp.core.errors import NotAllowedError, NotFoundError, Refusal, RefusedError
from webapp.core.languages import UNSAID, LocalisedText
from webapp.core.networks.queries import model_in_force

TODAY, FIRST, NEXT = date(2026, 11, 22), date(2022, 1, 13), date(2027, 1, 1)
NEW = NewVersion(
    valid_from=NEXT, title=LocalisedText(fi="Malli 2027"), text=LocalisedText(fi="Säännöt."),
    changes=LocalisedText(fi="Lasten ikä."), holder_age_years=16, child_age_years=18, validity_months=12,
    longest_community_validity_months=60, grace_days=90,
)  # fmt: skip


def refused(reason: Refusal, field: str) -> pytest.RaisesExc[RefusedError]:
    return pytest.RaisesExc(RefusedError, check=lambda error: (error.reason, error.field) == (reason, field))


def events(session: Session) -> Counter[str]:
    return Counter(session.scalars(select(AuditRecord.event)))


def test_a_version_holds_from_its_day_and_the_earlier_one_stays(
    session: Session, world: World, now: datetime
) -> None:
    published = publish_version(session, world.office, NEW, now=now)
    assert [one.valid_from for one in versions_of_model(session)] == [NEXT, FIRST]
    assert (version_on(session, TODAY).valid_from, version_on(session, NEXT)) == (FIRST, published)
    assert model_in_force(session, NEXT).child_age_years == 18
    assert (published.earlier_hold_until, published.published_by) == (
        date(2027, 3, 31), world.office.account_id,
    )  # fmt: skip
    assert grace_days_of(NEXT, published.earlier_hold_until) == 90


def test_publishing_the_same_version_twice_publishes_it_once(
    session: Session, world: World, now: datetime
) -> None:
    assert publish_version(session, world.office, NEW, now=now) is publish_version(
        session, world.office, NEW, now=now
    )
    assert events(session)["model_version_published"] == 1
    with refused(ModelRefusal.VERSION_DAY_TAKEN, "valid_from"):
        publish_version(session, world.office, replace(NEW, child_age_years=17), now=now)


def test_a_version_to_come_is_changed_and_taken_back(session: Session, world: World, now: datetime) -> None:
    publish_version(session, world.office, NEW, now=now)
    other = replace(NEW, grace_days=0, link=" https://kaikukortti.example/malli ")
    changed = change_version(session, world.office, NEXT, new=other, now=now)
    change_version(session, world.office, NEXT, new=other, now=now)
    assert (changed.link, changed.earlier_hold_until) == (
        "https://kaikukortti.example/malli", NEXT - timedelta(days=1),
    )  # fmt: skip
    withdraw_version(session, world.office, NEXT, now=now)
    with pytest.raises(NotFoundError):
        version_from(session, NEXT)
    counts = events(session)
    assert (counts["model_version_changed"], counts["model_version_withdrawn"]) == (1, 1)


@pytest.mark.parametrize("day", [FIRST, NEXT])
def test_what_has_begun_never_changes(session: Session, world: World, now: datetime, day: date) -> None:
    publish_version(session, world.office, NEW, now=now)
    later = now.replace(year=2027)
    with refused(ModelRefusal.VERSION_BEGUN, ""):
        change_version(session, world.office, day, new=NEW, now=later)
    with refused(ModelRefusal.VERSION_BEGUN, ""):
        withdraw_version(session, world.office, day, now=later)


@pytest.mark.parametrize(
    ("wrong", "reason", "field"),
    [
        ({"valid_from": TODAY}, ModelRefusal.VERSION_DAY_PAST, "valid_from"),
        ({"valid_from": FIRST}, ModelRefusal.VERSION_DAY_PAST, "valid_from"),
        ({"title": UNSAID}, ModelRefusal.MODEL_TITLE_NEEDED, ""),
        ({"title": LocalisedText(sv="a" * 121)}, ModelRefusal.MODEL_TITLE, "title_sv"),
        ({"text": UNSAID}, ModelRefusal.MODEL_TEXT_NEEDED, ""),
        ({"text": LocalisedText(en="a" * 20_001)}, ModelRefusal.MODEL_TEXT_TOO_LONG, "text_en"),
        ({"link": "http://kaikukortti.example"}, ModelRefusal.MODEL_LINK, "link"),
        ({"link": "https://user@kaikukortti.example"}, ModelRefusal.MODEL_LINK, "link"),
        ({"holder_age_years": 0}, ModelRefusal.MODEL_NUMBER, "holder_age_years"),
        ({"child_age_years": 31}, ModelRefusal.MODEL_NUMBER, "child_age_years"),
        ({"validity_months": 61}, ModelRefusal.MODEL_NUMBER, "validity_months"),
        ({"grace_days": 367}, ModelRefusal.MODEL_NUMBER, "grace_days"),
    ],
)
def test_a_version_that_cannot_be_is_refused_at_its_place(
    session: Session, world: World, now: datetime, wrong: dict[str, object], reason: Refusal, field: str
) -> None:
    with refused(reason, field):
        publish_version(session, world.office, replace(NEW, **wrong), now=now)  # type: ignore[arg-type]
    assert len(versions_of_model(session)) == 1


def test_only_the_national_office_keeps_the_model(session: Session, world: World, now: datetime) -> None:
    publish_version(session, world.office, NEW, now=now)
    for actor in (world.coordinator, world.venue, world.distributor):
        with pytest.raises(NotAllowedError):
            publish_version(session, actor, replace(NEW, valid_from=date(2028, 1, 1)), now=now)
        with pytest.raises(NotAllowedError):
            change_version(session, actor, NEXT, new=NEW, now=now)
        with pytest.raises(NotAllowedError):
            withdraw_version(session, actor, NEXT, now=now)
