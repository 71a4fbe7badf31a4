"""What a version of the operating model may be, and how long a commitment to one holds. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from webapp.core.commitments.reasons import CommitmentRefusal, ModelRefusal
from webapp.core.errors import RefusedError
from webapp.core.free_text.checks import Writer, refuse_details
from webapp.core.languages import UNSAID, LocalisedText

LONGEST_TITLE: Final = 120
LONGEST_TEXT: Final = 20_000
LONGEST_LINK: Final = 300
LONGEST_END_REASON: Final = 300
RANGES: Final = {
    "holder_age_years": range(1, 101),
    "child_age_years": range(1, 31),
    "validity_months": range(1, 61),
    "longest_community_validity_months": range(1, 121),
    "grace_days": range(367),
}
"""What the numbers of a version may be: a slip of the hand is noticed, a decision is not doubted."""


class CommitmentKind(StrEnum):
    """Between whom: a network and the national office, a partner and its network, a pop-up venue and all."""

    GENERAL = "general"
    PARTNER = "partner"
    POP_UP = "pop_up"


class Party(StrEnum):
    """Who accepts a commitment: the partner itself, the sides of its network, the national office."""

    ORGANISATION = "organisation"
    MUNICIPALITY = "municipality"
    COUNTY = "county"
    NATIONAL_OFFICE = "national_office"


PARTIES: Final[Mapping[CommitmentKind, Sequence[Party]]] = MappingProxyType(
    {
        CommitmentKind.GENERAL: (Party.MUNICIPALITY, Party.COUNTY, Party.NATIONAL_OFFICE),
        CommitmentKind.PARTNER: (Party.ORGANISATION, Party.MUNICIPALITY, Party.COUNTY),
        CommitmentKind.POP_UP: (Party.ORGANISATION, Party.NATIONAL_OFFICE),
    }
)
"""Who all have to accept one before it is in force (DOMAIN §7)."""


class CommitmentState(StrEnum):
    """How an organisation stands towards the version of a day."""

    IN_FORCE = "in_force"
    RUNNING_OUT = "running_out"
    """One to an earlier version holds on, in the grace period of the one that is in force."""
    WAITING = "waiting"
    """Some parties have accepted, others have not."""
    LACKING = "lacking"


@dataclass(frozen=True, slots=True)
class Coverage:
    """The days on which a commitment holds; `until` is None where no later version is known."""

    since: date
    until: date | None

    def holds_on(self, day: date) -> bool:
        """Whether the day is one of them."""
        return self.since <= day and (self.until is None or day <= self.until)


_LINK: Final = re.compile(r"https://[^\s/?#:@]+\.[^\s/?#:@]+([/?#:]\S*)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewVersion:
    """A version to publish: from which day it holds, what it says, what changed, and its numbers.

    `grace_days`: so long after its first day a commitment to an earlier version still holds.
    """

    valid_from: date
    title: LocalisedText
    text: LocalisedText = UNSAID
    changes: LocalisedText = UNSAID
    link: str = ""
    holder_age_years: int
    child_age_years: int
    validity_months: int
    longest_community_validity_months: int
    grace_days: int = 0


def check_day(valid_from: date, *, today: date, is_new: bool) -> None:
    """A version begins tomorrow or later: what has begun never changes.

    Raises:
        RefusedError: VERSION_DAY_PAST, or VERSION_BEGUN for one that is to be changed.
    """
    if valid_from <= today:
        reason = ModelRefusal.VERSION_DAY_PAST if is_new else ModelRefusal.VERSION_BEGUN
        raise RefusedError(reason, "valid_from" if is_new else "")


def check_number(number: int, field: str) -> None:
    """A number that a version may have.

    Raises:
        RefusedError: MODEL_NUMBER.
    """
    allowed = RANGES[field]
    if number not in allowed:
        raise RefusedError(ModelRefusal.MODEL_NUMBER, field, least=allowed[0], most=allowed[-1])


def check_link(typed: str, field: str = "link") -> str:
    """The address of the whole text, or none; read without spaces around it.

    Raises:
        RefusedError: MODEL_LINK or TEXT_IDENTITY_CODE.
    """
    link = typed.strip()
    refuse_details(link[:LONGEST_LINK], field, Writer.OFFICE)
    if len(link) > LONGEST_LINK or (link and not _LINK.fullmatch(link)):
        raise RefusedError(ModelRefusal.MODEL_LINK, field, most=LONGEST_LINK)
    return link


def kind_of(organisation_kind: str, network_id: int | None) -> CommitmentKind:
    """Between whom an organisation's commitment is."""
    if organisation_kind == "coordinator":
        return CommitmentKind.GENERAL
    return CommitmentKind.POP_UP if network_id is None else CommitmentKind.PARTNER


def last_day_of_earlier(valid_from: date, grace_days: int) -> date:
    """The last day on which a commitment to an earlier version holds."""
    return valid_from + timedelta(days=grace_days - 1)


def grace_days_of(valid_from: date, earlier_hold_until: date) -> int:
    """How many days commitments to earlier versions hold on."""
    return (earlier_hold_until - valid_from).days + 1


def holds_from(accepted_on: date, valid_from: date) -> date:
    """The first day of a commitment that all parties have accepted: a version to come is awaited."""
    return max(accepted_on, valid_from)


def check_end(ends_on: date, *, today: date) -> None:
    """A commitment ends today or later: what has been done under it was done under it.

    Raises:
        RefusedError: COMMITMENT_END_PAST.
    """
    if ends_on < today:
        raise RefusedError(CommitmentRefusal.COMMITMENT_END_PAST, "ends_on")


def check_end_reason(typed: str, field: str = "reason") -> str:
    """Why a party ends a commitment, as it is kept; all parties read it.

    Raises:
        RefusedError: COMMITMENT_END_REASON or TEXT_IDENTITY_CODE.
    """
    reason = " ".join(typed.split())
    if not reason or len(reason) > LONGEST_END_REASON:
        raise RefusedError(CommitmentRefusal.COMMITMENT_END_REASON, field, most=LONGEST_END_REASON)
    refuse_details(reason, field, Writer.OFFICE)
    return reason
