"""Load the lists of categories; harmless to repeat, and leaves alone what the office has changed."""

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from webapp.core.cards.models import Category
from webapp.core.languages import texts_of
from webapp.core.networks.reference import rows_of


def load_categories(session: Session) -> None:
    """Insert missing categories, follow names and order; `is_offered` stays as it is."""
    known = {(one.kind, one.code): one for one in session.scalars(select(Category))}
    missing = []
    for row in rows_of("categories.csv"):
        position, name = int(row["position"]), texts_of(row, "name")
        category = known.get((row["kind"], row["code"]))
        if category is None:
            missing.append({
                "kind": row["kind"], "code": row["code"], "name": name, "position": position,
                "is_offered": True,
            })  # fmt: skip
            continue
        category.name = name
        category.position = position
    if missing:
        session.execute(insert(Category), missing)
    session.flush()
