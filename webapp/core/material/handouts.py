"""Material handed out to partners: one kind on a day, to one of them or several."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import func, literal, select, update
from sqlalchemy.orm import Session, joinedload, selectinload

from webapp.core.accounts.actor import Actor
from webapp.core.accounts.acts import record_act
from webapp.core.calendar import day_ended, day_in_finland
from webapp.core.errors import NotFoundError, RefusedError
from webapp.core.free_text.notes import check_notes
from webapp.core.material.events import MaterialHandedOut
from webapp.core.material.models import MaterialHandout, MaterialOrder, MaterialPortion, MaterialStock
from webapp.core.material.reasons import MaterialRefusal
from webapp.core.material.rules import MaterialKind, MaterialLanguage, check_amount, check_past
from webapp.core.names import by_name
from webapp.core.networks.models import Network
from webapp.core.partners.models import Organisation, OrganisationKind
from webapp.core.partners.queries import looked_after_network

PARTNER_KINDS = (OrganisationKind.VENUE, OrganisationKind.DISTRIBUTOR)


@dataclass(frozen=True, slots=True)
class NewHandout:
    """Who got how much of what, and when. Its id comes with the page."""

    id: uuid.UUID
    kind: MaterialKind
    language: MaterialLanguage
    handed_on: date
    amounts: Mapping[int, int] = field(default_factory=dict)
    """By the organisation's id."""
    note: str = ""
    is_meant_beyond: bool = False
    """Whether more is handed out than is known to be there: it was asked, and somebody has it in hand."""

    @property
    def total(self) -> int:
        """All portions together."""
        return sum(self.amounts.values())


@dataclass(frozen=True, slots=True)
class AtNetwork:
    """One kind in one language: how much came from print, and how much was handed out."""

    kind: MaterialKind
    language: MaterialLanguage
    received: int
    handed_out: int

    @property
    def left(self) -> int:
        """What should be there; less than nothing where more was handed out than is known to have come."""
        return self.received - self.handed_out


def stock_of_network(session: Session, actor: Actor, network_id: int) -> Sequence[AtNetwork]:
    """What has come and gone of each kind and language, as far as a network has had them.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
    """
    looked_after_network(session, actor, network_id)
    counts: dict[tuple[MaterialKind, MaterialLanguage], list[int]] = {}
    came = (
        select(
            MaterialOrder.kind, MaterialOrder.language, func.sum(MaterialOrder.received_amount), literal(0)
        )
        .where(MaterialOrder.network_id == network_id, MaterialOrder.received_amount.is_not(None))
        .group_by(MaterialOrder.kind, MaterialOrder.language)
    )
    went = (
        select(MaterialHandout.kind, MaterialHandout.language, literal(0), func.sum(MaterialPortion.amount))
        .join(MaterialHandout.portions)
        .where(MaterialHandout.network_id == network_id)
        .group_by(MaterialHandout.kind, MaterialHandout.language)
    )
    for kind, language, received, handed_out in (*session.execute(came), *session.execute(went)):
        known = counts.setdefault((MaterialKind(kind), MaterialLanguage(language)), [0, 0])
        known[0] += received
        known[1] += handed_out
    order = [(kind, language) for kind in MaterialKind for language in MaterialLanguage]
    return [AtNetwork(*item, *counts[item]) for item in order if item in counts]


def left_at_network(session: Session, actor: Actor, network_id: int, *, new: NewHandout) -> int:
    """How much there is to hand out of what a handout is of, not counting what it holds itself already.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
    """
    stock = stock_of_network(session, actor, network_id)
    left = next((one.left for one in stock if (one.kind, one.language) == (new.kind, new.language)), 0)
    found = handout_with_id(session, actor, network_id, handout_id=new.id)
    if found is not None and (found.kind, found.language) == (new.kind, new.language):
        left += sum(one.amount for one in found.portions)
    return left


def partners_to_supply(
    session: Session, actor: Actor, network_id: int, *, language: str
) -> Sequence[Organisation]:
    """The venues and distributors of a network that are along, by name.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
    """
    looked_after_network(session, actor, network_id)
    statement = (
        select(Organisation)
        .options(joinedload(Organisation.municipality))
        .where(
            Organisation.network_id == network_id,
            Organisation.is_active,
            Organisation.kind.in_(PARTNER_KINDS),
        )
        .order_by(by_name(Organisation, language), Organisation.id)
    )
    return session.scalars(statement).all()


def handout_with_id(
    session: Session, actor: Actor, network_id: int, *, handout_id: uuid.UUID
) -> MaterialHandout | None:
    """What was handed out, or None where nothing has been written under this id.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
    """
    looked_after_network(session, actor, network_id)
    found = session.get(MaterialHandout, handout_id, options=[selectinload(MaterialHandout.portions)])
    if found is not None and found.network_id != network_id:
        raise NotFoundError
    return found


def hand_out(
    session: Session, actor: Actor, network_id: int, *, new: NewHandout, now: datetime
) -> MaterialHandout:
    """Write what was handed out, or write it anew; what is so already changes nothing.

    Whoever gets some no longer runs low.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
        RefusedError: NOBODY_GETS_MATERIAL, MATERIAL_AMOUNT, MATERIAL_DAY_AHEAD, MORE_THAN_LEFT, TEXT_LENGTH
            or TEXT_IDENTITY_CODE.
    """
    looked_after_network(session, actor, network_id)
    session.get(Network, network_id, with_for_update=True)  # two who hand out the last ones at once
    check_past(new.handed_on, "handed_on", today=day_in_finland(now))
    amounts = _amounts(session, network_id, new)
    found = handout_with_id(session, actor, network_id, handout_id=new.id)
    facts = {
        "kind": new.kind, "language": new.language, "handed_on": new.handed_on,
        "note": check_notes(new.note, "note"),
    }  # fmt: skip
    if found is not None and _is_so(found, facts, amounts):
        return found
    left = left_at_network(session, actor, network_id, new=new)
    if new.total > left and not new.is_meant_beyond:
        raise RefusedError(MaterialRefusal.MORE_THAN_LEFT, left=max(0, left), wanted=new.total)
    handout = found or MaterialHandout(id=new.id, network_id=network_id, written_at=now, portions=[])
    for name, value in facts.items():
        setattr(handout, name, value)
    handout.written_by = actor.account_id
    _portion(handout, amounts)
    session.add(handout)
    session.flush()
    _is_no_longer_low(session, new, list(amounts))
    record_act(session, actor, MaterialHandedOut(network_id, handout.id, len(amounts)), now=now)
    return handout


def _amounts(session: Session, network_id: int, new: NewHandout) -> dict[int, int]:
    """What each gets; only partners that are the network's, or were when they got it.

    Raises:
        RefusedError: NOBODY_GETS_MATERIAL or MATERIAL_AMOUNT.
        NotFoundError: there is no such partner.
    """
    if not new.amounts:
        raise RefusedError(MaterialRefusal.NOBODY_GETS_MATERIAL)
    amounts = {number: check_amount(amount, "") for number, amount in new.amounts.items()}
    own = select(Organisation.id).where(
        Organisation.network_id == network_id, Organisation.kind.in_(PARTNER_KINDS)
    )
    had = select(MaterialPortion.organisation_id).where(MaterialPortion.handout_id == new.id)
    if set(amounts) - set(session.scalars(own)) - set(session.scalars(had)):
        raise NotFoundError
    return amounts


def _is_so(handout: MaterialHandout, facts: Mapping[str, object], amounts: Mapping[int, int]) -> bool:
    known = {one.organisation_id: one.amount for one in handout.portions}
    return known == amounts and all(getattr(handout, name) == value for name, value in facts.items())


def _portion(handout: MaterialHandout, amounts: Mapping[int, int]) -> None:
    known = {one.organisation_id: one for one in handout.portions}
    for number, amount in amounts.items():
        if number in known:
            known[number].amount = amount
        else:
            handout.portions.append(MaterialPortion(organisation_id=number, amount=amount))
    for number, portion in known.items():
        if number not in amounts:
            handout.portions.remove(portion)


def _is_no_longer_low(session: Session, new: NewHandout, organisation_ids: Sequence[int]) -> None:
    """Unless they have said so since: what is written down late answers nothing."""
    session.execute(
        update(MaterialStock)
        .where(
            MaterialStock.kind == new.kind,
            MaterialStock.organisation_id.in_(organisation_ids),
            MaterialStock.said_at < day_ended(new.handed_on),
        )
        .values(said_at=None, said_by=None)
    )
