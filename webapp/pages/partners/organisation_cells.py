"""An organisation in a list: its name that leads to it, and what is to be told of it."""

from flask import url_for
from flask_babel import gettext

from webapp.core.partners.models import Organisation
from webapp.plumbing.rendering.lists import Cell
from webapp.plumbing.words.formats import breaking_name


def organisation_cell(one: Organisation, *, leads_on: bool = True) -> Cell:
    """The cell of its name."""
    tags = [] if one.is_active else [(gettext("No longer along"), "neutral")]
    if one.approval and one.approval.is_approved is None:
        tags.append((gettext("Waits for the national office’s yes"), "warning"))
    elif one.approval and not one.approval.is_approved:
        tags.append((gettext("The national office has said no"), "error"))
    address = url_for("partner.partner", organisation_id=one.id) if leads_on else ""
    return Cell(breaking_name(one), address, tags)
