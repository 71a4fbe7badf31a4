"""What was typed before forms were cleaned is cleaned; what has nothing unseen, and the rest of it, stays."""

import json

from tests.migrations.ladder import Ladder

REVISION = "b71d04e9c2f6"
DIRTY = "\u200bliput\u00ad@demo\u2060.example\ufeff"


def by_language(ladder: Ladder, question: str) -> list[dict[str, str]]:
    """SQLite gives JSON as it is written, PostgreSQL as what it says."""
    return [json.loads(one) if isinstance(one, str) else one for (one,) in ladder.ask(question)]


def test_contacts_lose_what_nobody_sees(ladder: Ladder) -> None:
    ladder.stand_before(REVISION)
    ladder.put(
        "organisation_contacts", organisation_id=3, phone="08 000\u202c 0101", email=DIRTY, updated_by=3,
        address="Torikatu 1", hours=json.dumps({"fi": "ma\u200b–pe 9–15\nla 10", "sv": "\u00ad"}),
        updated_at="2026-11-20 10:00:00.000000",
    )  # fmt: skip
    ladder.up()
    assert ladder.ask("SELECT phone, email, address FROM organisation_contacts") == [
        ("08 000 0101", "liput@demo.example", "Torikatu 1")
    ]
    assert by_language(ladder, "SELECT hours FROM organisation_contacts") == [{"fi": "ma–pe 9–15\nla 10"}]
    ladder.down()
    assert ladder.ask("SELECT email FROM organisation_contacts") == [("liput@demo.example",)]


def test_texts_by_language_lose_it_too_and_one_of_nothing_else_stays(ladder: Ladder) -> None:
    ladder.stand_before(REVISION)
    title, meeting = json.dumps({"fi": "Teat\u00adteriin"}), json.dumps({"fi": "\u200b"})
    ladder.run("UPDATE outings SET title = :title, meeting_place = :meeting", title=title, meeting=meeting)
    before = by_language(ladder, "SELECT text FROM tips")
    ladder.up()
    assert by_language(ladder, "SELECT title FROM outings") == [{"fi": "Teatteriin"}]
    assert by_language(ladder, "SELECT meeting_place FROM outings") == [{"fi": "\u200b"}]
    assert by_language(ladder, "SELECT text FROM tips") == before
