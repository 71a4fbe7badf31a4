"""How long what is kept for a time only is kept, and what lets go of it: the one place that says so."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final, Literal, TypeAlias

from sqlalchemy import delete
from sqlalchemy.orm import Session

from webapp.core.accounts.browsers import BROWSER_KNOWN_FOR, forget_idle_browsers
from webapp.core.accounts.resets.models import PasswordLink
from webapp.core.accounts.sessions import SESSION_LASTS, forget_ended_sessions
from webapp.core.audit.chain import LOG_IS_KEPT
from webapp.core.calendar import day_in_finland
from webapp.core.devices.models import Enrolment
from webapp.core.feedback.actions import forget_old_feedback
from webapp.core.mails.actions import MAILS_KEPT, forget_old_mails
from webapp.core.networks.service_numbers import SERVICE
from webapp.core.omakaiku.phones.models import Pairing
from webapp.core.outings.actions import forget_old_joins
from webapp.core.outings.queries import SHOWN_AFTER
from webapp.core.partners.models import Invitation
from webapp.core.tries.actions import forget_ended_tries
from webapp.core.unsent_forms.actions import UNSENT_KEPT, forget_ended_unsent
from webapp.core.visits.looking_back.moods import DAYS_TO_ASK, forget_older_marks

_YEAR_DAYS: Final = 365


class Kept(StrEnum):
    """What is kept for a time."""

    STAFF_SESSION = "staff_session"
    LOG = "log"
    FEEDBACK = "feedback"
    OUTING_JOIN = "outing_join"
    ASKED_VISIT = "asked_visit"
    ENDED_CODE = "ended_code"
    KNOWN_BROWSER = "known_browser"
    MAIL = "mail"
    WRONG_TRIES = "wrong_tries"
    UNSENT_FORM = "unsent_form"


Unit: TypeAlias = Literal["minute", "hour", "day", "year"]
"""What a time is told in."""


@dataclass(frozen=True, slots=True)
class Retention:
    """How long something is kept, in which tables; without `forget` its own module lets go of it."""

    kept: Kept
    tables: tuple[str, ...]
    number: int
    unit: Unit
    forget: Callable[[Session, datetime], object] | None


def _forget_sessions(session: Session, now: datetime) -> None:
    forget_ended_sessions(session, now=now)


def _forget_feedback(session: Session, now: datetime) -> None:
    forget_old_feedback(session, now=now)


def _forget_joins(session: Session, now: datetime) -> None:
    forget_old_joins(session, now=now)


def _forget_marks(session: Session, now: datetime) -> None:
    forget_older_marks(session, day_in_finland(now))


def _forget_browsers(session: Session, now: datetime) -> None:
    forget_idle_browsers(session, now=now)


def _forget_mails(session: Session, now: datetime) -> None:
    forget_old_mails(session, now=now)


def _forget_tries(session: Session, now: datetime) -> None:
    forget_ended_tries(session, now=now)


def _forget_unsent(session: Session, now: datetime) -> None:
    forget_ended_unsent(session, now=now)


def _forget_secret_codes(session: Session, now: datetime) -> None:
    """Codes that nobody can use any more: of an invitation the address it was made for goes with it."""
    models: tuple[Any, ...] = (Pairing, Enrolment, Invitation, PasswordLink)
    for model in models:
        session.execute(delete(model).where(model.expires_at < now - SERVICE.ended_codes_kept))


RETENTION: Final = (
    Retention(
        Kept.STAFF_SESSION, ("staff_sessions", "begun_sign_ins"), SESSION_LASTS // timedelta(hours=1), "hour",
        _forget_sessions,
    ),
    Retention(
        Kept.LOG, ("audit_records", "audit_links", "audit_anchors"), LOG_IS_KEPT.days // _YEAR_DAYS,
        "year", None,
    ),
    Retention(
        Kept.FEEDBACK, ("feedback",), SERVICE.feedback_kept_years, "year", _forget_feedback
    ),
    Retention(Kept.OUTING_JOIN, ("outing_joins",), SHOWN_AFTER.days, "day", _forget_joins),
    Retention(Kept.ASKED_VISIT, ("asked_visits",), DAYS_TO_ASK, "day", _forget_marks),
    Retention(
        Kept.ENDED_CODE, ("pairings", "enrolments", "invitations", "password_links"),
        SERVICE.ended_codes_kept.days, "day", _forget_secret_codes,
    ),
    Retention(Kept.KNOWN_BROWSER, ("known_browsers",), BROWSER_KNOWN_FOR.days, "day", _forget_browsers),
    Retention(Kept.MAIL, ("mails",), MAILS_KEPT.days, "day", _forget_mails),
    Retention(Kept.WRONG_TRIES, ("try_counts",), 24, "hour", _forget_tries),
    Retention(
        Kept.UNSENT_FORM, ("unsent_forms",), UNSENT_KEPT // timedelta(minutes=1), "minute", _forget_unsent
    ),
)  # fmt: skip
"""The log is let go of by housekeeping itself, which writes down how many rows went."""
