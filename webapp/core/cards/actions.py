"""What happens to a card: issue, renew, end, withdraw, replace."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import assert_never

from sqlalchemy.orm import Session

from webapp.core.accounts.actor import Actor
from webapp.core.accounts.acts import record_act
from webapp.core.accounts.roles import Permission
from webapp.core.calendar import day_in_finland
from webapp.core.cards import rules
from webapp.core.cards.codes import read_code
from webapp.core.cards.events import CardIssued, CardRenewed, CardReplaced, CardStopped
from webapp.core.cards.listed import list_codes
from webapp.core.cards.models import Background, Card, Category, CategoryKind, RegisteredCode
from webapp.core.cards.queries import CardInHand, in_hand, own_card
from webapp.core.cards.reasons import IssuingRefusal
from webapp.core.cards.renewals import Renewal, check_community_renewal, renewal
from webapp.core.cards.unused_codes import NewCard, put_in_use, take_code
from webapp.core.cards.validity import CardKind, CardStatus, Validity
from webapp.core.commitments.held import must_be_committed
from webapp.core.errors import RefusedError
from webapp.core.identifiers import new_id
from webapp.core.networks.operating_model import ParticipationState
from webapp.core.networks.queries import model_in_force, participation_for, postal_area_of
from webapp.core.networks.reasons import NetworkRefusal
from webapp.core.partners.approvals import refuse_unless_approved


@dataclass(frozen=True, slots=True)
class HolderBackground:
    """What is asked at issue; None in the last three where it was not asked. Declining is an answer."""

    birth_year: int
    postal_code: str
    children: int
    mother_tongue_id: int | None = None
    gender_id: int | None = None
    life_situation_id: int | None = None


@dataclass(frozen=True, slots=True)
class Replacement:
    """The code that stops, and the one as typed that replaces it; None for the phone only."""

    old_code: str
    typed_code: str | None
    in_hand: str = ""


def validity_today(session: Session, actor: Actor, today: date) -> date:
    """The last valid day a personal card issued today by this distributor would have.

    Raises:
        NotAllowedError: the actor may not do this.
        RefusedError: WAITS_FOR_YES, NOT_AGREED_TO, NOT_COMMITTED, NOT_IN_USE_HERE, NO_LONGER_HERE or
            TRIAL_HAS_ENDED.
    """
    actor.must(Permission.ISSUE_CARDS)
    refuse_unless_approved(session, actor)
    must_be_committed(session, actor.organisation.id, today)
    return rules.valid_until(_participation(session, actor), today, model=model_in_force(session, today))


def _participation(session: Session, actor: Actor) -> tuple[str, date | None]:
    return participation_for(
        session, network_id=actor.network_id, municipality_code=actor.organisation.municipality_code
    )


def renewal_today(session: Session, actor: Actor, card: Card, *, today: date) -> Renewal:
    """Until when a card of this distributor would be valid, renewed today; of a community card a suggestion.

    Raises:
        NotAllowedError: the actor may not do this.
        RefusedError: NOT_COMMITTED, NOT_IN_USE_HERE, NO_LONGER_HERE or TRIAL_HAS_ENDED.
    """
    validity_today(session, actor, today)
    held = _held_until_now(card, today)
    is_personal = card.kind == CardKind.PERSONAL
    part = _participation(session, actor) if is_personal else (ParticipationState.IN_USE, None)
    return renewal(held, part, today, model=model_in_force(session, today))


def issue_card(
    session: Session, actor: Actor, new: NewCard, *, background: HolderBackground, now: datetime
) -> CardInHand:
    """Register a personal card. Repeating a card_id gives the same card again.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
        RefusedError: FORM_REGISTERED_ANOTHER, NO_CODES_FOR_PHONES, CODE_SHAPE, CODE_CHECK_DIGIT,
            CODE_UNKNOWN, CODE_OF_ANOTHER_NETWORK, CODE_ALREADY_REGISTERED, CODE_NOT_HANDED_OVER,
            BIRTH_YEAR_IMPOSSIBLE, UNDER_AGE, CHILDREN_COUNT_IMPOSSIBLE, NOT_IN_USE_HERE, NO_LONGER_HERE,
            TRIAL_HAS_ENDED, POSTAL_CODE_UNKNOWN or CATEGORY_UNKNOWN.
    """
    actor.must(Permission.ISSUE_CARDS)
    today = day_in_finland(now)
    code = _code_unless_repeated(session, actor, new, now=now)
    if code is None:
        return _registered_before(session, actor, new, today=today)
    rules.check_birth_year(background.birth_year, today, model=model_in_force(session, today))
    rules.check_children(background.children)
    card = Card(
        id=new.card_id,
        kind=CardKind.PERSONAL,
        valid_until=validity_today(session, actor, today),
        children=background.children,
        background=_background_row(session, background, now),
    )
    return _register(session, actor, card, code=code, now=now)


def issue_community_card(
    session: Session, actor: Actor, new: NewCard, *, valid_until: date, now: datetime
) -> CardInHand:
    """Register a card of the organisation itself; it carries nothing about a person.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
        RefusedError: FORM_REGISTERED_ANOTHER, NO_CODES_FOR_PHONES, CODE_SHAPE, CODE_CHECK_DIGIT,
            CODE_UNKNOWN, CODE_OF_ANOTHER_NETWORK, CODE_ALREADY_REGISTERED, CODE_NOT_HANDED_OVER,
            VALIDITY_IN_PAST or VALIDITY_TOO_LONG.
    """
    actor.must(Permission.ISSUE_CARDS)
    today = day_in_finland(now)
    code = _code_unless_repeated(session, actor, new, now=now)
    if code is None:
        return _registered_before(session, actor, new, today=today)
    must_be_committed(session, actor.organisation.id, today)
    rules.check_community_validity(valid_until, today, model=model_in_force(session, today))
    card = Card(id=new.card_id, kind=CardKind.COMMUNITY, valid_until=valid_until, children=0)
    return _register(session, actor, card, code=code, now=now)


def _code_unless_repeated(
    session: Session, actor: Actor, new: NewCard, *, now: datetime
) -> RegisteredCode | None:
    if session.get(Card, new.card_id) is not None:
        return None
    refuse_unless_approved(session, actor)
    code = take_code(session, actor, new, now=now)
    return None if code.card_id == new.card_id else code


def _registered_before(session: Session, actor: Actor, new: NewCard, *, today: date) -> CardInHand:
    """The card that the same form has registered; another code than its own is another card.

    Raises:
        RefusedError: FORM_REGISTERED_ANOTHER.
    """
    held = own_card(session, actor, new.card_id, today=today)
    if new.typed_code is not None:
        row = session.get(RegisteredCode, read_code(new.typed_code))
        if row is None or row.card_id != new.card_id:
            raise RefusedError(IssuingRefusal.FORM_REGISTERED_ANOTHER, "code", code=held.code)
    return held


def _register(
    session: Session, actor: Actor, card: Card, *, code: RegisteredCode, now: datetime
) -> CardInHand:
    card.distributor_id = actor.organisation.id
    card.issued_on = day_in_finland(now)
    card.status = CardStatus.ACTIVE
    card.registered_by, card.registered_at = actor.account_id, now
    session.add(card)
    session.flush()
    put_in_use(session, code, card.id)
    list_codes(session, card)
    record_act(session, actor, CardIssued(card.id, card.kind), now=now)
    return in_hand(card, code.code, card.issued_on)


def check_postal_code(session: Session, code: str) -> None:
    """A postal code must exist.

    Raises:
        RefusedError: POSTAL_CODE_UNKNOWN.
    """
    if postal_area_of(session, code) is None:
        raise RefusedError(NetworkRefusal.POSTAL_CODE_UNKNOWN, "postal_code")


def check_answers(session: Session, answers: Mapping[CategoryKind, int | None]) -> None:
    """An answer is one of its question's, or None.

    Raises:
        RefusedError: CATEGORY_UNKNOWN.
    """
    for kind, answer in answers.items():
        category = session.get(Category, answer) if answer is not None else None
        if answer is not None and (category is None or category.kind != kind):
            raise RefusedError(IssuingRefusal.CATEGORY_UNKNOWN, kind)


def _background_row(session: Session, background: HolderBackground, now: datetime) -> Background:
    check_postal_code(session, background.postal_code)
    answers = {
        CategoryKind.MOTHER_TONGUE: background.mother_tongue_id,
        CategoryKind.GENDER: background.gender_id,
        CategoryKind.LIFE_SITUATION: background.life_situation_id,
    }
    check_answers(session, answers)
    return Background(
        id=new_id(now), birth_year=background.birth_year, postal_code=background.postal_code,
        mother_tongue_id=background.mother_tongue_id, gender_id=background.gender_id,
        life_situation_id=background.life_situation_id,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class RenewalAnswers:
    """What is asked at renewal: the children as they now are, and of a community card its last day."""

    children: int = 0
    valid_until: date | None = None


def renew_card(
    session: Session, actor: Actor, card_id: uuid.UUID, *, answers: RenewalAnswers, now: datetime
) -> CardInHand:
    """Valid anew, never for less than before, as renewal_today says of a personal card.

    Renewing twice is as renewing once: the day then stays.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
        RefusedError: CARD_NOT_RENEWABLE, CHILDREN_COUNT_IMPOSSIBLE, RENEWAL_SHORTENS, VALIDITY_IN_PAST,
            VALIDITY_TOO_LONG, NOT_IN_USE_HERE, NO_LONGER_HERE or TRIAL_HAS_ENDED.
    """
    today = day_in_finland(now)
    held = own_card(session, actor, card_id, today=today, lock=True)
    card = held.card
    rules.check_renewable(CardStatus(card.status))
    match kind := CardKind(card.kind):
        case CardKind.PERSONAL:
            rules.check_children(answers.children)
            card.children = answers.children
            until = renewal_today(session, actor, card, today=today).until
        case CardKind.COMMUNITY:
            until = _community_renewal(session, actor, card, wanted=answers.valid_until, today=today)
        case _:
            assert_never(kind)
    card.issued_on = min(
        card.issued_on, today
    )  # by a wrong clock it would be later, and than its last day too
    card.valid_until = until
    card.renewed_on = today
    card.status, card.stopped_at = CardStatus.ACTIVE, None
    list_codes(session, card)
    record_act(session, actor, CardRenewed(card.id), now=now)
    return in_hand(card, held.code, today)


def _held_until_now(card: Card, today: date) -> Validity:
    # Issued by a clock that was ahead, a card got a last day that nobody decided: it does not bind.
    until = card.valid_until if card.issued_on <= today else today - timedelta(days=1)
    return Validity(CardStatus(card.status), until)


def _community_renewal(
    session: Session, actor: Actor, card: Card, *, wanted: date | None, today: date
) -> date:
    until = wanted or renewal_today(session, actor, card, today=today).until
    validity_today(session, actor, today)  # where no cards are given today, none is renewed
    check_community_renewal(until, _held_until_now(card, today), today, model=model_in_force(session, today))
    return until


def stop_card(
    session: Session, actor: Actor, card_id: uuid.UUID, *, status: CardStatus, now: datetime
) -> CardInHand:
    """End a card (the client's time with it is over) or withdraw it (lost or misused); it stops at once.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
        RefusedError: CARD_ALREADY_STOPPED.
    """
    today = day_in_finland(now)
    held = own_card(session, actor, card_id, today=today, lock=True)
    card = held.card
    if card.status == status:
        return held
    rules.check_stoppable(CardStatus(card.status))
    card.status, card.stopped_at = status, now
    list_codes(session, card)
    record_act(session, actor, CardStopped(card.id, status), now=now)
    return in_hand(card, held.code, today)


def replace_card(
    session: Session, actor: Actor, card_id: uuid.UUID, *, replacement: Replacement, now: datetime
) -> CardInHand:
    """Give the card a new code: the old one stops at once, the history stays. Undoes a withdrawal.

    Phones that show the old code say that it was replaced; a replacement already made is not made again, and
    whoever sends its form with another code is told which one the card has now.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
        RefusedError: FORM_GAVE_ANOTHER, NO_CODES_FOR_PHONES, CODE_SHAPE, CODE_CHECK_DIGIT, CODE_UNKNOWN,
            CODE_OF_ANOTHER_NETWORK, CODE_ALREADY_REGISTERED or CODE_NOT_HANDED_OVER.
    """
    today = day_in_finland(now)
    held = own_card(session, actor, card_id, today=today, lock=True)
    if held.code != replacement.old_code:
        if replacement.typed_code is not None and read_code(replacement.typed_code) != held.code:
            raise RefusedError(IssuingRefusal.FORM_GAVE_ANOTHER, "code", code=held.code)
        return held
    taken = NewCard(uuid.uuid4(), replacement.typed_code, replacement.in_hand)
    new_code = take_code(session, actor, taken, now=now)
    session.get_one(RegisteredCode, held.code).replaced_at = now
    session.flush()
    put_in_use(session, new_code, card_id)
    held.card.status, held.card.stopped_at = CardStatus.ACTIVE, None
    list_codes(session, held.card)
    record_act(session, actor, CardReplaced(card_id, held.code, new_code.code), now=now)
    return in_hand(held.card, new_code.code, today)
