"""A form that could not be taken stands again as it was filled in, to be checked and sent by its writer."""

import gzip
import re
from typing import Final

from flask import Flask, Response, current_app, get_template_attribute, redirect, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError

from webapp.core.accounts.roles import Permission
from webapp.core.unsent_forms.actions import Found
from webapp.core.unsent_forms.sealing import Unsent
from webapp.plumbing.access.gate import access_of
from webapp.plumbing.access.unsent import (
    forget_when_shown,
    is_here,
    keep_what_was_sent,
    of_account,
    of_card,
    unsent_for,
)
from webapp.plumbing.http.cookies import UNSENT_COOKIE, secret_in
from webapp.plumbing.http.error_pages import page_was_open_for_long
from webapp.plumbing.rendering.filling import Filled, filled
from webapp.plumbing.words.holders.unsent import FILE_AGAIN, PASSWORD_AGAIN, SHOWN_AGAIN

_MAIN: Final = re.compile(r"<main\b[^>]*>")


def install_unsent_pages(app: Flask) -> None:
    """After the sign-in's own hooks, so that a filled page gets its headers like every other."""
    app.register_error_handler(CSRFError, _of_an_earlier_session)
    app.after_request(_fill_in)


def _of_an_earlier_session(_error: CSRFError) -> ResponseReturnValue:
    """Whoever has signed in again since, or whose browser has forgotten its session, gets the form back."""
    is_holders = access_of(current_app, request.endpoint or "").permission is Permission.SHOW_OWN_CARD
    whose = of_card() if is_holders else of_account()
    page = keep_what_was_sent(whose)
    return redirect(page, 303) if page and is_here(whose) else page_was_open_for_long()


def _fill_in(response: Response) -> Response:
    is_page = request.method == "GET" and response.status_code == 200 and response.mimetype == "text/html"  # noqa: PLR2004 - HTTP's own
    if is_page and secret_in(UNSENT_COOKIE):
        for found in unsent_for(request.path):
            if is_here(found.unsent.whose):
                _show(response, found)
                break
    return response


def _show(response: Response, found: Found) -> None:
    unsent = found.unsent
    page = filled(_html_of(response), page=request.path, action=unsent.action, fields=unsent.fields)
    if page is not None:
        response.set_data(_MAIN.sub(lambda main: main[0] + _told(unsent, page), page.html, count=1))
        forget_when_shown(found)


def _html_of(response: Response) -> str:
    data = response.get_data()
    if response.content_encoding == "gzip":
        del response.content_encoding
        data = gzip.decompress(data)
    return data.decode()


def _told(unsent: Unsent, page: Filled) -> str:
    also = {FILE_AGAIN: unsent.has_file, PASSWORD_AGAIN: page.has_password}
    said = [str(SHOWN_AGAIN), *(str(one) for one, is_so in also.items() if is_so)]
    notice = get_template_attribute("components/notice.html", "notice")
    return str(notice(" ".join(said), "warning", "status"))
