"""A phone that stands at a venue's counter, in tests."""

from tests.conftest import NOW
from tests.support.visitor import Visitor, session_factory_of
from webapp.core.accounts.actor import Actor
from webapp.core.devices.actions import make_enrolment, use_enrolment
from webapp.core.partners.desks import own_desk


def become_counter_device(visitor: Visitor, contact_person: Actor, *, name: str = "Kassa") -> str:
    """Make this browser a device of the contact person's venue; gives its token."""
    with session_factory_of(visitor.app).begin() as session:
        secret = make_enrolment(session, own_desk(contact_person), name, now=NOW).secret
        session.flush()
        token = use_enrolment(session, secret, now=NOW)
    visitor.client.set_cookie("device", token)
    return token
