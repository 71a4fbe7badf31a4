"""Tell a person by mail what has been done with their account, in the transaction that does it."""

from webapp.core.accounts.models import Account
from webapp.core.mails.actions import NewMail, put_into_outbox
from webapp.core.mails.models import MailKind
from webapp.plumbing.clock import current_time
from webapp.plumbing.http.transaction import db
from webapp.plumbing.words.language import current_language


def tell(account_id: int, kind: MailKind, **facts: str) -> None:
    """Put a mail to a person of staff into the outbox, in the language of this request.

    The register does not know in which language they read; whoever acts is they, or works beside them.
    """
    address = db().get_one(Account, account_id).email
    put_into_outbox(db(), NewMail(kind, address, current_language(), facts), now=current_time())
