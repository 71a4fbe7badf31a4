"""How distributors and venues of networks known by name are reached; no number or address leads anywhere."""

from typing import Any, Final

from webapp.core.languages import LocalisedText
from webapp.core.partners.models import OrganisationKind
from webapp.demo.clock import DemoClock
from webapp.demo.partners import NAMED_THROUGHOUT, Partners
from webapp.demo.people import Staff

_HOURS: Final = LocalisedText(
    fi="ma–pe klo 9–15", sv="mån–fre kl. 9–15", en="Mondays to Fridays from 9 to 15"
)

_BRING: Final = LocalisedText(
    fi="Et tarvitse mitään papereita tuloistasi.", sv="Du behöver inga papper om dina inkomster.",
    en="You need no papers about your income.",
)  # fmt: skip


def contact_rows(partners: Partners, staff: Staff, clock: DemoClock) -> list[dict[str, Any]]:
    """Rows of the table of contacts."""
    return [
        {
            "organisation_id": one.id,
            "phone": f"08 0000 {one.id:04}",  # no subscriber's number begins with a zero
            "email": f"office{one.id}@demo.example",
            "address": f"Torikatu {one.id % 40 + 1}",
            "hours": _HOURS,
            "languages": "fi sv en",
            "website": "https://www.jakaja.example" if kind is OrganisationKind.DISTRIBUTOR else "",
            "bring": _BRING if kind is OrganisationKind.DISTRIBUTOR else LocalisedText(),
            "updated_by": staff[one.id],
            "updated_at": clock.now,
        }
        for kind in (OrganisationKind.DISTRIBUTOR, OrganisationKind.VENUE)
        for one in partners.of_kind(kind)
        if one.network in NAMED_THROUGHOUT
    ]
