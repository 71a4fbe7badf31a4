"""As many listed codes as the country will ever have, put into a register in seconds."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Engine

from webapp.core.cards.codes import CardCode
from webapp.core.cards.listing import MOST_CHILDREN_LISTED
from webapp.core.cards.models import RegisteredCode
from webapp.core.database import session_factory
from webapp.demo.ledger import write_rows

_CHUNK: Final = 50_000


def list_codes(
    engine: Engine, codes: Sequence[CardCode], *, batch_id: int, card_id: uuid.UUID, now: datetime
) -> None:
    """Replaced codes of one card, which is all the list needs: it asks nothing but its two columns."""
    listed = {"batch_id": batch_id, "card_id": card_id, "replaced_at": now, "list_change": 1}
    day = (now.year + 1 - 2015) * 365 << 10
    for start in range(0, len(codes), _CHUNK):
        rows = [
            {**listed, "code": code, "list_entry": day + index % MOST_CHILDREN_LISTED}
            for index, code in enumerate(codes[start : start + _CHUNK])
        ]
        with session_factory(engine).begin() as session:
            write_rows(session, RegisteredCode, rows=rows)
    with engine.begin() as connection:
        connection.exec_driver_sql("ANALYZE")
