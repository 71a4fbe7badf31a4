"""Load the lists of categories; harmless to repeat, and leaves alone what the office has changed."""

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from webapp.core.cards.models import Category
from webapp.core.languages import texts_of
from webapp.core.networks.reference import rows_of


def load_categories(session: Session) -> None:
    """Insert missing categories."""
    known = {(row.kind, row.code) for row in session.execute(select(Category.kind, Category.code))}
    missing = [
        {
            "kind": row["kind"], "code": row["code"], "name": texts_of(row, "name"),
            "position": int(row["position"]), "is_offered": True,
        }
        for row in rows_of("categories.csv")
        if (row["kind"], row["code"]) not in known
    ]  # fmt: skip
    if missing:
        session.execute(insert(Category), missing)
    session.flush()
