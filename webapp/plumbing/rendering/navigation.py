"""What stands in the header for each role."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from flask import request, url_for
from flask_babel import LazyString, lazy_gettext

from webapp.core.accounts.roles import Role
from webapp.plumbing.access.sign_in import current_actor

_ = lazy_gettext


@dataclass(frozen=True, slots=True)
class NavigationItem:
    """A link of the header; `current` where the reader already is."""

    label: str
    url: str
    current: bool


_PUBLIC: Final[Mapping[str, LazyString]] = {
    "public.areas": _("Where it works"),
    "places.places": _("Places to go"),
    "omakaiku.card": _("My card"),
}

_LINKS: Final[Mapping[Role, Mapping[str, LazyString]]] = {
    Role.COUNTER_DEVICE: {"venue.counter": _("Check a card"), "venue.visits": _("Today’s visits")},
    Role.VENUE: {
        "venue.counter": _("Check a card"),
        "venue.visits": _("Today’s visits"),
        "history.earlier": _("Earlier visits"),
        "program.offers": _("What is on"),
        "devices.venue_devices": _("Phones"),
    },
    Role.DISTRIBUTOR: {
        "distribution.issue": _("Issue a card"),
        "distribution.cards": _("Cards"),
        "distribution.issue_community": _("Community card"),
        "distribution_outings.outings": _("Outings"),
    },
    Role.COORDINATOR: {
        "coordination.network": _("Our network"),
        "tips.network_tips": _("Tips"),
        "network_feedback.feedback": _("Feedback"),
    },
    Role.NATIONAL_OFFICE: {
        "administration.country": _("The country"),
        "tips.country_tips": _("Tips"),
        "country_feedback.feedback": _("Feedback"),
        "administration.batches": _("Card codes"),
        "devices.country_devices": _("Phones"),
        "administration.audit_log": _("Log"),
    },
}


def navigation() -> list[NavigationItem]:
    """The links for whoever is here."""
    actor = current_actor()
    links = dict(_LINKS[actor.role]) if actor else dict(_PUBLIC)
    items = [
        NavigationItem(str(label), url_for(endpoint), request.endpoint == endpoint)
        for endpoint, label in links.items()
    ]
    if actor and (actor.is_contact_person or actor.role is Role.COORDINATOR):
        url = url_for("partners.staff", organisation_id=actor.organisation.id)
        items.append(NavigationItem(str(_("People")), url, request.path == url))
    return items
