"""Load the kinds of distributors; harmless to repeat, and leaves alone what the office has changed."""

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from webapp.core.languages import texts_of
from webapp.core.networks.reference import rows_of
from webapp.core.partners.models import DistributorKind


def load_distributor_kinds(session: Session) -> None:
    """Insert those that are missing."""
    known = set(session.scalars(select(DistributorKind.code)))
    missing = [
        {
            "code": row["code"], "name": texts_of(row, "name"), "position": int(row["position"]),
            "is_offered": True,
        }
        for row in rows_of("distributor_kinds.csv")
        if row["code"] not in known
    ]  # fmt: skip
    if missing:
        session.execute(insert(DistributorKind), missing)
    session.flush()
