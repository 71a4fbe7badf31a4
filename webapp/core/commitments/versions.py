"""Keep the versions of the operating model: the national office's. What has begun never changes."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.core.accounts.actor import Actor
from webapp.core.accounts.acts import record_act
from webapp.core.accounts.roles import Permission
from webapp.core.calendar import day_in_finland
from webapp.core.commitments.events import (
    ModelVersionChanged,
    ModelVersionPublished,
    ModelVersionWithdrawn,
)
from webapp.core.commitments.models import Commitment
from webapp.core.commitments.reasons import ModelRefusal
from webapp.core.commitments.rules import (
    LONGEST_TEXT,
    LONGEST_TITLE,
    RANGES,
    NewVersion,
    check_day,
    check_link,
    check_number,
    last_day_of_earlier,
)
from webapp.core.errors import NotFoundError, RefusedError
from webapp.core.free_text.checks import Writer, refuse_details
from webapp.core.languages import LocalisedText
from webapp.core.networks.models import County, OperatingModelVersion


def versions_of_model(session: Session) -> Sequence[OperatingModelVersion]:
    """Every version, the latest first; public knowledge."""
    statement = select(OperatingModelVersion).order_by(OperatingModelVersion.valid_from.desc())
    return session.scalars(statement).all()


def version_from(session: Session, valid_from: date, *, lock: bool = False) -> OperatingModelVersion:
    """The version whose first day it is.

    Raises:
        NotFoundError: there is no such version.
    """
    found = session.get(OperatingModelVersion, valid_from, with_for_update=True if lock else None)
    if found is None:
        raise NotFoundError
    return found


def version_on(session: Session, day: date) -> OperatingModelVersion:
    """The version that holds on a day, or the first where none has begun.

    Raises:
        NotFoundError: the register has none.
    """
    versions = versions_of_model(session)
    if not versions:
        raise NotFoundError
    return next((one for one in versions if one.valid_from <= day), versions[-1])


def publish_version(
    session: Session, actor: Actor, new: NewVersion, *, now: datetime
) -> OperatingModelVersion:
    """Let a version begin on a day to come. The same one sent twice is published once.

    Raises:
        NotAllowedError: the actor may not do this.
        RefusedError: VERSION_DAY_PAST, VERSION_DAY_TAKEN, MODEL_TITLE, MODEL_TITLE_NEEDED, MODEL_TEXT_NEEDED,
            MODEL_TEXT_TOO_LONG, MODEL_LINK, MODEL_NUMBER or TEXT_IDENTITY_CODE.
    """
    actor.must(Permission.KEEP_MODEL)
    check_day(new.valid_from, today=day_in_finland(now), is_new=True)
    facts = _facts(new)
    # Locked: two people may publish one for the same day.
    session.scalars(select(County.code).order_by(County.code).limit(1).with_for_update()).all()
    before = session.get(OperatingModelVersion, new.valid_from)
    if before is not None:
        if all(getattr(before, name) == fact for name, fact in facts.items()):
            return before
        raise RefusedError(ModelRefusal.VERSION_DAY_TAKEN, "valid_from")
    version = OperatingModelVersion(**facts, published_by=actor.account_id, published_at=now)
    session.add(version)
    session.flush()
    record_act(session, actor, ModelVersionPublished(new.valid_from.isoformat()), now=now)
    return version


def change_version(
    session: Session, actor: Actor, valid_from: date, *, new: NewVersion, now: datetime
) -> OperatingModelVersion:
    """Let a version that has not begun say something else; its first day stays.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such version.
        RefusedError: VERSION_BEGUN, VERSION_ACCEPTED, or as publish_version.
    """
    version = version_to_come(session, actor, valid_from, now=now, lock=True)
    facts = _facts(new) | {"valid_from": valid_from}
    if all(getattr(version, name) == fact for name, fact in facts.items()):
        return version
    for name, fact in facts.items():
        setattr(version, name, fact)
    version.published_by, version.published_at = actor.account_id, now
    session.flush()
    record_act(session, actor, ModelVersionChanged(valid_from.isoformat()), now=now)
    return version


def withdraw_version(session: Session, actor: Actor, valid_from: date, *, now: datetime) -> None:
    """Take back a version that has not begun.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such version.
        RefusedError: VERSION_BEGUN or VERSION_ACCEPTED.
    """
    version = version_to_come(session, actor, valid_from, now=now, lock=True)
    session.delete(version)
    session.flush()
    record_act(session, actor, ModelVersionWithdrawn(valid_from.isoformat()), now=now)


def version_to_come(
    session: Session, actor: Actor, valid_from: date, *, now: datetime, lock: bool = False
) -> OperatingModelVersion:
    """A version that may still change.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such version.
        RefusedError: VERSION_BEGUN or VERSION_ACCEPTED.
    """
    actor.must(Permission.KEEP_MODEL)
    version = version_from(session, valid_from, lock=lock)
    check_day(version.valid_from, today=day_in_finland(now), is_new=False)
    if session.scalar(select(Commitment.id).where(Commitment.version == valid_from).limit(1)) is not None:
        raise RefusedError(ModelRefusal.VERSION_ACCEPTED)
    return version


def check_title(typed: str, field: str) -> str:
    """A title in one language as it is kept.

    Raises:
        RefusedError: MODEL_TITLE or TEXT_IDENTITY_CODE.
    """
    title = " ".join(typed.split())
    if len(title) > LONGEST_TITLE:
        raise RefusedError(ModelRefusal.MODEL_TITLE, field, most=LONGEST_TITLE)
    refuse_details(title, field, Writer.OFFICE)
    return title


def check_text(typed: str, field: str) -> str:
    """A text of many lines in one language as it is kept.

    Raises:
        RefusedError: MODEL_TEXT_TOO_LONG or TEXT_IDENTITY_CODE.
    """
    text = "\n".join(typed.strip().splitlines())
    if len(text) > LONGEST_TEXT:
        raise RefusedError(ModelRefusal.MODEL_TEXT_TOO_LONG, field, most=LONGEST_TEXT)
    refuse_details(text, field, Writer.OFFICE)
    return text


def _facts(new: NewVersion) -> dict[str, Any]:
    title = LocalisedText({code: check_title(one, f"title_{code}") for code, one in new.title.items()})
    text = LocalisedText({code: check_text(one, f"text_{code}") for code, one in new.text.items()})
    changes = LocalisedText({code: check_text(one, f"changes_{code}") for code, one in new.changes.items()})
    link = check_link(new.link)
    if not title:
        raise RefusedError(ModelRefusal.MODEL_TITLE_NEEDED)
    if not text and not link:
        raise RefusedError(ModelRefusal.MODEL_TEXT_NEEDED)
    numbers = {name: getattr(new, name) for name in RANGES}
    for name, number in numbers.items():
        check_number(number, name)
    grace_days = numbers.pop("grace_days")
    return {
        "valid_from": new.valid_from, "title": title, "text": text, "changes": changes, "link": link,
        "earlier_hold_until": last_day_of_earlier(new.valid_from, grace_days), **numbers,
    }  # fmt: skip
