"""The register has no column for what must never be stored of a cardholder."""

from webapp.core.cards.models import Background
from webapp.core.registry import metadata

FORBIDDEN = ("name", "email", "phone_number", "address", "identity", "birth_date", "born")
ABOUT_HOLDERS = (
    "backgrounds", "cards", "card_codes", "pairings", "holder_phones", "visits", "renewal_wishes",
    "correction_wishes", "feedback", "asked_visits", "outing_joins", "holder_notices",
)  # fmt: skip


def test_no_table_about_a_cardholder_has_a_column_for_a_person() -> None:
    for table in ABOUT_HOLDERS:
        for column in metadata().tables[table].columns:
            assert not any(word in column.name for word in FORBIDDEN), f"{table}.{column.name}"


def test_of_a_cardholder_exactly_this_is_kept() -> None:
    assert {column.name for column in Background.__table__.columns} == {
        "id", "birth_year", "postal_code", "mother_tongue_id", "gender_id", "life_situation_id",
    }  # fmt: skip
