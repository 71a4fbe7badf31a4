"""The privacy notice says how long things are kept, by the table that housekeeping follows."""

from collections.abc import Callable

import pytest

from tests.support.visitor import Visitor
from webapp.core.retention import RETENTION


@pytest.mark.parametrize(
    ("language", "log", "codes"),
    [
        ("fi", "ja mistä korteista: 3 vuotta", "uusille työntekijöille: 30 päivää"),
        ("fi-selko", "ja mitkä kortit: 3 vuotta", "Vanhat koodit: puhelimelle ja uusille työntekijöille: 30"),
        ("sv", "och med vilka kort: 3 år", "nya anställda: 30 dygn"),
        ("en", "and with which cards: 3 years", "for new staff: 30 days"),
    ],
)
def test_every_time_is_told(visitor: Callable[[], Visitor], language: str, log: str, codes: str) -> None:
    person = visitor()
    person.speak(language)
    page = person.open("/tietosuoja")
    text = page.text.replace("\u00a0", " ").replace("\u00ad", "")
    assert log in text
    assert codes in text
    (told,) = [
        one
        for one in page.root.iter("ul")
        if any(log[-4:] in "".join(li.itertext()).replace("\u00a0", " ") for li in one)
    ]
    assert len(list(told)) == len(RETENTION)
