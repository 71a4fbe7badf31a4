"""What goes with every change of a person's factors: they happen in turn, and the last one stays."""

from sqlalchemy.orm import Session

from webapp.core.accounts.factors.queries import own_factors
from webapp.core.accounts.factors.reasons import FactorRefusal
from webapp.core.accounts.models import Account
from webapp.core.errors import RefusedError


def lock_factors(session: Session, account_id: int) -> Account:
    """Let changes of one person's factors happen one after another."""
    return session.get_one(Account, account_id, with_for_update=True)


def keep_one(session: Session, account_id: int, *, is_demanded: bool) -> None:
    """Before one is removed.

    Raises:
        RefusedError: LAST_FACTOR, where one is demanded of the person.
    """
    if is_demanded and own_factors(session, account_id).has_one_only:
        raise RefusedError(FactorRefusal.LAST_FACTOR)
