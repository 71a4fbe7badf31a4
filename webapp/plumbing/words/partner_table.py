"""What the columns of a table of partners are called, and the words that stand in them, in every language."""

from collections.abc import Mapping, Sequence
from typing import Final

from flask_babel import LazyString, lazy_gettext

from webapp.core.alphabet import plain_letters
from webapp.core.languages import CODES
from webapp.core.partners.importing import CHOSEN, COLUMNS, ImportWords
from webapp.core.partners.models import (
    DistributorKind,
    Organisation,
    OrganisationContacts,
    OrganisationKind,
)
from webapp.plumbing.words.features.partners import RUN_BY, SECTORS, SIDES
from webapp.plumbing.words.formats import language_name, local_name
from webapp.plumbing.words.holders.partners import SPOKEN_LANGUAGES, VENUE_KINDS
from webapp.plumbing.words.language import speaking

_ = lazy_gettext

_ONE_OF_KIND: Final[Mapping[str, LazyString]] = {
    OrganisationKind.VENUE: _("Venue"),
    OrganisationKind.DISTRIBUTOR: _("Distributor"),
}
_CHOICES: Final[Mapping[str, Mapping[str, LazyString]]] = {
    "kind": _ONE_OF_KIND,
    "venue_kind": {str(one): words for one, words in VENUE_KINDS.items()},
    "sector": {str(one): words for one, words in SECTORS.items()},
    "run_by": {str(one): words for one, words in RUN_BY.items()},
    "side": {str(one): SIDES[one] for one in SIDES},
}
_HEADINGS: Final[Mapping[str, LazyString]] = {
    "kind": _("Kind of partner"),
    "municipality": _("Municipality"),
    "venue_kind": _("Kind of place"),
    "sector": _("Sector of the statistics"),
    "distributor_kind": _("Kind of distributor"),
    "run_by": _("Who runs it"),
    "side": _("Looked after by"),
    "phone": _("Phone"),
    "email": _("E-mail"),
    "address": _("Street address"),
    "languages": _("Languages in which one is served"),
    "website": _("Website of a distributor"),
    "contact_person": _("Work e-mail of the contact person"),
}
_IN_LANGUAGES: Final[Mapping[str, LazyString]] = {
    "name": _("Name (%(language)s)"),
    "hours": _("Opening hours (%(language)s)"),
    "bring": _("What a client brings (%(language)s)"),
}


def headings() -> list[str]:
    """Of each column, in the reader's language."""
    return [heading(column) for column in COLUMNS]


def heading(column: str) -> str:
    """What a column is called in the reader's language."""
    if column in _HEADINGS:
        return str(_HEADINGS[column])
    what, _sign, code = column.partition("_")
    return str(_IN_LANGUAGES[what]) % {"language": language_name(code)}


def cells(partner: Organisation, contacts: OrganisationContacts | None) -> list[str]:
    """A partner's row, as it could be taken in again."""
    kind = partner.distributor_kind
    said: dict[str, str] = {
        "kind": str(_ONE_OF_KIND[partner.kind]),
        **{f"name_{code}": partner.name.get(code, "") for code in CODES},
        "municipality": local_name(partner.municipality) if partner.municipality else "",
        "distributor_kind": local_name(kind) if kind else "",
        **{
            name: _said_of(name, getattr(partner, name))
            for name in ("venue_kind", "sector", "run_by", "side")
        },
    }
    if contacts is not None:
        said |= {"phone": contacts.phone, "email": contacts.email, "address": contacts.address}
        said |= {f"hours_{code}": contacts.hours.get(code, "") for code in CODES}
        said |= {f"bring_{code}": contacts.bring.get(code, "") for code in CODES}
        said["languages"] = ", ".join(str(SPOKEN_LANGUAGES[one]) for one in contacts.spoken)
        said["website"] = contacts.website
    return [said.get(column, "") for column in COLUMNS]


def _said_of(column: str, value: str | None) -> str:
    return str(_CHOICES[column][value]) if value else ""


def choices(kinds: Sequence[DistributorKind]) -> dict[str, list[str]]:
    """The words to choose from, by column, in the reader's language."""
    words = {column: [str(_CHOICES[column][one]) for one in values] for column, values in CHOSEN.items()}
    return words | {"distributor_kind": [local_name(one) for one in kinds]}


def words_in_every_language(kinds: Sequence[DistributorKind]) -> ImportWords:
    """What is understood in a table: headings and words in any of the languages, and the names of core."""
    columns = {plain_letters(one): one for one in COLUMNS}
    chosen: dict[str, dict[str, str]] = {
        column: {plain_letters(one): one for one in values} for column, values in CHOSEN.items()
    }
    chosen["languages"] = {plain_letters(one): one for one in SPOKEN_LANGUAGES}
    for code in CODES:
        with speaking(code):
            columns |= {plain_letters(heading(one)): one for one in COLUMNS}
            for column, values in CHOSEN.items():
                chosen[column] |= _by_words(column, values)
            chosen["languages"] |= {plain_letters(str(words)): one for one, words in SPOKEN_LANGUAGES.items()}
    chosen["distributor_kind"] = {
        plain_letters(text): str(one.id) for one in kinds for text in (*one.name.values(), one.code)
    }
    return ImportWords(columns, chosen)


def _by_words(column: str, values: Sequence[str]) -> dict[str, str]:
    return {plain_letters(str(_CHOICES[column][one])): one for one in values}
