"""Which text stands in where one is missing, and how lists of names are read."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import add_organisation
from webapp.core.database import text_in
from webapp.core.languages import UNSAID, LocalisedText, Said, texts_of
from webapp.core.partners.models import Organisation


@pytest.mark.parametrize(
    ("text", "wanted", "said"),
    [
        (LocalisedText(fi="a", sv="b", en="c"), "en", Said("c", "en")),
        (LocalisedText(fi="a", sv="b", en="c"), "smn", Said("a", "fi")),
        (LocalisedText(sv="b", en="c"), "smn", Said("b", "sv")),
        (LocalisedText(sv="", en="c"), "sv", Said("c", "en")),
        (LocalisedText(smn="d", se="e"), "fi", Said("e", "se")),
        (UNSAID, "sv", Said("", "sv")),
    ],
)
def test_another_language_stands_in_by_the_order_of_the_list(
    text: LocalisedText, wanted: str, said: Said
) -> None:
    assert text.said_in(wanted) == said
    assert text.text_in(wanted) == said.text


def test_a_text_is_what_is_written_in_it() -> None:
    assert LocalisedText(fi="a", sv="") == LocalisedText({"fi": "a"})
    assert hash(LocalisedText(fi="a", sv="b")) == hash(LocalisedText(sv="b", fi="a"))
    assert not UNSAID
    assert LocalisedText({"fi": "a"}, sv="b") == {"fi": "a", "sv": "b"}


def test_every_column_of_a_name_is_a_language_of_it() -> None:
    row = {"code": "205", "name_fi": "Kajaani", "name_smn": "Kajaan", "name_sv": "", "names": "x"}
    assert texts_of(row, "name") == {"fi": "Kajaani", "smn": "Kajaan"}


def test_sql_reads_one_language(session: Session) -> None:
    names = [LocalisedText(fi="Ö"), LocalisedText(sv="A\"'b"), LocalisedText(fi="B", sv="Z")]
    ids = [add_organisation(session, "national_office", name=name).id for name in names]
    mine = select(Organisation).where(Organisation.id.in_(ids))
    swedish = session.scalars(mine.with_only_columns(text_in(Organisation.name, "sv"))).all()
    assert sorted(swedish, key=str) == ["A\"'b", None, "Z"]
    assert session.scalars(mine.where(text_in(Organisation.name, "fi") == "Ö")).one().id == ids[0]


def test_a_text_is_replaced_and_not_changed(session: Session) -> None:
    row = add_organisation(session, "national_office", name=LocalisedText(fi="A"))
    row.name = LocalisedText(row.name, sv="B")
    session.flush()
    session.expire(row)
    assert row.name == {"fi": "A", "sv": "B"}
