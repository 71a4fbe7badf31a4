"""The people of an organisation: list, invite, withdraw an invitation, remove."""

import uuid
from typing import Any, Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from webapp.core.accounts.actor import Actor
from webapp.core.accounts.roles import Permission, Role
from webapp.core.devices.actions import end_personal_devices
from webapp.core.mails.models import MailKind
from webapp.core.partners.actions import leaves_nobody, person_to_remove, remove_person
from webapp.core.partners.events import StaffListRead
from webapp.core.partners.invitations import (
    INVITATION_LASTS,
    NewInvitation,
    invitation_to_withdraw,
    invite_person,
    open_invitations,
    withdraw_invitation,
)
from webapp.core.partners.models import Organisation, OrganisationKind
from webapp.core.partners.queries import managed_organisation, staff_of
from webapp.pages.partners.forms import InviteForm
from webapp.pages.partners.inviting import send_invitation
from webapp.plumbing.access.gate import requires
from webapp.plumbing.access.limits import INVITATIONS, by_account, limiter
from webapp.plumbing.access.log_notes import note
from webapp.plumbing.access.staff import staff as acting
from webapp.plumbing.clock import current_time
from webapp.plumbing.http.transaction import db
from webapp.plumbing.mail.telling import tell
from webapp.plumbing.rendering.endings import Question, asks_first
from webapp.plumbing.rendering.forms import UNPROCESSABLE, flashing_refusals
from webapp.plumbing.rendering.navigation import Link
from webapp.plumbing.words.formats import local_name
from webapp.plumbing.words.language import current_language

blueprint: Final = Blueprint("partners", __name__, url_prefix="/henkilosto/<int:organisation_id>")


def _own_staff(actor: Actor) -> dict[str, Any] | None:
    """The people of the actor's own organisation; shown to those who look after them."""
    return {"organisation_id": actor.organisation.id} if actor.is_contact_person else None


NAVIGATION: Final = tuple(
    Link(role, 90, "partners.staff", lazy_gettext("People"), _own_staff, rare=role is Role.DISTRIBUTOR)
    for role in (Role.VENUE, Role.DISTRIBUTOR, Role.COORDINATOR, Role.NATIONAL_OFFICE)
)


def _page(organisation_id: int, form: InviteForm, *, invited: NewInvitation | None = None) -> str:
    address = url_for("joining.come", _external=True)
    note(StaffListRead(organisation_id))
    return render_template(
        "partners/staff.html",
        organisation=managed_organisation(db(), acting(), organisation_id),
        staff=staff_of(db(), acting(), organisation_id, language=current_language()),
        invitations=open_invitations(db(), acting(), organisation_id, now=current_time()),
        form=form,
        looks_after_others=acting().organisation.id != organisation_id,
        invited=invited,
        invitation_days=INVITATION_LASTS.days,
        invitation_address=f"{address}#{invited.secret}" if invited else "",
    )


@blueprint.get("/")
@requires(Permission.MANAGE_STAFF)
def staff(organisation_id: int) -> str:
    """The people of an organisation that the reader looks after."""
    return _page(organisation_id, InviteForm(formdata=None))


@blueprint.route("/kutsu", methods=["GET", "POST"])
@requires(Permission.MANAGE_STAFF, asks_proof=True)
@limiter.limit(INVITATIONS, methods=["POST"], key_func=by_account)
def invite(organisation_id: int) -> ResponseReturnValue:
    """Make an invitation. Its link is on this answer only; the inviter passes it on."""
    if request.method == "GET":  # somebody reloaded, or changed the language of, the answer
        return redirect(url_for("partners.staff", organisation_id=organisation_id))
    form = InviteForm()
    if form.validate():
        with form.taking_refusals():
            invited = invite_person(
                db(), acting(), organisation_id, invited=form.invited(), now=current_time()
            )
            send_invitation(invited)
            return _page(organisation_id, InviteForm(formdata=None), invited=invited)
    return _page(organisation_id, form), UNPROCESSABLE


def _withdrawing(organisation_id: int, invitation_id: uuid.UUID) -> Question:
    found = invitation_to_withdraw(db(), acting(), organisation_id, invitation_id=invitation_id)
    return Question(
        gettext("Withdraw the invitation of %(email)s?", email=found.email),
        [
            local_name(managed_organisation(db(), acting(), organisation_id)),
            gettext("Its link stops working at once. You can invite the person again."),
        ],
        gettext("Yes, withdraw"),
        url_for("partners.staff", organisation_id=organisation_id),
    )


@blueprint.route("/kutsu/<uuid:invitation_id>/peru", methods=["GET", "POST"])
@requires(Permission.MANAGE_STAFF, asks_proof=True)
@asks_first(_withdrawing)
def withdraw(organisation_id: int, invitation_id: uuid.UUID) -> ResponseReturnValue:
    """Let an invitation that nobody has used be good for nothing."""
    withdraw_invitation(db(), acting(), organisation_id, invitation_id=invitation_id, now=current_time())
    flash(gettext("The invitation has been withdrawn."), "success")
    return redirect(url_for("partners.staff", organisation_id=organisation_id), 303)


def _removing(organisation_id: int, account_id: int) -> Question | ResponseReturnValue:
    back = url_for("partners.staff", organisation_id=organisation_id)
    with flashing_refusals("error"):
        found = person_to_remove(db(), acting(), organisation_id, account_id=account_id)
        told = (
            gettext("You can no longer work here after this. Another contact person can invite you again.")
            if account_id == acting().account_id
            else gettext("This person can no longer work here after this. You can invite them again.")
        )
        organisation = managed_organisation(db(), acting(), organisation_id)
        warned = _without_contact_person(organisation) if leaves_nobody(db(), found) else []
        return Question(
            gettext("Remove %(name)s?", name=found.account.name),
            [local_name(organisation), told, *warned],
            gettext("Yes, remove"),
            back,
        )
    return redirect(back, 303)


def _without_contact_person(organisation: Organisation) -> list[str]:
    """Whose contact person is missing then, and who names the next one."""
    missing = gettext(
        "%(organisation)s has no contact person after this. Invite the next one first, if you can.",
        organisation=local_name(organisation),
    )
    if organisation.kind == OrganisationKind.COORDINATOR or organisation.network_id is None:
        return [missing, gettext("Otherwise the national office has to name the next one.")]
    told = gettext(
        "Otherwise the coordinator of the network has to name the next one; the network’s page tells it so."
    )
    return [missing, told]


@blueprint.route("/<int:account_id>/poista", methods=["GET", "POST"])
@requires(Permission.MANAGE_STAFF, asks_proof=True)
@asks_first(_removing)
def remove(organisation_id: int, account_id: int) -> ResponseReturnValue:
    """Take a person's role here away."""
    with flashing_refusals("error"):
        remove_person(db(), acting(), organisation_id, account_id=account_id, now=current_time())
        end_personal_devices(db(), account_id, venue_id=organisation_id, now=current_time())
        left = managed_organisation(db(), acting(), organisation_id)
        tell(account_id, MailKind.REMOVAL, organisation=local_name(left))
        flash(gettext("The person can no longer sign in here."), "success")
        if account_id == acting().account_id and organisation_id == acting().organisation.id:
            return redirect(url_for("session.choose_role"), 303)
    return redirect(url_for("partners.staff", organisation_id=organisation_id), 303)
