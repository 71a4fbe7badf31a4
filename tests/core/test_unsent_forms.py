"""Forms wait for their own browser, a few at a time, until half an hour has passed."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.core.unsent_forms.actions import (
    MOST_OF_A_BROWSER,
    UNSENT_KEPT,
    forget_ended_unsent,
    forget_unsent,
    keep_unsent,
    new_browser_secret,
    unsent_of,
)
from webapp.core.unsent_forms.models import UnsentForm
from webapp.core.unsent_forms.sealing import Unsent, open_unsent, seal_unsent

FORM = Unsent("account 1", "/jakaja/uusi?code=A", "/jakaja/uusi", (("birth_year", "1984"), ("a", "ä")))


def test_what_is_sealed_opens_with_its_own_secret_alone() -> None:
    secret = new_browser_secret()
    sealed = seal_unsent(FORM, secret)
    assert open_unsent(sealed, secret) == FORM
    assert open_unsent(sealed, new_browser_secret()) is None
    assert b"1984" not in sealed


def test_a_browser_finds_its_own_forms_the_latest_first(session: Session, now: datetime) -> None:
    mine, other = new_browser_secret(), new_browser_secret()
    for number in range(MOST_OF_A_BROWSER + 2):
        at = now + timedelta(seconds=number)
        keep_unsent(session, Unsent("account 1", f"/{number}", "/", ()), mine, now=at)
        session.flush()
    keep_unsent(session, FORM, other, now=now)
    session.flush()
    assert [one.unsent.page for one in unsent_of(session, mine, now=now)] == ["/6", "/5", "/4", "/3", "/2"]
    (theirs,) = unsent_of(session, other, now=now)
    forget_unsent(session, theirs.id)
    assert unsent_of(session, other, now=now) == []


def test_after_half_an_hour_nothing_is_found_and_housekeeping_lets_go(
    session: Session, now: datetime
) -> None:
    secret = new_browser_secret()
    keep_unsent(session, FORM, secret, now=now)
    session.flush()
    forget_ended_unsent(session, now=now + UNSENT_KEPT - timedelta(seconds=1))
    assert len(unsent_of(session, secret, now=now)) == 1
    assert unsent_of(session, secret, now=now + UNSENT_KEPT) == []
    forget_ended_unsent(session, now=now + UNSENT_KEPT)
    assert session.scalar(select(func.count()).select_from(UnsentForm)) == 0
