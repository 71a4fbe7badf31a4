"""A new distributor waits for the national office's yes; until then it issues no cards."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from webapp.core.accounts.actor import Actor
from webapp.core.accounts.acts import record_act
from webapp.core.accounts.roles import Permission, Role
from webapp.core.alphabet import plain_letters
from webapp.core.errors import NotFoundError, RefusedError
from webapp.core.free_text.checks import Writer, refuse_details
from webapp.core.lists.reading import MOST_WORDS, FromTables, Sorting, whole_rows, with_gaps
from webapp.core.names import by_name, has_word
from webapp.core.networks.models import Municipality, Network
from webapp.core.partners.along import must_be_along
from webapp.core.partners.events import DistributorApproved, DistributorRefused
from webapp.core.partners.models import DistributorApproval, Organisation, OrganisationKind
from webapp.core.partners.reasons import PartnerRefusal

LONGEST_REASON: Final = 300


def ask_for_approval(session: Session, actor: Actor, partner: Organisation, *, now: datetime) -> None:
    """Let a new distributor wait for a yes; one that the national office itself takes in has it."""
    if partner.kind == OrganisationKind.DISTRIBUTOR and actor.role is not Role.NATIONAL_OFFICE:
        session.add(DistributorApproval(organisation_id=partner.id, asked_by=actor.account_id, asked_at=now))
        session.flush()


def refuse_unless_approved(session: Session, actor: Actor) -> None:
    """See that the actor's distributor may issue cards.

    Raises:
        RefusedError: WAITS_FOR_YES or NOT_AGREED_TO.
    """
    approval = session.get(DistributorApproval, actor.organisation.id)
    if approval is None or approval.is_approved:
        return
    if approval.is_approved is None:
        raise RefusedError(PartnerRefusal.WAITS_FOR_YES)
    raise RefusedError(PartnerRefusal.NOT_AGREED_TO, reason=approval.reason)


def is_agreed_to() -> ColumnElement[bool]:
    """Of organisations: the national office has not been asked, or has said yes."""
    others = select(DistributorApproval.organisation_id).where(
        or_(DistributorApproval.is_approved.is_(None), DistributorApproval.is_approved.is_(False))
    )
    return Organisation.id.not_in(others)


@dataclass(frozen=True, slots=True)
class ApprovalSearch:
    """Which distributors to list; what is empty leaves it open."""

    word: str = ""
    is_refused: bool | None = None


def distributors_to_decide(
    actor: Actor, search: ApprovalSearch, *, language: str
) -> FromTables[DistributorApproval]:
    """Those that wait, and those that were said no to; usually who has waited longest stands first.

    Raises:
        NotAllowedError: the actor may not do this.
    """
    actor.must(Permission.FOUND_NETWORKS)
    name = (by_name(Organisation, language),)
    return FromTables(
        select(DistributorApproval)
        .join(DistributorApproval.organisation)
        .join(Organisation.network)
        .outerjoin(Organisation.municipality)
        .options(
            contains_eager(DistributorApproval.organisation).options(
                contains_eager(Organisation.network),
                contains_eager(Organisation.municipality),
                joinedload(Organisation.distributor_kind),
            )
        )
        .where(Organisation.is_active, DistributorApproval.is_approved.is_not(True), *_fits(search)),
        orders={
            "asked": (DistributorApproval.is_approved.is_not(None), DistributorApproval.asked_at),
            "name": name,
            "network": (by_name(Network, language), *name),
            "municipality": (*with_gaps(by_name(Municipality, language)), *name),
        },
        usual=Sorting("asked"),
        ties=(Organisation.id,),
        read=whole_rows,
    )


def _fits(search: ApprovalSearch) -> Sequence[ColumnElement[bool]]:
    words = plain_letters(search.word).split()[:MOST_WORDS]
    decided = DistributorApproval.is_approved
    return [
        *(or_(has_word(Organisation, word), has_word(Municipality, word)) for word in words),
        *(
            []
            if search.is_refused is None
            else [decided.is_(False) if search.is_refused else decided.is_(None)]
        ),
    ]


def approval_to_decide(session: Session, actor: Actor, partner_id: int) -> DistributorApproval:
    """What the national office was asked about a distributor.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
    """
    actor.must(Permission.FOUND_NETWORKS)
    found = session.get(DistributorApproval, partner_id, with_for_update=True, populate_existing=True)
    if found is None:
        raise NotFoundError
    return found


def agree_to_distributor(session: Session, actor: Actor, partner_id: int, *, now: datetime) -> None:
    """Say yes; saying it again changes nothing.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
        RefusedError: NOT_ALONG.
    """
    found = approval_to_decide(session, actor, partner_id)
    must_be_along(found.organisation)
    if not found.is_approved:
        _decide(session, actor, found, is_approved=True, now=now)
        record_act(session, actor, DistributorApproved(partner_id), now=now)


def refuse_distributor(
    session: Session, actor: Actor, partner_id: int, *, reason: str, now: datetime
) -> None:
    """Say no, and why; saying the same again changes nothing.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
        RefusedError: NOT_ALONG, REASON_NEEDED or TEXT_IDENTITY_CODE.
    """
    found = approval_to_decide(session, actor, partner_id)
    must_be_along(found.organisation)
    why = check_reason(reason)
    if found.is_approved is False and found.reason == why:
        return
    found.reason = why
    _decide(session, actor, found, is_approved=False, now=now)
    record_act(session, actor, DistributorRefused(partner_id), now=now)


def check_reason(typed: str, field: str = "reason") -> str:
    """Why the national office says no, as it is kept.

    Raises:
        RefusedError: REASON_NEEDED or TEXT_IDENTITY_CODE.
    """
    text = " ".join(typed.split())
    if not text or len(text) > LONGEST_REASON:
        raise RefusedError(PartnerRefusal.REASON_NEEDED, field, most=LONGEST_REASON)
    refuse_details(text, field, Writer.OFFICE)
    return text


def _decide(
    session: Session, actor: Actor, found: DistributorApproval, *, is_approved: bool, now: datetime
) -> None:
    found.is_approved = is_approved
    found.decided_by, found.decided_at = actor.account_id, now
    if is_approved:
        found.reason = ""
    session.flush()
