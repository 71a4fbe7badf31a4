"""Counties have one name: nothing read the short one but the demo country, which now knows it by itself."""

from collections.abc import Sequence
from typing import Final

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "b1d8f36a0c75"
down_revision: str | None = "a4c7e1f93b60"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
_SHORT_NAMES: Final = {
    "AL": ("Ahvenanmaa", "Åland"),
    "EK": ("Etelä-Karjala", "Södra Karelen"),
    "EP": ("Etelä-Pohjanmaa", "Södra Österbotten"),
    "ES": ("Etelä-Savo", "Södra Savolax"),
    "HE": ("Helsinki", "Helsingfors"),
    "IU": ("Itä-Uusimaa", "Östra Nyland"),
    "KA": ("Kainuu", "Kajanaland"),
    "KH": ("Kanta-Häme", "Egentliga Tavastland"),
    "KP": ("Keski-Pohjanmaa", "Mellersta Österbotten"),
    "KS": ("Keski-Suomi", "Mellersta Finland"),
    "KU": ("Keski-Uusimaa", "Mellersta Nyland"),
    "KY": ("Kymenlaakso", "Kymmenedalen"),
    "LA": ("Lappi", "Lappland"),
    "LU": ("Länsi-Uusimaa", "Västra Nyland"),
    "PH": ("Päijät-Häme", "Päijänne-Tavastland"),
    "PI": ("Pirkanmaa", "Birkaland"),
    "PK": ("Pohjois-Karjala", "Norra Karelen"),
    "PO": ("Pohjanmaa", "Österbotten"),
    "PP": ("Pohjois-Pohjanmaa", "Norra Österbotten"),
    "PS": ("Pohjois-Savo", "Norra Savolax"),
    "SA": ("Satakunta", "Satakunta"),
    "VK": ("Vantaa ja Kerava", "Vanda och Kervo"),
    "VS": ("Varsinais-Suomi", "Egentliga Finland"),
}


def upgrade() -> None:
    """Move the register forward."""
    with op.batch_alter_table("counties") as batch_op:
        batch_op.drop_column("short_name")


def downgrade() -> None:
    """Move it back; a county that the list of that version did not have is called by its whole name."""
    with op.batch_alter_table("counties") as batch_op:
        batch_op.add_column(sa.Column("short_name", _JSON))
    counties = sa.table(
        "counties", sa.column("code"), sa.column("name", _JSON), sa.column("short_name", _JSON)
    )
    op.execute(counties.update().values(short_name=counties.c.name))
    for code, (finnish, swedish) in _SHORT_NAMES.items():
        op.execute(
            counties.update()
            .where(counties.c.code == code)
            .values(short_name=sa.bindparam(None, {"fi": finnish, "sv": swedish}, type_=_JSON))
        )
    with op.batch_alter_table("counties") as batch_op:
        batch_op.alter_column("short_name", existing_type=_JSON, nullable=False)
