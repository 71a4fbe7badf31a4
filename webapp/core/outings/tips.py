"""Tips on what to see: given by a coordinator to the network, by the national office to the country."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from urllib.parse import urlsplit

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, joinedload

from webapp.core.accounts.actor import Actor
from webapp.core.accounts.acts import record_act
from webapp.core.accounts.roles import Permission, Role
from webapp.core.calendar import day_in_finland
from webapp.core.cards.queries import CardInHand, check_own_hands
from webapp.core.errors import NotFoundError, RefusedError
from webapp.core.languages import FIRST, LocalisedText
from webapp.core.outings.events import TipChanged, TipGiven, TipRemoved, TipRestored
from webapp.core.outings.models import Tip
from webapp.core.outings.reasons import TipRefusal
from webapp.core.outings.rules import LONGEST_ADDRESS, LONGEST_TIP, LONGEST_TITLE, check_text, folded
from webapp.core.partners.models import Organisation, OrganisationKind
from webapp.core.partners.reasons import PartnerRefusal

MOST_SHOWN: Final = 50


@dataclass(frozen=True, slots=True)
class TipWords:
    """A tip in one language; empty where it is not in it."""

    title: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class NewTip:
    """A tip about to be given, in one language or more: its id was made with the page."""

    tip_id: uuid.UUID
    words: Mapping[str, TipWords]
    shown_from: date
    shown_until: date
    venue_id: int | None = None
    address: str = ""


def give_tip(session: Session, actor: Actor, new: NewTip, *, now: datetime) -> Tip:
    """Show a tip to the cardholders of the actor's network, or country; giving it again changes nothing.

    Given again with other words, it says these.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
        RefusedError: TIP_DAYS, TEXT_LENGTH, TEXT_IDENTITY_CODE, TIP_HALF_WRITTEN, VENUE_UNKNOWN or
            TIP_ADDRESS.
    """
    network_id = _reach(actor)
    # Two presses of one button wait for each other here.
    session.get_one(Organisation, actor.organisation.id, with_for_update={"key_share": True})
    if session.get(Tip, new.tip_id) is not None:
        own_tip(session, actor, new.tip_id)
        return change_tip(session, actor, new, now=now)
    tip = Tip(
        id=new.tip_id, network_id=network_id, made_by=actor.account_id, made_at=now,
        **_facts(session, network_id, new, today=day_in_finland(now)),
    )  # fmt: skip
    session.add(tip)
    session.flush()
    record_act(session, actor, TipGiven(tip.id), now=now)
    return tip


def change_tip(session: Session, actor: Actor, new: NewTip, *, now: datetime) -> Tip:
    """Let a tip say something else, or be shown on other days; what is so already changes nothing.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
        RefusedError: as give_tip.
    """
    tip = shown_tip(session, actor, new.tip_id, lock=True)
    facts = _facts(session, tip.network_id, new, today=day_in_finland(now))
    if any(getattr(tip, name) != fact for name, fact in facts.items()):
        for name, fact in facts.items():
            setattr(tip, name, fact)
        record_act(session, actor, TipChanged(tip.id), now=now)
    return tip


def _facts(session: Session, network_id: int | None, new: NewTip, *, today: date) -> dict[str, Any]:
    """What is kept of a tip, checked.

    Raises:
        RefusedError: as give_tip.
    """
    check_tip_days(new.shown_from, new.shown_until, today=today)
    words = _checked(new.words)
    return {
        "title": LocalisedText({language: one.title for language, one in words.items()}),
        "text": LocalisedText({language: one.text for language, one in words.items()}),
        "shown_from": new.shown_from,
        "shown_until": new.shown_until,
        "venue_id": _venue(session, new.venue_id, network_id),
        "address": check_tip_address(new.address),
    }


def check_tip_days(shown_from: date, shown_until: date, *, today: date) -> None:
    """A tip is shown on a day that is to come, at least.

    Raises:
        RefusedError: TIP_DAYS.
    """
    if shown_until < max(shown_from, today):
        raise RefusedError(TipRefusal.TIP_DAYS, "shown_until")


def _reach(actor: Actor) -> int | None:
    """The network in which the actor's tips are shown; None for the whole country."""
    if actor.role is Role.NATIONAL_OFFICE:
        actor.must(Permission.GIVE_TIPS_TO_COUNTRY)
        return None
    actor.must(Permission.GIVE_TIPS_TO_NETWORK)
    return actor.network_id


def _checked(words: Mapping[str, TipWords]) -> dict[str, TipWords]:
    checked = {language: _whole_or_nothing(one, language) for language, one in words.items()}
    return checked if any(one.title for one in checked.values()) else {FIRST: _whole(TipWords(), FIRST)}


def check_tip_title(typed: str, field: str) -> str:
    """A tip's title in one language, folded; it need not be written.

    Raises:
        RefusedError: TEXT_LENGTH or TEXT_IDENTITY_CODE.
    """
    return check_text(typed, field, most=LONGEST_TITLE) if folded(typed) else ""


def check_tip_text(typed: str, field: str) -> str:
    """A tip's text in one language, folded; it need not be written.

    Raises:
        RefusedError: TEXT_LENGTH or TEXT_IDENTITY_CODE.
    """
    return check_text(typed, field, most=LONGEST_TIP) if folded(typed) else ""


def _whole(words: TipWords, language: str) -> TipWords:
    return TipWords(
        check_text(words.title, f"title_{language}", most=LONGEST_TITLE),
        check_text(words.text, f"text_{language}", most=LONGEST_TIP),
    )


def _whole_or_nothing(words: TipWords, language: str) -> TipWords:
    title, text = folded(words.title), folded(words.text)
    if bool(title) is not bool(text):
        raise RefusedError(TipRefusal.TIP_HALF_WRITTEN, f"{'text' if title else 'title'}_{language}")
    return _whole(words, language) if title else TipWords()


def _venue(session: Session, venue_id: int | None, network_id: int | None) -> int | None:
    if venue_id is None:
        return None
    venue = session.get(Organisation, venue_id)
    is_within = venue is not None and (network_id is None or venue.network_id == network_id)
    if venue is None or venue.kind != OrganisationKind.VENUE or not is_within:
        raise RefusedError(PartnerRefusal.VENUE_UNKNOWN, "venue")
    return venue_id


def check_tip_address(typed: str, field: str = "address") -> str:
    """A web address as it is kept; it need not be given.

    Raises:
        RefusedError: TIP_ADDRESS or TEXT_IDENTITY_CODE.
    """
    address = typed.strip()
    if not address:
        return ""
    try:
        parts = urlsplit(address)
        is_good = parts.scheme == "https" and "." in (parts.hostname or "") and parts.username is None
    except ValueError:
        is_good = False
    if not is_good or len(address) > LONGEST_ADDRESS or not address.isprintable() or " " in address:
        raise RefusedError(TipRefusal.TIP_ADDRESS, field, most=LONGEST_ADDRESS)
    return check_text(address, field, most=LONGEST_ADDRESS)


def remove_tip(session: Session, actor: Actor, tip_id: uuid.UUID, *, now: datetime) -> Tip:
    """Show it no more. Repeating changes nothing.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
    """
    tip = own_tip(session, actor, tip_id, lock=True)
    if tip.removed_at is None:
        tip.removed_at = now
        record_act(session, actor, TipRemoved(tip.id), now=now)
    return tip


def restore_tip(session: Session, actor: Actor, tip_id: uuid.UUID, *, now: datetime) -> Tip:
    """Show it again after all. Repeating changes nothing.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
    """
    tip = own_tip(session, actor, tip_id, lock=True)
    if tip.removed_at is not None:
        tip.removed_at = None
        record_act(session, actor, TipRestored(tip.id), now=now)
    return tip


def own_tip(session: Session, actor: Actor, tip_id: uuid.UUID, *, lock: bool = False) -> Tip:
    """A tip of the actor's network, or of the country for its office.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: for any other.
    """
    network_id = _reach(actor)
    tip = session.get(Tip, tip_id, with_for_update=lock or None)
    if tip is None or tip.network_id != network_id:
        raise NotFoundError
    return tip


def shown_tip(session: Session, actor: Actor, tip_id: uuid.UUID, *, lock: bool = False) -> Tip:
    """A tip as own_tip, that nobody took off.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: for any other.
    """
    tip = own_tip(session, actor, tip_id, lock=lock)
    if tip.removed_at is not None:
        raise NotFoundError
    return tip


def tips_given(session: Session, actor: Actor, *, today: date) -> Sequence[Tip]:
    """The tips of the actor's network, or of the country, that are shown now or later: newest first.

    Raises:
        NotAllowedError: the actor may not do this.
    """
    network_id = _reach(actor)
    return _tips(session, Tip.network_id.is_not_distinct_from(network_id), Tip.shown_until >= today)


def tips_for(session: Session, held: CardInHand, *, today: date) -> Sequence[Tip]:
    """The tips that a cardholder sees today: of the card's network and of the country, newest first.

    Raises:
        NotAllowedError: the actor may not do this.
    """
    check_own_hands(held)
    network_id = held.card.distributor.network_id
    reach = or_(Tip.network_id.is_(None), Tip.network_id == network_id)
    return _tips(session, reach, Tip.shown_from <= today, Tip.shown_until >= today)


def _tips(session: Session, *conditions: ColumnElement[bool]) -> Sequence[Tip]:
    statement = (
        select(Tip)
        .options(joinedload(Tip.venue))
        .where(Tip.removed_at.is_(None), *conditions)
        .order_by(Tip.made_at.desc(), Tip.id.desc())
        .limit(MOST_SHOWN)
    )
    return session.scalars(statement).all()
