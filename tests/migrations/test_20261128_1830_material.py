"""Orders of material and what partners got come, each once; everything before stays as it is."""

import pytest
from sqlalchemy.exc import IntegrityError

from tests.migrations.ladder import Ladder
from tests.migrations.rows import uid

REVISION = "8c41e7d5b2a6"
_THEN = "2026-11-20 10:00:00.000000"
ORDER = {
    "id": uid(981), "network_id": 1, "kind": "brochure", "language": "fi", "amount": 500,
    "description": "Esite", "file_address": "", "wanted_on": None, "state": "draft", "written_by": 4,
    "written_at": _THEN, "sent_at": None, "reason": "", "decided_by": None, "decided_at": None,
    "printing_on": None, "print_amount": None, "received_on": None, "received_amount": None,
}  # fmt: skip
PRINTED = {
    "state": "received", "printing_on": "2026-11-01", "print_amount": 500, "received_on": "2026-11-10",
    "received_amount": 490,
}  # fmt: skip
HANDOUT = {
    "id": uid(984), "network_id": 1, "kind": "brochure", "language": "fi", "handed_on": "2026-11-12",
    "note": "", "written_by": 4, "written_at": _THEN,
}  # fmt: skip
PORTION = {"handout_id": uid(984), "organisation_id": 3, "amount": 100}
STOCK = {
    "organisation_id": 3, "kind": "brochure", "low_at": 20, "counted": None, "counted_on": None,
    "said_at": _THEN, "said_by": 3,
}  # fmt: skip


def test_rows_hold_what_they_may(ladder: Ladder) -> None:
    ladder.stand_before(REVISION)
    ladder.up()
    ladder.put("material_orders", **ORDER)
    ladder.put("material_orders", **{**ORDER, **PRINTED, "id": uid(982)})
    ladder.put("material_handouts", **HANDOUT)
    ladder.put("material_portions", **PORTION)
    ladder.put("material_stocks", **STOCK)
    for table, wrong in (
        ("material_orders", ORDER),
        ("material_orders", {**ORDER, "id": uid(983), "kind": "flag"}),
        ("material_orders", {**ORDER, "id": uid(983), "language": "de"}),
        ("material_orders", {**ORDER, "id": uid(983), "state": "lost"}),
        ("material_orders", {**ORDER, "id": uid(983), "amount": 0}),
        ("material_orders", {**ORDER, "id": uid(983), "state": "waiting"}),
        ("material_orders", {**ORDER, "id": uid(983), "state": "changes_asked"}),
        ("material_orders", {**ORDER, "id": uid(983), "state": "printing"}),
        ("material_orders", {**ORDER, **PRINTED, "id": uid(983), "state": "printing"}),
        ("material_orders", {**ORDER, **PRINTED, "id": uid(983), "received_amount": None}),
        ("material_orders", {**ORDER, "id": uid(983), "decided_by": 1}),
        ("material_orders", {**ORDER, "id": uid(983), "network_id": 99}),
        ("material_handouts", {**HANDOUT, "id": uid(985), "kind": "flag"}),
        ("material_handouts", {**HANDOUT, "id": uid(985), "written_by": 99}),
        ("material_portions", PORTION),
        ("material_portions", {**PORTION, "organisation_id": 2, "amount": 0}),
        ("material_portions", {**PORTION, "organisation_id": 99}),
        ("material_stocks", STOCK),
        ("material_stocks", {**STOCK, "kind": "poster", "low_at": -1}),
        ("material_stocks", {**STOCK, "kind": "poster", "counted": 4}),
        ("material_stocks", {**STOCK, "kind": "poster", "said_by": None}),
    ):
        with pytest.raises(IntegrityError):
            ladder.put(table, **wrong)


def test_going_back_forgets_material_and_keeps_partners(ladder: Ladder) -> None:
    ladder.stand_before(REVISION)
    partners = "SELECT id, kind FROM organisations ORDER BY id"
    before = ladder.ask(partners)
    ladder.up()
    ladder.put("material_orders", **ORDER)
    ladder.put("material_handouts", **HANDOUT)
    ladder.put("material_portions", **PORTION)
    ladder.put("material_stocks", **STOCK)
    ladder.down()
    assert ladder.ask(partners) == before
