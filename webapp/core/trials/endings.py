"""Extend a trial, make it permanent or close it; until when its cards go on is told before."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from webapp.core.accounts.actor import Actor
from webapp.core.accounts.acts import record_act
from webapp.core.accounts.roles import Permission
from webapp.core.calendar import day_in_finland
from webapp.core.cards.models import Card
from webapp.core.cards.validity import CardKind, CardStatus
from webapp.core.errors import NotFoundError, RefusedError
from webapp.core.networks.actions import Standing, settle_standing
from webapp.core.networks.models import Network, Participation
from webapp.core.networks.operating_model import ParticipationState
from webapp.core.networks.queries import furthest, model_in_force, network_with_id
from webapp.core.partners.models import Organisation, OrganisationKind
from webapp.core.trials.events import TrialDecided
from webapp.core.trials.models import TrialEnding
from webapp.core.trials.reasons import TrialRefusal
from webapp.core.trials.rules import EndingKind, GoingOn

_AFTER: Mapping[EndingKind, ParticipationState] = {
    EndingKind.EXTEND: ParticipationState.TRIAL,
    EndingKind.PERMANENT: ParticipationState.IN_USE,
    EndingKind.CLOSE: ParticipationState.LEFT,
}


@dataclass(frozen=True, slots=True)
class NewEnding:
    """What becomes of the trial of one municipality, or of all that are on trial. An extension has a day."""

    kind: EndingKind
    municipality_code: str | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """It is to be so. The id comes with the page, so that deciding twice decides once."""

    id: uuid.UUID
    new: NewEnding


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many cards have which last day after it, and how many of them another one than before."""

    by_last_day: Sequence[tuple[date, int]]
    moved: int

    @property
    def cards(self) -> int:
        """All that the trial's distributors have given out and that work."""
        return sum(count for _, count in self.by_last_day)

    @property
    def by_month(self) -> Sequence[tuple[date, int]]:
        """The same by the first day of the month in which they end."""
        months = Counter[date]()
        for day, count in self.by_last_day:
            months[day.replace(day=1)] += count
        return sorted(months.items())


def on_trial(session: Session, network_id: int) -> Sequence[Participation]:
    """The municipalities of a network that are on trial."""
    is_trial = (Participation.network_id == network_id, Participation.state == ParticipationState.TRIAL)
    return session.scalars(select(Participation).where(*is_trial)).all()


def check_ending(trials: Sequence[Participation], new: NewEnding, *, today: date) -> Sequence[Participation]:
    """The municipalities whose trial it is about.

    Raises:
        RefusedError: NOT_ON_TRIAL, EXTENSION_NEEDED or EXTENSION_NOT_LATER.
    """
    chosen = chosen_of(trials, new)
    if not chosen:
        raise RefusedError(TrialRefusal.NOT_ON_TRIAL, "municipality")
    if new.kind is EndingKind.EXTEND:
        check_extension(chosen, new.until, today=today)
    return chosen


def chosen_of(trials: Sequence[Participation], new: NewEnding) -> Sequence[Participation]:
    """Those of the trials that it names."""
    return [one for one in trials if new.municipality_code in {None, one.municipality_code}]


def check_extension(chosen: Sequence[Participation], until: date | None, *, today: date) -> None:
    """A new last day is after today and after those that there are.

    Raises:
        RefusedError: EXTENSION_NEEDED or EXTENSION_NOT_LATER.
    """
    if until is None:
        raise RefusedError(TrialRefusal.EXTENSION_NEEDED, "trial_ends_on")
    yesterday = today - timedelta(days=1)
    latest = max([yesterday, *(one.trial_ends_on for one in chosen if one.trial_ends_on is not None)])
    if until <= latest:
        raise RefusedError(TrialRefusal.EXTENSION_NOT_LATER, "trial_ends_on", day=latest)


def outcome_of(session: Session, actor: Actor, network_id: int, *, new: NewEnding, today: date) -> Outcome:
    """Which cards would go on until when; nothing is changed.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
        RefusedError: NOT_ON_TRIAL, EXTENSION_NEEDED or EXTENSION_NOT_LATER.
    """
    actor.must(Permission.FOUND_NETWORKS)
    network_with_id(session, network_id)
    chosen = check_ending(on_trial(session, network_id), new, today=today)
    by_day, moved = Counter[date](), 0
    for going_on in _going_on(session, network_id, chosen, new=new, today=today):
        began_on = began_on_of(Card)
        counted = select(began_on, Card.valid_until, func.count()).where(*goes_on(going_on))
        for began, until, count in session.execute(counted.group_by(began_on, Card.valid_until)):
            last_day = going_on.last_day(began, until)
            by_day[last_day] += count
            moved += count if last_day != until else 0
    return Outcome(sorted(by_day.items()), moved)


def decide_ending(
    session: Session, actor: Actor, network_id: int, *, decision: Decision, now: datetime
) -> TrialEnding:
    """Let the municipalities be what they then are; their cards follow in moving.py. Repeating does nothing.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
        RefusedError: NOT_ON_TRIAL, EXTENSION_NEEDED or EXTENSION_NOT_LATER.
    """
    actor.must(Permission.FOUND_NETWORKS)
    network_with_id(session, network_id)
    session.get_one(Network, network_id, with_for_update=True)
    new, known = decision.new, session.get(TrialEnding, decision.id)
    if known is not None:
        if known.network_id != network_id:
            raise NotFoundError
        return known
    today = day_in_finland(now)
    chosen = check_ending(on_trial(session, network_id), new, today=today)
    ending = TrialEnding(
        id=decision.id, network_id=network_id, kind=new.kind, until=new.until, decided_by=actor.account_id,
        municipalities=sorted(one.municipality_code for one in chosen), decided_at=now, cards_moved=0,
        going_on=[_kept(one) for one in _going_on(session, network_id, chosen, new=new, today=today)],
    )  # fmt: skip
    session.add(ending)
    for one in chosen:
        settle_standing(session, actor, one, standing=Standing(_AFTER[new.kind], new.until), now=now)
    session.flush()
    record_act(session, actor, TrialDecided(network_id, new.kind.value), now=now)
    return ending


def endings_of(session: Session, network_id: int) -> Sequence[TrialEnding]:
    """What has been decided of a network's trials, the latest first."""
    statement = select(TrialEnding).where(TrialEnding.network_id == network_id)
    return session.scalars(statement.order_by(TrialEnding.decided_at.desc())).all()


def going_on_of(ending: TrialEnding) -> Sequence[GoingOn]:
    """How the cards of a decided trial go on."""
    return [_read(one) for one in ending.going_on]


def goes_on(going_on: GoingOn) -> Sequence[ColumnElement[bool]]:
    """The cards that it is about: personal ones that work, or worked until the trial ended."""
    return [
        Card.distributor_id.in_(going_on.distributor_ids),
        Card.kind == CardKind.PERSONAL,
        Card.status == CardStatus.ACTIVE,
        Card.valid_until >= going_on.from_day,
    ]


def began_on_of(card: type[Card]) -> ColumnElement[date]:
    """The day from which a card's months are counted."""
    return func.coalesce(card.renewed_on, card.issued_on)


def _going_on(
    session: Session, network_id: int, chosen: Sequence[Participation], *, new: NewEnding, today: date
) -> Sequence[GoingOn]:
    """How the cards go on of every distributor that goes by another rule after it."""
    statement = select(Participation).where(Participation.network_id == network_id)
    before = {one.municipality_code: (one.state, one.trial_ends_on) for one in session.scalars(statement)}
    until = new.until if new.kind is EndingKind.EXTEND else None
    changed = {one.municipality_code: (_AFTER[new.kind].value, until) for one in chosen}
    after = {**before, **changed}
    found = []
    for municipality_code, ids in _distributors(session, network_id).items():
        codes = list(before) if municipality_code is None else [municipality_code]
        state, ends_on = furthest([before[code] for code in codes if code in before])
        then, then_until = furthest([after[code] for code in codes if code in after])
        if state != ParticipationState.TRIAL or ends_on is None or (state, ends_on) == (then, then_until):
            continue
        is_permanent = then == ParticipationState.IN_USE
        months = model_in_force(session, today).validity_months if is_permanent else None
        found.append(GoingOn(tuple(ids), min(today, ends_on), then_until, months))
    return found


def _distributors(session: Session, network_id: int) -> Mapping[str | None, Sequence[int]]:
    """The distributors of a network by the municipality that they go by."""
    is_distributor = (
        Organisation.network_id == network_id,
        Organisation.kind == OrganisationKind.DISTRIBUTOR,
    )
    rows = select(Organisation.id, Organisation.municipality_code).where(*is_distributor)
    found: dict[str | None, list[int]] = defaultdict(list)
    for organisation_id, municipality_code in session.execute(rows.order_by(Organisation.id)):
        found[municipality_code].append(organisation_id)
    return found


def _kept(going_on: GoingOn) -> dict[str, Any]:
    days = {"from_day": going_on.from_day.isoformat()}
    days |= {"until": going_on.until.isoformat()} if going_on.until else {}
    return {**asdict(going_on), "until": None, **days, "distributor_ids": list(going_on.distributor_ids)}


def _read(kept: Mapping[str, Any]) -> GoingOn:
    return GoingOn(
        tuple(kept["distributor_ids"]),
        date.fromisoformat(kept["from_day"]),
        date.fromisoformat(kept["until"]) if kept["until"] else None,
        kept["months"],
    )
