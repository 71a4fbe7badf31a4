"""The member of staff for whom a view works, behind the gate."""

from webapp.core.accounts.actor import Actor
from webapp.core.errors import NotAllowedError
from webapp.plumbing.sign_in import current_actor


def staff() -> Actor:
    """The acting member of staff; a view whose mark lets only staff in always has one."""
    actor = current_actor()
    if actor is None:
        raise NotAllowedError
    return actor
