"""Which second factors a person has."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.core.accounts.factors.models import AuthenticatorApp, RecoveryCode, StaffPasskey


@dataclass(frozen=True, slots=True)
class OwnFactors:
    """All that one person has beside their password."""

    passkeys: Sequence[StaffPasskey]
    app: AuthenticatorApp | None
    recovery_codes: int

    @property
    def has_any(self) -> bool:
        """Whether the password alone is no longer enough. Recovery codes only stand in for another one."""
        return bool(self.passkeys) or self.app is not None

    @property
    def takes_codes(self) -> bool:
        """Whether there is a code that the person could write."""
        return self.app is not None or self.recovery_codes > 0

    @property
    def has_one_only(self) -> bool:
        """Whether removing one leaves the password alone."""
        return len(self.passkeys) + (self.app is not None) == 1


def own_factors(session: Session, account_id: int) -> OwnFactors:
    """What a person has; their passkeys in the order in which they were made."""
    passkeys = session.scalars(
        select(StaffPasskey)
        .where(StaffPasskey.account_id == account_id)
        .order_by(StaffPasskey.added_at, StaffPasskey.id)
    ).all()
    codes = session.scalar(select(func.count()).where(RecoveryCode.account_id == account_id))
    return OwnFactors(passkeys, session.get(AuthenticatorApp, account_id), codes or 0)
