"""What was typed in a form is not dropped by another button of its page."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final
from xml.etree.ElementTree import Element

import pytest
from flask import Flask

from tests.conftest import NOW
from tests.factories import World
from tests.support.every_page import READERS, furnish, pages_of
from webapp.plumbing.push.vapid import new_private_key
from webapp.settings import Settings

_CHOSEN: Final = {"hidden", "radio", "checkbox", "submit"}
LEAVE_ON_PURPOSE: Final = {
    r"/ulos$": "whoever signs out leaves what they were doing",
    r"^/(kirjaudu|vahvista)/avain$": "a passkey is used in the place of all that could be typed",
    r"^/keskus/jakajat/\d+/kylla$": "whoever says yes to a distributor has found it: the search is over",
    r"/peru$": "a visit that is taken back has nothing to correct",
}
"""Addresses of forms for which something that is typed in another form is dropped, and why."""


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """With reminders, so that their page opens too."""
    return replace(
        settings, vapid_private_key=new_private_key(), vapid_subject="mailto:a@kaikukortti.example"
    )


def typed_in(form: Element) -> bool:
    """Whether there is something to write."""
    return any(
        one.tag == "textarea" or (one.tag == "input" and one.get("type", "text") not in _CHOSEN)
        for one in form.iter()
    )


def dropping(forms: list[Element]) -> Iterator[str]:
    """Where a page's forms go that stand beside one to write in."""
    for written in filter(typed_in, forms):
        for other in forms:
            action = other.get("action", "")
            is_left = any(re.search(address, action) for address in LEAVE_ON_PURPOSE)
            if other.get("method") == "post" and action != written.get("action") and not is_left:
                yield action


def test_no_page_has_a_button_beside_a_form_to_write_in(app: Flask, app_world: World) -> None:
    country = furnish(app, app_world, now=NOW)
    found = {
        (page.path, action)
        for reader in READERS
        for page in pages_of(app, country, reader, "en")
        if page.response.mimetype == "text/html"
        for action in dropping(list(next(page.root.iter("main"), page.root).iter("form")))
    }
    assert not found
