"""What an outing says: whole in every language in which something of it is written. Pure."""

from collections.abc import Collection, Mapping
from typing import Final

from webapp.core.errors import RefusedError
from webapp.core.languages import CODES, FIRST, LocalisedText
from webapp.core.outings.reasons import OutingRefusal
from webapp.core.outings.rules import LONGEST_PLACE, LONGEST_TITLE, LONGEST_WORDS, check_text, folded

_LONGEST: Final = {
    "title": LONGEST_TITLE, "place": LONGEST_PLACE, "meeting_place": LONGEST_PLACE, "words": LONGEST_WORDS
}  # fmt: skip


def check_part(what: str, text: str, field: str) -> str:
    """A text of an outing in one language, folded; it need not be written.

    Raises:
        RefusedError: TEXT_LENGTH or TEXT_IDENTITY_CODE.
    """
    return check_text(text, field, most=_LONGEST[what]) if folded(text) else ""


def check_written(texts: Mapping[str, LocalisedText], *, needed: Collection[str]) -> dict[str, LocalisedText]:
    """The texts of an outing by name, folded; the needed ones are there in every language that is written.

    Raises:
        RefusedError: TEXT_LENGTH, TEXT_IDENTITY_CODE or OUTING_HALF_WRITTEN.
    """
    # A form remembers where people met last, in each language: that alone announces nothing in it.
    saying = [text for what, text in texts.items() if what != "meeting_place"]
    written = {language for text in saying for language, part in text.items() if folded(part)}
    languages = sorted(written or {FIRST}, key=lambda code: (code not in CODES, code))
    checked: dict[str, dict[str, str]] = {what: {} for what in texts}
    for language in languages:
        for what, text in texts.items():
            part = folded(text.get(language, ""))
            if part or (what in needed and len(languages) == 1):
                checked[what][language] = check_text(part, f"{what}_{language}", most=_LONGEST[what])
            elif what in needed:
                raise RefusedError(OutingRefusal.OUTING_HALF_WRITTEN, f"{what}_{language}")
    return {what: LocalisedText(by_language) for what, by_language in checked.items()}
