"""All that a list holds, in its usual order."""

from collections.abc import Sequence
from typing import TypeVar

from sqlalchemy.orm import Session

from webapp.core.lists.reading import Listed

RowT = TypeVar("RowT")


def all_of(session: Session, listed: Listed[RowT]) -> Sequence[RowT]:
    """Every row."""
    return listed.everything(session, listed.usual)
