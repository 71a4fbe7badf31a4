"""Exceptions to the operating model: the national office's, each with its reason and its end."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, not_, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from webapp.core.accounts.actor import Actor
from webapp.core.accounts.acts import record_act
from webapp.core.accounts.roles import Permission
from webapp.core.alphabet import plain_letters
from webapp.core.commitments.events import ExceptionAdded, ExceptionChanged
from webapp.core.commitments.models import ModelException
from webapp.core.commitments.reasons import ExceptionRefusal
from webapp.core.errors import NotFoundError, RefusedError
from webapp.core.free_text.checks import Writer, refuse_details
from webapp.core.languages import LocalisedText
from webapp.core.lists.reading import MOST_WORDS, FromTables, Sorting, whole_rows, with_gaps
from webapp.core.names import by_name, has_word
from webapp.core.networks.models import Network
from webapp.core.networks.queries import networks_found
from webapp.core.partners.models import Organisation, OrganisationKind

LONGEST_REASON: Final = 600
MOST_PAST: Final = 100


@dataclass(frozen=True, slots=True)
class NewException:
    """What is otherwise than the model, and why: of a network, of a place, or of the whole country."""

    reason: LocalisedText
    starts_on: date
    ends_on: date
    network_id: int | None = None
    venue_id: int | None = None


@dataclass(frozen=True, slots=True)
class Exceptions:
    """Those that hold or are to come, the first to begin first; and past ones, the latest first."""

    current: Sequence[ModelException]
    past: Sequence[ModelException]


def exceptions_to_model(session: Session, today: date) -> Exceptions:
    """All of them; public knowledge."""
    asked = select(ModelException).options(
        joinedload(ModelException.network), joinedload(ModelException.venue)
    )
    current = asked.where(ModelException.ends_on >= today).order_by(
        ModelException.starts_on, ModelException.id
    )
    past = asked.where(ModelException.ends_on < today).order_by(
        ModelException.ends_on.desc(), ModelException.id
    )
    return Exceptions(session.scalars(current).all(), session.scalars(past.limit(MOST_PAST)).all())


class ExceptionFilter(StrEnum):
    """Which exceptions to list."""

    CURRENT = "current"
    PAST = "past"


@dataclass(frozen=True, slots=True)
class ExceptionSearch:
    """What to look for: a place or a network; what is empty leaves it open."""

    word: str = ""
    which: ExceptionFilter | None = None


def exceptions_found(
    session: Session, actor: Actor, search: ExceptionSearch, *, today: date, language: str
) -> FromTables[ModelException]:
    """The exceptions that fit a search, the last to end first where nobody asks otherwise.

    Raises:
        NotAllowedError: the actor may not do this.
    """
    actor.must(Permission.KEEP_MODEL)
    name = (*with_gaps(by_name(Network, language)), *with_gaps(by_name(Organisation, language)))
    return FromTables(
        select(ModelException)
        .outerjoin(ModelException.network)
        .outerjoin(ModelException.venue)
        .options(contains_eager(ModelException.network), contains_eager(ModelException.venue))
        .where(*_fits(session, search, today=today, language=language)),
        orders={
            "starts_on": (ModelException.starts_on,),
            "ends_on": (ModelException.ends_on,),
            "where": name,
        },
        usual=Sorting("ends_on", is_descending=True),
        ties=(ModelException.id,),
        read=whole_rows,
    )


def _fits(
    session: Session, search: ExceptionSearch, *, today: date, language: str
) -> Sequence[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    if search.which is not None:
        is_current = ModelException.ends_on >= today
        wanted.append(is_current if search.which is ExceptionFilter.CURRENT else not_(is_current))
    if words := plain_letters(search.word).split()[:MOST_WORDS]:
        networks = [one.id for one in networks_found(session, search.word, language=language)]
        of_venue = and_(*(has_word(Organisation, word) for word in words))
        wanted.append(or_(of_venue, ModelException.network_id.in_(networks)))
    return wanted


def exception_to_change(session: Session, actor: Actor, exception_id: uuid.UUID) -> ModelException:
    """One of them.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such exception.
    """
    actor.must(Permission.KEEP_MODEL)
    found = session.get(ModelException, exception_id)
    if found is None:
        raise NotFoundError
    return found


def add_exception(
    session: Session, actor: Actor, exception_id: uuid.UUID, *, new: NewException, now: datetime
) -> ModelException:
    """Tell of an exception. The id came with the page: sending it twice adds one, as it was sent last.

    Raises:
        NotAllowedError: the actor may not do this.
        RefusedError: EXCEPTION_REASON_NEEDED, EXCEPTION_REASON_TOO_LONG, TEXT_IDENTITY_CODE,
            ENDS_BEFORE_IT_STARTS or PLACE_OF_EXCEPTION.
    """
    actor.must(Permission.KEEP_MODEL)
    if session.get(ModelException, exception_id) is not None:
        return change_exception(session, actor, exception_id, new=new, now=now)
    facts = _facts(session, new)
    found = ModelException(id=exception_id, **facts, made_by=actor.account_id, made_at=now)
    session.add(found)
    session.flush()
    record_act(session, actor, ExceptionAdded(exception_id), now=now)
    return found


def change_exception(
    session: Session, actor: Actor, exception_id: uuid.UUID, *, new: NewException, now: datetime
) -> ModelException:
    """Let an exception be otherwise, or end on another day; what is so already changes nothing.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such exception.
        RefusedError: as add_exception.
    """
    found = exception_to_change(session, actor, exception_id)
    facts = _facts(session, new)
    if all(getattr(found, name) == fact for name, fact in facts.items()):
        return found
    for name, fact in facts.items():
        setattr(found, name, fact)
    session.flush()
    record_act(session, actor, ExceptionChanged(exception_id), now=now)
    return found


def check_reason(typed: str, field: str) -> str:
    """A reason in one language as it is kept.

    Raises:
        RefusedError: EXCEPTION_REASON_TOO_LONG or TEXT_IDENTITY_CODE.
    """
    text = "\n".join(typed.strip().splitlines())
    if len(text) > LONGEST_REASON:
        raise RefusedError(ExceptionRefusal.EXCEPTION_REASON_TOO_LONG, field, most=LONGEST_REASON)
    refuse_details(text, field, Writer.OFFICE)
    return text


def check_days(starts_on: date, ends_on: date) -> None:
    """It does not end before it starts.

    Raises:
        RefusedError: ENDS_BEFORE_IT_STARTS.
    """
    if ends_on < starts_on:
        raise RefusedError(ExceptionRefusal.ENDS_BEFORE_IT_STARTS, "ends_on")


def _facts(session: Session, new: NewException) -> dict[str, Any]:
    reason = LocalisedText({code: check_reason(one, f"reason_{code}") for code, one in new.reason.items()})
    if not reason:
        raise RefusedError(ExceptionRefusal.EXCEPTION_REASON_NEEDED)
    check_days(new.starts_on, new.ends_on)
    _check_place(session, new)
    return {
        "reason": reason, "starts_on": new.starts_on, "ends_on": new.ends_on, "network_id": new.network_id,
        "venue_id": new.venue_id,
    }  # fmt: skip


def _check_place(session: Session, new: NewException) -> None:
    is_known = new.network_id is None or session.get(Network, new.network_id) is not None
    if new.venue_id is not None:
        venue = session.get(Organisation, new.venue_id)
        is_known = venue is not None and venue.kind == OrganisationKind.VENUE and new.network_id is None
    if not is_known:
        raise RefusedError(ExceptionRefusal.PLACE_OF_EXCEPTION, "where")
