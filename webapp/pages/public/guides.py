"""What the card is, for whoever asks: holders to be, who would give it out or take it, coordinators."""

from typing import Final

from flask import Blueprint, render_template
from flask_babel import lazy_gettext

from webapp.core.trials.rules import Step
from webapp.plumbing.access.gate import public_reading
from webapp.plumbing.rendering.navigation import Link
from webapp.plumbing.words.features.trials import STEPS

blueprint: Final = Blueprint("guides", __name__)
NAVIGATION: Final = (Link(None, 5, "guides.for_me", lazy_gettext("Is it for me?")),)


@blueprint.get("/minulle")
@public_reading
def for_me() -> str:
    """Who gets the card, and what it is."""
    return render_template("public/for_me.html")


@blueprint.get("/lippu")
@public_reading
def ticket() -> str:
    """Every way to a ticket with the card."""
    return render_template("public/ticket.html")


@blueprint.get("/kortinjakajille")
@public_reading
def for_distributors() -> str:
    """Who may give cards out, and what it takes."""
    return render_template("public/for_distributors.html")


@blueprint.get("/kohteille")
@public_reading
def for_venues() -> str:
    """What a venue promises, and what it may limit."""
    return render_template("public/for_venues.html")


@blueprint.get("/vastuuhenkiloille")
@public_reading
def for_coordinators() -> str:
    """How a network comes to be and is run."""
    return render_template("public/for_coordinators.html", steps=[STEPS[step] for step in Step])
