"""The token in every form: against forms of others, and it tells for whose account the page was made."""

import re
import secrets
from typing import Final

from flask import Flask, current_app, request, session
from flask_wtf.csrf import generate_csrf
from itsdangerous import BadData, URLSafeTimedSerializer

from webapp.plumbing.access.sign_in import current_person

TOKEN: Final = "csrf_token"  # noqa: S105 - the name of a field
_NAMES_ACCOUNT: Final = re.compile(r"[\w-]{31}\.([0-9a-f]{8})")
_RANDOM_BYTES: Final = 23


def install_form_tokens(app: Flask) -> None:
    """After Flask-WTF, whose own tokens tell nothing of an account."""
    app.jinja_env.globals["csrf_token"] = _form_token


def _form_token() -> str:
    person = current_person() if TOKEN not in session else None
    if person is not None:
        # As long as Flask-WTF's own, and as random; the signature around it is Flask-WTF's.
        session[TOKEN] = f"{secrets.token_urlsafe(_RANDOM_BYTES)}.{person.account_id:08x}"
    token: str = generate_csrf()
    return token


def is_from_page_of_ours() -> bool:
    """Whether a form was sent from a page that we have made, in whichever session."""
    return _signed_token() is not None


def account_of_page() -> int | None:
    """For whose account the page was made that a form was sent from; None for strangers' pages."""
    named = _NAMES_ACCOUNT.fullmatch(_signed_token() or "")
    return int(named[1], 16) if named else None


def _signed_token() -> str | None:
    serializer = URLSafeTimedSerializer(current_app.secret_key or "", salt="wtf-csrf-token")
    try:
        return str(serializer.loads(request.form.get(TOKEN, "")))
    except BadData:
        return None
