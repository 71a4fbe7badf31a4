"""The distribution table of a network: which partner got how much of what, and who runs low."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session, contains_eager

from webapp.core.accounts.actor import Actor
from webapp.core.alphabet import plain_letters
from webapp.core.lists.reading import MOST_WORDS, FromTables, Sorting, whole_rows
from webapp.core.material.handouts import PARTNER_KINDS
from webapp.core.material.models import MaterialHandout, MaterialPortion, MaterialStock
from webapp.core.material.rules import MaterialKind, PartnersStock
from webapp.core.material.stocks import Got, got_by_kind, stock_lines
from webapp.core.names import by_name, has_word
from webapp.core.networks.models import Municipality
from webapp.core.partners.models import Organisation
from webapp.core.partners.queries import looked_after_network


@dataclass(frozen=True, slots=True)
class PartnersMaterial:
    """A partner with what it got, and on what it runs low."""

    partner: Organisation
    got: Mapping[MaterialKind, Got]
    low: Sequence[MaterialKind] = ()


@dataclass(frozen=True, slots=True)
class RunningLow:
    """A partner that runs low on one kind of material."""

    partner: Organisation
    kind: MaterialKind
    stock: PartnersStock


def distribution_table(
    session: Session, actor: Actor, network_id: int, *, word: str, language: str
) -> FromTables[PartnersMaterial]:
    """The partners of a network with what it handed out to each, by name; a word narrows them.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
    """
    looked_after_network(session, actor, network_id)
    return FromTables(
        select(Organisation)
        .outerjoin(Organisation.municipality)
        .options(contains_eager(Organisation.municipality))
        .where(*_fits(network_id, word)),
        orders={"name": (by_name(Organisation, language),)},
        usual=Sorting("name"),
        ties=(Organisation.id,),
        read=lambda session, rows: _rows(session, network_id, whole_rows(session, rows)),
    )


def kinds_handed_out(session: Session, network_id: int) -> Sequence[MaterialKind]:
    """What the network has handed out: the columns of its table."""
    found = session.scalars(
        select(MaterialHandout.kind).where(MaterialHandout.network_id == network_id).distinct()
    ).all()
    return [kind for kind in MaterialKind if kind in found]


def running_low(session: Session, actor: Actor, network_id: int, *, language: str) -> Sequence[RunningLow]:
    """Who of a network runs low on what: who says so first, then who has least of what it should have.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
    """
    looked_after_network(session, actor, network_id)
    statement = (
        select(Organisation)
        .where(
            Organisation.network_id == network_id,
            Organisation.is_active,
            Organisation.id.in_(
                select(MaterialStock.organisation_id).where(
                    or_(MaterialStock.said_at.is_not(None), MaterialStock.low_at.is_not(None))
                )
            ),
        )
        .order_by(by_name(Organisation, language), Organisation.id)
    )
    partners = session.scalars(statement).all()
    lines = stock_lines(session, [one.id for one in partners])
    low = [
        RunningLow(partner, line.kind, line.stock)
        for partner in partners
        for line in lines.get(partner.id, ())
        if line.stock.runs_low
    ]
    return sorted(low, key=lambda one: one.stock.urgency)


def _fits(network_id: int, word: str) -> Sequence[ColumnElement[bool]]:
    words = plain_letters(word).split()[:MOST_WORDS]
    named = [or_(has_word(Organisation, one), has_word(Municipality, one)) for one in words]
    got = (
        select(MaterialPortion.organisation_id)
        .join(MaterialPortion.handout)
        .where(MaterialHandout.network_id == network_id)
    )
    along = and_(
        Organisation.network_id == network_id, Organisation.is_active, Organisation.kind.in_(PARTNER_KINDS)
    )
    return [or_(along, Organisation.id.in_(got)), *named]


def _rows(session: Session, network_id: int, partners: Sequence[Organisation]) -> Sequence[PartnersMaterial]:
    ids = [one.id for one in partners]
    got = got_by_kind(session, ids, network_id)
    low = {
        number: [line.kind for line in lines if line.stock.runs_low]
        for number, lines in stock_lines(session, ids).items()
    }
    return [PartnersMaterial(one, got.get(one.id, {}), low.get(one.id, ())) for one in partners]
