"""Second factors of staff, on both databases: passkeys, codes of an app, recovery codes, begun sign-ins."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta

import pyotp
import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.factories import World
from tests.support.authenticator import SITE, Authenticator
from webapp.core.accounts.factors.codes import (
    RECOVERY_CODES,
    add_app,
    app_address,
    make_recovery_codes,
    new_app_secret,
    remove_app,
    take_code,
)
from webapp.core.accounts.factors.models import RecoveryCode
from webapp.core.accounts.factors.passkeys import (
    MOST_PASSKEYS,
    add_passkey,
    creation,
    prove_with_passkey,
    remove_passkey,
    rename_passkey,
    sign_in_with_passkey,
)
from webapp.core.accounts.factors.queries import own_factors
from webapp.core.accounts.factors.reasons import FactorRefusal
from webapp.core.accounts.factors.sign_in import (
    BEGUN_LASTS,
    begin_sign_in,
    begun_sign_in,
    finish_sign_in,
    needs_factor,
)
from webapp.core.accounts.sessions import end_every_session, forget_ended_sessions
from webapp.core.ceremonies import Answer, Site, question
from webapp.core.errors import NotFoundError, Refusal, RefusedError

STEP = timedelta(seconds=30)
Act = Callable[[], object]


@pytest.fixture
def person(world: World) -> int:
    """The account of somebody of a distributor."""
    return world.distributor.account_id


@pytest.fixture
def keeper(session: Session, person: int, now: datetime) -> Authenticator:
    """Has a passkey of the person."""
    return with_passkey(session, person, now)


@pytest.fixture
def app(session: Session, person: int, now: datetime) -> pyotp.TOTP:
    """The person's app, which was set up a minute ago."""
    made = pyotp.TOTP(new_app_secret())
    then = now - timedelta(minutes=1)
    add_app(session, person, made.secret, code=made.at(then), now=then)
    return made


def with_passkey(session: Session, account_id: int, now: datetime, name: str = "Puhelin") -> Authenticator:
    """A new passkey of a person."""
    made = Authenticator()
    add_passkey(session, account_id, made.make(creation(session, account_id, SITE)), name=name, now=now)
    return made


def refusal_of(act: Act) -> Refusal:
    """Why something is refused."""
    with pytest.raises(RefusedError) as refused:
        act()
    return refused.value.reason


def refused_code(session: Session, account_id: int, typed: str, now: datetime) -> bool:
    """Whether a code is refused as a wrong one."""
    reason = refusal_of(lambda: take_code(session, account_id, typed, now=now))
    return reason is FactorRefusal.FACTOR_CODE_WRONG


def test_a_passkey_alone_says_who_signs_in(
    session: Session, world: World, person: int, keeper: Authenticator, now: datetime
) -> None:
    other = with_passkey(session, world.office.account_id, now)
    for _ in range(2):
        assert sign_in_with_passkey(session, keeper.use(question(SITE)), now=now) == person
    assert sign_in_with_passkey(session, other.use(question(SITE)), now=now) == world.office.account_id
    (passkey,) = own_factors(session, person).passkeys
    assert passkey.last_used_at == now


def test_the_question_at_the_sign_in_names_nobody(keeper: Authenticator) -> None:
    assert not json.loads(question(SITE).options).get("allowCredentials")


def test_what_is_unknown_wrong_copied_or_for_another_site_is_refused_alike(
    session: Session, person: int, keeper: Authenticator, world: World, now: datetime
) -> None:
    def refused(answer: Answer) -> bool:
        reason = refusal_of(lambda: sign_in_with_passkey(session, answer, now=now))
        return reason is FactorRefusal.FACTOR_PASSKEY_INVALID

    answer = keeper.use(question(SITE))
    assert refused(Answer(answer.json, question(SITE).challenge, SITE))
    assert refused(Answer(answer.json, b"", SITE))
    unknown = Authenticator()
    unknown.handle = keeper.handle
    assert refused(unknown.use(question(SITE)))
    for text in ("", "{", "[]", "{}", '{"rawId": "x"}', '{"response": 1}', "[" * 100_000):
        assert refused(Answer(text, question(SITE).challenge, SITE))
    for handle in ("", "AAAA", with_passkey(session, world.office.account_id, now).handle):
        keeper.handle, right = handle, keeper.handle
        assert refused(keeper.use(question(SITE)))
        keeper.handle = right
    keeper.site = Site("kaikukortti.invalid", "https://kaikukortti.invalid")
    assert refused(keeper.use(question(SITE)))
    keeper.site = SITE
    sign_in_with_passkey(session, keeper.use(question(SITE)), now=now)
    keeper.uses -= 1
    assert refused(keeper.use(question(SITE)))


def test_a_person_who_is_signed_in_is_proved_by_their_own_passkey_only(
    session: Session, world: World, person: int, keeper: Authenticator, now: datetime
) -> None:
    prove_with_passkey(session, person, keeper.use(question(SITE)), now=now)
    other = with_passkey(session, world.office.account_id, now)
    answer = other.use(question(SITE))
    assert (
        refusal_of(lambda: prove_with_passkey(session, person, answer, now=now))
        is FactorRefusal.FACTOR_PASSKEY_INVALID
    )


def test_passkeys_have_names_of_their_person_and_nobody_else_touches_them(
    session: Session, world: World, person: int, keeper: Authenticator, now: datetime
) -> None:
    with_passkey(session, person, now + STEP, name="  Työpaikan \n kone ")
    first, second = own_factors(session, person).passkeys
    assert (first.name, second.name) == ("Puhelin", "Työpaikan kone")
    rename_passkey(session, person, first.id, name="x" * 100)
    assert first.name == "x" * 60
    stranger = world.office.account_id
    with pytest.raises(NotFoundError):
        rename_passkey(session, stranger, first.id, name="Mine")
    with pytest.raises(NotFoundError):
        remove_passkey(session, stranger, first.id, is_demanded=False, now=now)
    remove_passkey(session, person, first.id, is_demanded=True, now=now)
    answer = keeper.use(question(SITE))
    assert (
        refusal_of(lambda: sign_in_with_passkey(session, answer, now=now))
        is FactorRefusal.FACTOR_PASSKEY_INVALID
    )


def test_one_passkey_is_kept_once_and_a_person_has_ten_at_most(
    session: Session, person: int, keeper: Authenticator, now: datetime
) -> None:
    again = keeper.make(creation(session, person, SITE))
    assert (
        refusal_of(lambda: add_passkey(session, person, again, name="again", now=now))
        is FactorRefusal.FACTOR_PASSKEY_INVALID
    )
    for _ in range(MOST_PASSKEYS - 1):
        with_passkey(session, person, now)
    reason = refusal_of(lambda: with_passkey(session, person, now))
    assert reason is FactorRefusal.TOO_MANY_STAFF_PASSKEYS


def test_the_last_factor_stays_where_one_is_demanded(
    session: Session, person: int, keeper: Authenticator, app: pyotp.TOTP, now: datetime
) -> None:
    (passkey,) = own_factors(session, person).passkeys
    make_recovery_codes(session, person, now=now)
    remove_app(session, person, is_demanded=True, now=now)
    assert (
        refusal_of(lambda: remove_passkey(session, person, passkey.id, is_demanded=True, now=now))
        is FactorRefusal.LAST_FACTOR
    )
    assert needs_factor(session, person)
    remove_passkey(session, person, passkey.id, is_demanded=False, now=now)
    assert not needs_factor(session, person)


def test_an_app_is_taken_when_it_shows_the_right_code(session: Session, person: int, now: datetime) -> None:
    secret = new_app_secret()
    assert secret in app_address(session, person, secret)
    assert refusal_of(lambda: add_app(session, person, secret, code="000000", now=now)) is (
        FactorRefusal.FACTOR_CODE_WRONG
    )
    assert not needs_factor(session, person)
    add_app(session, person, secret, code=pyotp.TOTP(secret).at(now), now=now)
    assert needs_factor(session, person)


@pytest.mark.parametrize("written", ["{} {}", " {}{}\n", "{}-{}", "{}\u00a0{}", "{}\u2009{}"])
def test_a_code_is_read_as_people_write_it(
    session: Session, person: int, app: pyotp.TOTP, now: datetime, written: str
) -> None:
    code = app.at(now)
    take_code(session, person, written.format(code[:3], code[3:]), now=now)


def test_a_code_in_full_width_digits_works(
    session: Session, person: int, app: pyotp.TOTP, now: datetime
) -> None:
    wide = app.at(now).translate({ord(str(digit)): chr(0xFF10 + digit) for digit in range(10)})
    take_code(session, person, wide, now=now)


def test_a_code_works_once_and_none_before_it(
    session: Session, person: int, app: pyotp.TOTP, now: datetime
) -> None:
    take_code(session, person, app.at(now), now=now)
    for code in (app.at(now), app.at(now - STEP)):
        assert refused_code(session, person, code, now)
    take_code(session, person, app.at(now + STEP), now=now + STEP)


def test_a_phones_clock_may_be_half_a_minute_wrong_and_no_more(
    session: Session, person: int, app: pyotp.TOTP, now: datetime
) -> None:
    for code in (app.at(now - 2 * STEP), app.at(now + 2 * STEP)):
        assert refused_code(session, person, code, now)
    take_code(session, person, app.at(now + STEP), now=now)


@pytest.mark.parametrize(
    "typed", ["", "12345", "1234567", "abcdef", "\uff11\uff12\uff13", "123 45\u0667", "\ud800", "½½½½½½"]
)
def test_what_is_no_code_is_refused(
    session: Session, person: int, app: pyotp.TOTP, now: datetime, typed: str
) -> None:
    assert refused_code(session, person, typed, now)


def test_a_recovery_code_works_once_for_its_person_however_it_is_typed(
    session: Session, world: World, person: int, app: pyotp.TOTP, now: datetime
) -> None:
    codes = make_recovery_codes(session, person, now=now)
    assert len(set(codes)) == RECOVERY_CODES
    kept = session.scalars(select(RecoveryCode.code_digest)).all()
    assert not set(codes) & set(kept)
    assert refused_code(session, world.office.account_id, codes[0], now)
    take_code(session, person, f" {codes[0].lower()} ", now=now)
    assert refused_code(session, person, codes[0], now)
    assert own_factors(session, person).recovery_codes == RECOVERY_CODES - 1
    make_recovery_codes(session, person, now=now)
    assert refused_code(session, person, codes[1], now)
    assert session.scalar(select(func.count()).select_from(RecoveryCode)) == RECOVERY_CODES


def test_a_sign_in_that_was_begun_is_finished_with_a_code_once_and_in_time(
    session: Session, person: int, app: pyotp.TOTP, now: datetime
) -> None:
    token = begin_sign_in(session, person, 7, now=now)
    assert refusal_of(lambda: finish_sign_in(session, token, code="000000", now=now))
    begun = finish_sign_in(session, token, code=app.at(now), now=now)
    assert (begun.account_id, begun.organisation_id) == (person, 7)
    later = now + STEP
    assert refusal_of(lambda: finish_sign_in(session, token, code=app.at(later), now=later)) is (
        FactorRefusal.SIGN_IN_TOOK_TOO_LONG
    )
    slow = begin_sign_in(session, person, None, now=now)
    assert begun_sign_in(session, slow, now=now + BEGUN_LASTS - STEP)
    assert begun_sign_in(session, slow, now=now + BEGUN_LASTS) is None
    forget_ended_sessions(session, now=now + BEGUN_LASTS)
    session.expire_all()
    assert begun_sign_in(session, slow, now=now) is None


def test_a_new_password_ends_sign_ins_that_were_begun_with_the_old_one(
    session: Session, person: int, app: pyotp.TOTP, now: datetime
) -> None:
    token = begin_sign_in(session, person, None, now=now)
    end_every_session(session, person)
    session.expire_all()
    assert begun_sign_in(session, token, now=now) is None
