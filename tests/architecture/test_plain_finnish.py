"""The catalogue of plain Finnish holds the sentences of the files of cardholders, and nothing else."""

from babel.messages.catalog import Catalog

from tools.check_translations import complaints
from tools.plain_finnish import sentences_of_holders


def all_sentences() -> Catalog:
    """A sentence of each kind of file."""
    found = Catalog()
    for file in (
        "webapp/templates/omakaiku/card.html",
        "webapp/templates/components/field_error.html",
        "webapp/templates/layout/header.html",
        "webapp/pages/omakaiku/views.py",
        "webapp/plumbing/words/holders/cards.py",
        "webapp/plumbing/words/features/cards.py",
        "webapp/templates/venue/counter.html",
        "webapp/templates/components/camera.html",
    ):
        found.add(f"In {file}.", locations=[(file, 1)])
    two = [("webapp/plumbing/words/features/cards.py", 1), ("webapp/plumbing/http/error_pages.py", 1)]
    found.add("In two.", locations=two)
    return found


def test_it_holds_pages_of_holders_what_they_are_built_from_and_their_sentences() -> None:
    held = {str(message.id) for message in sentences_of_holders(all_sentences()) if message.id}
    assert held == {
        "In webapp/templates/omakaiku/card.html.",
        "In webapp/templates/components/field_error.html.",
        "In webapp/templates/layout/header.html.",
        "In webapp/pages/omakaiku/views.py.",
        "In webapp/plumbing/words/holders/cards.py.",
        "In two.",
    }


def test_a_sentence_missing_left_over_or_without_its_facts_is_complained_of() -> None:
    wanted, written = Catalog(), Catalog()
    wanted.add("Open until %(day)s.")
    wanted.add("Not said.")
    written.add("Open until %(day)s.", "Auki.")
    written.add("Not said.", "")
    written.add("Of the counter.", "Kassan.")
    found = list(complaints(wanted, written))
    assert [one.partition(":")[0] for one in found] == [
        "placeholders differ", "not translated", "no longer used"
    ]  # fmt: skip
