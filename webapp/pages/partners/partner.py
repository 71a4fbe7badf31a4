"""One partner, as those who look after it see it: what it is, how it is reached, and the ways on."""

from typing import Final

from flask import Blueprint, render_template

from webapp.core.accounts.roles import Permission, Role, may
from webapp.core.partners.contacts import contacts_of
from webapp.core.partners.queries import is_looked_after_partner, looks_after, seen_organisation
from webapp.core.partners.sides import side_of
from webapp.plumbing.access.gate import requires
from webapp.plumbing.access.staff import staff
from webapp.plumbing.http.transaction import db

blueprint: Final = Blueprint("partner", __name__)
_LISTS: Final = {Role.COORDINATOR: "coordination.network", Role.NATIONAL_OFFICE: "administration.country"}
_LOGS: Final = {Role.COORDINATOR: "audit_log.of_network", Role.NATIONAL_OFFICE: "audit_log.of_country"}


@blueprint.get("/kumppani/<int:organisation_id>/")
@requires(Permission.MANAGE_STAFF)
def partner(organisation_id: int) -> str:
    """A venue, a distributor or an office that the reader looks after."""
    organisation = seen_organisation(db(), staff(), organisation_id)
    role = staff().role
    return render_template(
        "partners/partner.html",
        organisation=organisation,
        contacts=contacts_of(db(), organisation),
        back=_LISTS.get(role),
        is_ours=looks_after(staff(), organisation),
        can_change=is_looked_after_partner(staff(), organisation),
        side=side_of(organisation.kind, organisation.side) if organisation.network_id else None,
        log=_LOGS.get(role) if may(role, Permission.SEE_AUDIT_LOG) else None,
    )
