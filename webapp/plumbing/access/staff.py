"""The member of staff, or counter's device, for whom a view works, and their desk; behind the gate."""

from webapp.core.accounts.actor import Actor
from webapp.core.errors import NotAllowedError
from webapp.core.partners.desks import Desk, own_desk
from webapp.plumbing.access.sign_in import Person, current_actor, current_person


def staff() -> Actor:
    """Who acts; a view that the gate guards always has somebody. Actor.account_id asks for a person.

    Raises:
        NotAllowedError: the actor may not do this.
    """
    actor = current_actor()
    if actor is None:
        raise NotAllowedError
    return actor


def person() -> Person:
    """The person who is signed in.

    Raises:
        NotAllowedError: where a device acts.
    """
    found = current_person()
    if found is None:
        raise NotAllowedError
    return found


def desk() -> Desk:
    """The desk at which they act."""
    return own_desk(staff())
