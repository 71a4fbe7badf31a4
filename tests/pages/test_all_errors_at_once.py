"""Whoever fills a form in wrongly in several places reads of all of them at once."""

from collections.abc import Callable, Mapping
from typing import Final

import pytest

from tests.factories import World
from tests.support.visitor import Visitor

LONG: Final = "x" * 700
IDENTITY_CODE: Final = "Soita 010101-123N"
OUTING: Final = {
    "title_en": IDENTITY_CODE, "meeting_place_en": LONG, "words_en": IDENTITY_CODE, "place_sv": LONG,
    "day": "1.12.2026", "time": "12", "meeting_time": "13", "last_day": "2.12.2026",
}  # fmt: skip
TIP: Final = {
    "title_en": LONG, "text_en": IDENTITY_CODE, "title_sv": IDENTITY_CODE, "shown_from": "2.12.2026",
    "shown_until": "1.12.2026", "address": "example.fi",
}  # fmt: skip
CONTACTS: Final = {"phone": "no", "email": "no", "address": LONG, "hours_fi": LONG, "hours_sv": LONG}
OFFICE: Final = {**CONTACTS, "website": "no", "bring_fi": LONG, "bring_en": IDENTITY_CODE}
ABOUT: Final = {
    **CONTACTS, "website": "no", "agency_fee": LONG, "seats": "0", "ticket_agency": LONG,
    "tickets_fi": LONG, "left_out_sv": LONG, "accessibility_en": LONG,
}  # fmt: skip
WRONG: Final[Mapping[str, tuple[str, Mapping[str, str], frozenset[str]]]] = {
    "/jakaja/yhteystiedot": ("distributor", OFFICE, frozenset()),
    "/kohde/tiedot": ("venue", ABOUT, frozenset()),
    "/kohde/lisaa-ohjelmaan": (
        "venue", {"name_en": LONG, "name_fi": LONG, "day": "1.1.2026", "kind": "x"}, frozenset()
    ),
    "/jakaja/retket/uusi": ("distributor", OUTING, frozenset({"day", "time"})),
    "/alue/anna-vinkki": ("coordinator", TIP, frozenset({"shown_from"})),
    "/keskus/tunnukset/uusi": ("office", {"network": "", "letter": "A", "size": "50001"}, frozenset()),
    "/keskus/tunnukset/tuonti": ("office", {"network": "", "codes": "no code"}, frozenset()),
    "/tili": ("venue", {"current_password": " ", "password": "short"}, frozenset()),
}  # fmt: skip
"""By the address of a form: who fills it in, what is wrong, and which of it is right by itself."""


@pytest.mark.parametrize("path", WRONG)
def test_all_that_is_wrong_is_told_at_once(
    app_world: World, visitor: Callable[[], Visitor], path: str
) -> None:
    role, typed, right = WRONG[path]
    person = visitor()
    person.speak("en")
    person.sign_in(getattr(app_world, role))
    person.open(path)
    page = person.submit(dict(typed), action=path)
    assert page.status == 422
    assert {name for name in typed if page.error_of(name)} == typed.keys() - right
