"""Send an invitation's link by mail."""

from webapp.core.mails.actions import NewMail, put_into_outbox
from webapp.core.mails.models import MailKind
from webapp.core.partners.invitations import NewInvitation
from webapp.plumbing.clock import current_time
from webapp.plumbing.http.transaction import db
from webapp.plumbing.words.formats import local_name
from webapp.plumbing.words.language import current_language


def send_invitation(invited: NewInvitation) -> None:
    """The link by mail, beside the one on the page: whichever is used first is the one that works."""
    facts = {"organisation": local_name(invited.invitation.organisation), "secret": invited.secret}
    mail = NewMail(
        MailKind.INVITATION,
        invited.invitation.email,
        current_language(),
        facts,
        invited.invitation.expires_at,
    )
    put_into_outbox(db(), mail, now=current_time())
