"""HTML by audience, and the list of blueprints."""

from flask import Flask

from webapp.pages.administration import feedback as country_feedback
from webapp.pages.administration import views as administration
from webapp.pages.coordination import feedback as network_feedback
from webapp.pages.coordination import views as coordination
from webapp.pages.devices import views as devices
from webapp.pages.distribution import card as distribution_card
from webapp.pages.distribution import outings as distribution_outings
from webapp.pages.distribution import views as distribution
from webapp.pages.distribution import wishes as distribution_wishes
from webapp.pages.omakaiku import notices as holder_notices
from webapp.pages.omakaiku import outings as holder_outings
from webapp.pages.omakaiku import passkeys as holder_passkeys
from webapp.pages.omakaiku import phones as holder_phones
from webapp.pages.omakaiku import renewal as holder_renewal
from webapp.pages.omakaiku import tips as holder_tips
from webapp.pages.omakaiku import views as omakaiku
from webapp.pages.omakaiku import visits as holder_visits
from webapp.pages.omakaiku.data import views as holder_data
from webapp.pages.omakaiku.feedback import moods as holder_moods
from webapp.pages.omakaiku.feedback import views as holder_feedback
from webapp.pages.partners import tips
from webapp.pages.partners import views as partners
from webapp.pages.public import app as installed
from webapp.pages.public import licences, places
from webapp.pages.public import views as public
from webapp.pages.session import demo
from webapp.pages.session import views as session
from webapp.pages.venue import description, desk, history, program, rescue
from webapp.pages.venue import views as venue

_AUDIENCES = (
    public, places, licences, session, omakaiku, venue, desk, history, program, description, rescue,
    distribution, distribution_card, coordination, administration, partners, devices, installed,
    holder_visits, holder_data, holder_renewal, distribution_wishes, distribution_outings, holder_outings,
    holder_phones, holder_passkeys, tips, holder_tips, holder_feedback, holder_moods, holder_notices,
    network_feedback, country_feedback,
)  # fmt: skip


def register_pages(app: Flask, *, is_demo: bool) -> None:
    """Register every audience's blueprint; one-click sign-in exists in the demo only."""
    for audience in _AUDIENCES:
        app.register_blueprint(audience.blueprint)
    if is_demo:
        app.register_blueprint(demo.blueprint)
