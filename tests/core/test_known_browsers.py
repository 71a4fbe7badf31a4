"""Browsers on which a person has signed in, on both databases: known for a while, and to nobody else."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import add_account
from webapp.core.accounts.browsers import (
    BROWSER_KNOWN_FOR,
    forget_idle_browsers,
    is_known_browser,
    new_browser_token,
    note_browser,
)
from webapp.core.accounts.models import KnownBrowser

DAY = timedelta(days=1)


def test_a_new_browser_is_news_once(session: Session, now: datetime) -> None:
    account = add_account(session, now=now - 400 * DAY)
    token = new_browser_token()
    assert note_browser(session, account.id, token, now=now)
    assert is_known_browser(session, account.id, token)
    assert not note_browser(session, account.id, token, now=now + DAY)
    assert note_browser(session, account.id, new_browser_token(), now=now)


def test_the_first_browser_of_who_has_just_come_is_no_news_and_the_second_is(
    session: Session, now: datetime
) -> None:
    account = add_account(session, now=now)
    assert not note_browser(session, account.id, new_browser_token(), now=now)
    assert note_browser(session, account.id, new_browser_token(), now=now)


def test_a_browser_is_known_to_its_person_alone_and_rows_of_two_have_nothing_in_common(
    session: Session, now: datetime
) -> None:
    one, other = (add_account(session, now=now - 400 * DAY) for _ in range(2))
    token = new_browser_token()
    note_browser(session, one.id, token, now=now)
    assert not is_known_browser(session, other.id, token)
    assert note_browser(session, other.id, token, now=now)
    digests = session.scalars(select(KnownBrowser.browser_digest)).all()
    assert len(set(digests)) == 2
    assert token not in str(digests)


def test_a_browser_without_a_sign_in_for_half_a_year_is_as_good_as_new(
    session: Session, now: datetime
) -> None:
    account = add_account(session, now=now - 400 * DAY)
    used, left = new_browser_token(), new_browser_token()
    note_browser(session, account.id, left, now=now)
    note_browser(session, account.id, used, now=now)
    note_browser(session, account.id, used, now=now + DAY)
    forget_idle_browsers(session, now=now + BROWSER_KNOWN_FOR + timedelta(seconds=1))
    assert is_known_browser(session, account.id, used)
    assert note_browser(session, account.id, left, now=now + BROWSER_KNOWN_FOR)
