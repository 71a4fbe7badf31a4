"""One click for each role. Registered in the demo only; a production start refuses demo mode."""

from typing import Final

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from webapp.core.accounts.models import Account
from webapp.core.errors import NotFoundError
from webapp.pages.session.views import enter
from webapp.plumbing.access import public
from webapp.plumbing.transaction import register

blueprint: Final = Blueprint("demo", __name__)
_DOMAIN: Final = "@demo.example"


@blueprint.post("/kirjaudu/demo")
@public
def sign_in() -> ResponseReturnValue:
    """Sign in as one of the demo country's people."""
    address = request.form.get("role", "") + _DOMAIN
    account = register().scalar(select(Account).where(Account.email == address))
    if account is None:
        raise NotFoundError
    return enter(account)
