"""What is always the same in the demo country: accounts, a few cards, codes waiting to be given out."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from webapp.core.cards.codes import CardCode, check_digit


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """A made-up person who works in one or more organisations, given by their Finnish names."""

    email: str
    name: str
    organisations: tuple[str, ...]


DEMO_PASSWORD: Final = "sininen ovi avautuu aina kello kuusi"  # noqa: S105 - everybody may know it
"""Of every account in the demo country."""

DEMO_ACCOUNTS: Mapping[str, DemoAccount] = MappingProxyType({
    "venue": DemoAccount(
        "venue@demo.example", "Teatterin lippukassa", ("Kajaanin kaupunginteatteri",)
    ),
    "swimming_hall": DemoAccount("swimming_hall@demo.example", "Uimahallin kassa", ("Kajaanin uimahalli",)),
    "distributor": DemoAccount(
        "distributor@demo.example",
        "Sosiaalitoimiston ohjaaja",
        ("Kainuun hyvinvointialue, sosiaalitoimistot",),
    ),
    "trial_distributor": DemoAccount(
        "trial_distributor@demo.example", "Etsivä nuorisotyöntekijä", ("Pietarsaaren etsivä nuorisotyö",)
    ),
    "coordinator": DemoAccount(
        "coordinator@demo.example",
        "Kainuun vastuuhenkilö",
        ("Kajaanin kulttuuripalvelut, Kaikukortti-kohteet",),
    ),
    "county_coordinator": DemoAccount(
        "county_coordinator@demo.example",
        "Hyvinvointialueen vastuuhenkilö",
        ("Kainuun hyvinvointialue, Kaikukortin jakajat",),
    ),
    "national_office": DemoAccount(
        "national_office@demo.example", "Kaikukeskuksen asiantuntija", ("Kaikukeskus",)
    ),
    "several_roles": DemoAccount(
        "several_roles@demo.example",
        "Kulttuurituottaja monessa roolissa",
        (
            "Kuhmo-talo",
            "Kuhmon etsivä nuorisotyö",
            "Kajaanin kulttuuripalvelut, Kaikukortti-kohteet",
        ),
    ),
})  # fmt: skip
"""By role, and four more to try, of whom `several_roles` works in three places."""


def _new(letter_and_digits: str) -> CardCode:
    return CardCode(letter_and_digits + check_digit(letter_and_digits))


# Issued by Kainuu's social offices; the first two are the codes that training material shows.
VALID_CARD: Final = CardCode("A999123453")
"""Valid, two children."""
EXPIRED_CARD: Final = CardCode("A045198723")
ENDED_CARD: Final = CardCode("A310472655")
WITHDRAWN_CARD: Final = CardCode("A310472794")
REPLACED_CODE: Final = CardCode("A310473026")
"""Replaced by REPLACEMENT_CODE."""
REPLACEMENT_CODE: Final = _new("K71502934")
NEW_SERIES_CARD: Final = _new("K71503861")
"""Valid, with a check digit, no children."""
ENDING_CARD: Final = _new("K71505294")
"""Valid for two weeks more, one child: its holder may wish for another year."""
COMMUNITY_CARD: Final = _new("K71504418")
TRIAL_CARD: Final = _new("K48206195")
"""Of the network on trial, valid until the trial's end; issued by its outreach youth work."""

FREE_CODES_KAINUU: Final = tuple(
    _new(start)
    for start in (
        "K20417386", "K20583914", "K20861270", "K21034795", "K21379608",
        "K21648053", "K21905247", "K22170864", "K22436591", "K22791305",
    )
)  # fmt: skip
"""Handed over to Kainuu, not yet registered, with check digits."""
FREE_OLD_CODES_KAINUU: Final = tuple(
    CardCode(code) for code in ("A500318274", "A500729461", "A501183650", "A501946037", "A502270918")
)
"""Handed over to Kainuu, not yet registered, of the old series."""
FREE_CODES_TRIAL: Final = tuple(
    _new(start) for start in ("K30218467", "K30594170", "K30827635", "K31160948", "K31475026")
)
"""Handed over to the network on trial, not yet registered; to Kainuu they are another network's."""
CODE_NOT_HANDED_OVER: Final = _new("K40385172")
"""Made for Kainuu and still at the printer's."""

KAINUU: Final = "Kainuu"
TRIAL_NETWORK: Final = "Pietarsaaren seutu"

FREE_CODES: Mapping[str, tuple[CardCode, ...]] = MappingProxyType(
    {
        KAINUU: FREE_CODES_KAINUU + FREE_OLD_CODES_KAINUU,
        TRIAL_NETWORK: FREE_CODES_TRIAL,
    }
)
"""Network → codes that are handed over and unregistered."""

CARD_CODES: Final = (
    VALID_CARD, EXPIRED_CARD, ENDED_CARD, WITHDRAWN_CARD, REPLACED_CODE, REPLACEMENT_CODE, NEW_SERIES_CARD,
    ENDING_CARD, COMMUNITY_CARD, TRIAL_CARD,
)  # fmt: skip
"""Codes of the well-known cards."""

RESERVED: Final = frozenset(
    {*CARD_CODES, CODE_NOT_HANDED_OVER, *(code for codes in FREE_CODES.values() for code in codes)}
)
"""Codes that no random card may have to another card."""
