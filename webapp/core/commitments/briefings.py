"""Who has access, and who has been briefed and when: yearly, and each newcomer (DOMAIN §7)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import Session, contains_eager

from webapp.core.accounts.actor import Actor
from webapp.core.accounts.acts import record_act
from webapp.core.accounts.factors.models import AuthenticatorApp, StaffPasskey
from webapp.core.accounts.models import Account, KnownBrowser
from webapp.core.accounts.roles import Permission, Role
from webapp.core.alphabet import plain_letters
from webapp.core.calendar import day_in_finland
from webapp.core.commitments.events import PersonBriefed
from webapp.core.commitments.models import Briefing
from webapp.core.commitments.reasons import BriefingRefusal
from webapp.core.errors import NotFoundError, RefusedError
from webapp.core.lists.reading import MOST_WORDS, FromTables, Sorting, with_gaps
from webapp.core.names import by_name, has_word
from webapp.core.networks.service_numbers import SERVICE
from webapp.core.partners.along import must_be_along
from webapp.core.partners.models import Membership, Organisation, OrganisationKind
from webapp.core.partners.queries import managed_organisation

_PARTNERS: Final = (OrganisationKind.VENUE, OrganisationKind.DISTRIBUTOR)


@dataclass(frozen=True, slots=True)
class AccessSearch:
    """What to look for; what is empty leaves it open."""

    word: str = ""
    is_due: bool = False


@dataclass(frozen=True, slots=True)
class PersonWithAccess:
    """Somebody who works in an organisation: how they sign in, when they last did, when they were briefed."""

    membership: Membership
    has_passkey: bool
    has_app: bool
    last_signed_in: datetime | None
    """None where it was never, or longer ago than browsers are known for."""
    briefed_on: date | None
    is_due: bool


_LAST_SIGN_IN: Final = (
    select(func.max(KnownBrowser.last_used_at)).where(KnownBrowser.account_id == Account.id).scalar_subquery()
)
_LAST_BRIEFING: Final = (
    select(func.max(Briefing.briefed_on))
    .where(
        Briefing.account_id == Membership.account_id, Briefing.organisation_id == Membership.organisation_id
    )
    .scalar_subquery()
)
_HAS_PASSKEY: Final = exists().where(StaffPasskey.account_id == Account.id)
_HAS_APP: Final = exists().where(AuthenticatorApp.account_id == Account.id)


def people_with_access(
    actor: Actor, search: AccessSearch, *, today: date, language: str
) -> FromTables[PersonWithAccess]:
    """Who works in the organisations that the actor's office has below it.

    Raises:
        NotAllowedError: the actor may not do this.
    """
    name = (by_name(Account, language), Account.id)
    organisation = (by_name(Organisation, language), Organisation.id)
    return FromTables(
        _people().where(*_within(actor), *_fits(search, today)),
        orders={
            "organisation": (*organisation, *name),
            "name": (*name, *organisation),
            "signed_in": (*with_gaps(_LAST_SIGN_IN), *name),
            "briefed": (*with_gaps(_LAST_BRIEFING), *name),
        },
        usual=Sorting("organisation"),
        ties=(Organisation.id,),
        read=lambda _session, rows: [_person(row, today) for row in rows],
    )


def people_of(
    session: Session, actor: Actor, organisation_id: int, *, today: date, language: str
) -> tuple[Organisation, Sequence[PersonWithAccess]]:
    """The people of an organisation that the actor looks after.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
    """
    actor.must(Permission.LOOK_AFTER_PARTNERS)
    organisation = managed_organisation(session, actor, organisation_id)
    statement = _people().where(Membership.organisation_id == organisation_id)
    rows = session.execute(statement.order_by(by_name(Account, language), Account.id)).all()
    return organisation, [_person(row, today) for row in rows]


@dataclass(frozen=True, slots=True)
class HeldBriefing:
    """Who of an organisation was briefed, and when."""

    account_ids: Sequence[int]
    briefed_on: date


def record_briefing(
    session: Session, actor: Actor, organisation_id: int, *, held: HeldBriefing, now: datetime
) -> None:
    """Write down that people of an organisation were briefed on a day. Repeating changes nothing.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor, or somebody does not work there.
        RefusedError: NOT_ALONG or BRIEFED_LATER.
    """
    actor.must(Permission.LOOK_AFTER_PARTNERS)
    must_be_along(managed_organisation(session, actor, organisation_id, lock=True))
    check_briefing_day(held.briefed_on, today=day_in_finland(now))
    for account_id in held.account_ids:
        if session.get(Membership, (account_id, organisation_id)) is None:
            raise NotFoundError
        if session.get(Briefing, (account_id, organisation_id, held.briefed_on)) is None:
            session.add(
                Briefing(
                    account_id=account_id, organisation_id=organisation_id, briefed_on=held.briefed_on,
                    recorded_by=actor.account_id, recorded_at=now,
                )
            )  # fmt: skip
            session.flush()
            record_act(session, actor, PersonBriefed(account_id, organisation_id), now=now)


def check_briefing_day(briefed_on: date, *, today: date) -> None:
    """A briefing has been held.

    Raises:
        RefusedError: BRIEFED_LATER.
    """
    if briefed_on > today:
        raise RefusedError(BriefingRefusal.BRIEFED_LATER, "briefed_on")


def _people() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Membership,
            _HAS_PASSKEY.label("has_passkey"),
            _HAS_APP.label("has_app"),
            _LAST_SIGN_IN.label("last_signed_in"),
            _LAST_BRIEFING.label("briefed_on"),
        )
        .join(Membership.account)
        .join(Membership.organisation)
        .options(contains_eager(Membership.account), contains_eager(Membership.organisation))
    )


def _within(actor: Actor) -> Sequence[ColumnElement[bool]]:
    actor.must(Permission.LOOK_AFTER_PARTNERS)
    along = Organisation.is_active.is_(True)
    if actor.role is Role.COORDINATOR:
        return [along, Organisation.network_id == actor.network_id, Organisation.kind.in_(_PARTNERS)]
    return [along, Organisation.kind != OrganisationKind.NATIONAL_OFFICE]


def _fits(search: AccessSearch, today: date) -> Sequence[ColumnElement[bool]]:
    words = plain_letters(search.word).split()[:MOST_WORDS]
    named = [has_word(Organisation, word) for word in words]
    is_due = or_(_LAST_BRIEFING.is_(None), today - SERVICE.briefing_lasts > _LAST_BRIEFING)
    return [*named, *([is_due] if search.is_due else [])]


def _person(row: Any, today: date) -> PersonWithAccess:  # noqa: ANN401 - SQLAlchemy's row
    is_due = row.briefed_on is None or row.briefed_on < today - SERVICE.briefing_lasts
    return PersonWithAccess(
        row.Membership, row.has_passkey, row.has_app, row.last_signed_in, row.briefed_on, is_due
    )
