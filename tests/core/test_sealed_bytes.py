"""The sealed list's bytes: the same for Python and TypeScript."""

import base64
import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from webapp.core.cards.listing import list_entry
from webapp.core.cards.validity import CardKind, CardStatus, Validity
from webapp.core.devices import sealed
from webapp.core.devices.sealed import Heading, ListKind, Whole, pack, seal

CONTRACT = json.loads((Path(__file__).parent.parent / "contracts" / "list_entries.json").read_text())


@pytest.mark.parametrize("case", CONTRACT["entries"], ids=str)
def test_an_entry_is_what_the_contract_says(case: dict[str, Any]) -> None:
    validity = Validity(
        CardStatus(case["status"]), date.fromisoformat(case["valid_until"]), is_replaced=case["is_replaced"]
    )
    assert list_entry(CardKind(case["kind"]), validity, case["children"]) == case["entry"]


@pytest.mark.parametrize("case", CONTRACT["sealed"], ids=lambda case: case["code"])
def test_a_sealed_entry_is_what_the_contract_says(case: dict[str, Any]) -> None:
    key = base64.b64decode(case["key_base64"])
    assert seal(key, [(case["code"], case["entry"])]) == [bytes.fromhex(case["hex"])]


@pytest.mark.parametrize("case", CONTRACT["lists"], ids=["full", "changes", "no_changes"])
def test_an_answer_is_what_the_contract_says(case: dict[str, Any]) -> None:
    count = case["whole_count"]
    heading = Heading(
        ListKind[case["kind"].upper()],
        date.fromisoformat(case["oldest_listed_day"]),
        case["cursor"],
        datetime.fromisoformat(case["made_at"]),
        None if count is None else Whole(count, case["whole_sum"]),
    )
    entries = [(one["code"], one["entry"]) for one in case["entries"]]
    assert pack(heading, seal(base64.b64decode(case["key_base64"]), entries)).hex() == case["hex"]


def test_of_two_codes_with_one_seal_one_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealed, "_SEAL_BYTES", 1)  # then some of a thousand codes are sure to meet
    found = seal(bytes(32), ((f"A{number:09}", 1) for number in range(1_000)))
    seals = [one[:1] for one in found]
    assert len(seals) <= 256
    assert seals == sorted(set(seals))
