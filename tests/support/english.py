"""A visitor whose sentences a test can know: English is what the code itself is written in."""

from flask import Flask

from tests.support.visitor import Visitor


def english_visitor(app: Flask) -> Visitor:
    """A new person who reads English."""
    person = Visitor(app)
    person.speak("en")
    return person
