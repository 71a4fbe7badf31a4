"""Who and what the pages of a venue are tried with."""

import uuid
from collections.abc import Callable

import pytest
from flask import Flask

from tests.conftest import NOW
from tests.factories import World, personal_card, visit
from tests.support.visitor import Visitor, session_factory_of
from webapp.core.partners.desks import own_desk
from webapp.core.visits.recording.forms import record_visit

CODE = "A999123453"


@pytest.fixture
def at_venue(visitor: Callable[[], Visitor], app_world: World) -> Visitor:
    """Somebody of the venue, signed in, who reads English."""
    person = visitor()
    person.speak("en")
    person.sign_in(app_world.venue)
    return person


@pytest.fixture
def recorded(app: Flask, app_world: World) -> uuid.UUID:
    """A visit of one adult and two children with card CODE, recorded just now."""
    command = visit(CODE, children=2)
    with session_factory_of(app).begin() as session:
        personal_card(session, app_world.distributor, CODE, now=NOW, children=2)
        session.flush()
        record_visit(session, own_desk(app_world.venue), command, now=NOW)
    return command.visit_id
