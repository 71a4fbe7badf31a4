"""The log in words: a coordinator reads that of the network, the national office that of the country."""

from itertools import groupby
from typing import Final

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext

from webapp.core.accounts.roles import Permission, Role
from webapp.core.calendar import day_in_finland
from webapp.core.log.queries import NOTHING_LISTED, log_page, organisations_in_log
from webapp.pages.partners.log_form import LogForm
from webapp.plumbing.access.gate import requires
from webapp.plumbing.access.staff import staff
from webapp.plumbing.http.addresses import page_in_address
from webapp.plumbing.http.transaction import db
from webapp.plumbing.rendering.navigation import Link
from webapp.plumbing.rendering.pages import neighbours
from webapp.plumbing.words.language import current_language
from webapp.plumbing.words.texts import event_kinds, event_sentence, event_things

blueprint: Final = Blueprint("audit_log", __name__)
NAVIGATION: Final = (
    Link(Role.COORDINATOR, 60, "audit_log.of_network", lazy_gettext("Log"), rare=True),
    Link(Role.NATIONAL_OFFICE, 60, "audit_log.of_country", lazy_gettext("Log"), rare=True),
)


@blueprint.get("/keskus/loki")
@requires(Permission.SEE_COUNTRY)
def of_country() -> ResponseReturnValue:
    """What has happened in the country."""
    return _log()


@blueprint.get("/alue/loki")
@requires(Permission.SEE_AUDIT_LOG)
def of_network() -> ResponseReturnValue:
    """What has happened in the reader's network."""
    return _log()


def _log() -> ResponseReturnValue:
    form = LogForm(request.args)
    is_of_networks = staff().role is not Role.NATIONAL_OFFICE
    organisations = organisations_in_log(db(), staff(), language=current_language())
    form.show_choices(organisations, event_kinds(of_networks=is_of_networks))
    # A day that nobody can read is no wish for everything: nothing is listed, and its field says why.
    is_read = form.validate()
    found = log_page(db(), staff(), form.wanted(), page=page_in_address()) if is_read else NOTHING_LISTED
    days = groupby(found.entries, key=lambda entry: day_in_finland(entry.record.at))
    body = render_template(
        "partners/log.html",
        form=form,
        found=found,
        pages=neighbours(found, "newer", "older", filters=form.filters()),
        filters=any(form.filters().values()),
        days=[(day, list(entries)) for day, entries in days],
        event_sentence=event_sentence,
        event_things=event_things,
        shows_ids=not is_of_networks,
    )
    return body, form.status
