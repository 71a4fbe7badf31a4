"""Material in the demo country: what networks have printed, what partners got of it, and who runs low."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy.orm import Session

from webapp.core.material.models import MaterialHandout, MaterialOrder, MaterialPortion, MaterialStock
from webapp.core.material.rules import MaterialKind, MaterialLanguage, OrderState
from webapp.core.partners.models import OrganisationKind
from webapp.demo.clock import DemoClock, at, made_id
from webapp.demo.issuing import Issuing
from webapp.demo.ledger import write_rows
from webapp.demo.partners import Partner, Partners
from webapp.demo.people import Staff

_PRINTED: Final = (
    (
        MaterialKind.CARD,
        MaterialLanguage.SEVERAL,
        3000,
        "Kaikukortti, viivakoodi ja QR-koodi, molemmin puolin",
    ),
    (MaterialKind.BROCHURE, MaterialLanguage.FI, 5000, "Mistä Kaikukortin saa ja missä se käy, taitettu A5"),
    (MaterialKind.POSTER, MaterialLanguage.FI, 200, "Kaikukortti käy täällä, A3"),
)
_TO_COME: Final = (
    (MaterialKind.BROCHURE, MaterialLanguage.SV, 400, "Var man får Kaikukortti och var det gäller, A5"),
    (MaterialKind.STICKER, MaterialLanguage.SEVERAL, 300, "Tarra oveen: Kaikukortti käy täällä"),
)
_MONTHS_AGO: Final = timedelta(days=150)


def write_material(session: Session, issuing: Issuing, partners: Partners, *, staff: Staff) -> None:
    """Insert orders, what was handed out, and what partners say."""
    offices = _offices(partners)
    office_id = staff[partners.of_kind(OrganisationKind.NATIONAL_OFFICE)[0].id]
    writer = _Writer(issuing, office_id, {name: staff[one.id] for name, one in offices.items()})
    along = [one for kind in _PARTNERS for one in partners.of_kind(kind)]
    orders: list[dict[str, Any]] = []
    handouts: list[dict[str, Any]] = []
    portions: list[dict[str, Any]] = []
    for name in sorted(offices):
        given_to = [one for one in along if one.network == name]
        orders += [*writer.printed(name), *writer.to_come(name)]
        for handout, amounts in writer.handed_out(name, given_to):
            handouts.append(handout)
            portions += amounts
    write_rows(session, MaterialOrder, rows=orders)
    write_rows(session, MaterialHandout, rows=handouts)
    write_rows(session, MaterialPortion, rows=portions)
    write_rows(session, MaterialStock, rows=_stocks(along, staff, issuing.clock))


_PARTNERS: Final = (OrganisationKind.DISTRIBUTOR, OrganisationKind.VENUE)


def _offices(partners: Partners) -> dict[str, Partner]:
    """The first office of each network in which there is somebody to give material to."""
    with_partners = {one.network for kind in _PARTNERS for one in partners.of_kind(kind)}
    found: dict[str, Partner] = {}
    for one in partners.of_kind(OrganisationKind.COORDINATOR):
        if one.network is not None and one.network in with_partners:
            found.setdefault(one.network, one)
    return found


class _Writer:
    """Makes the rows of each network."""

    def __init__(self, issuing: Issuing, office_id: int, coordinators: dict[str, int]) -> None:
        self._rng = issuing.rng
        self._networks = {name: network.id for name, network in issuing.country.networks.items()}
        self._printed_on = issuing.clock.today - _MONTHS_AGO
        self._today = issuing.clock.today
        self._office_id = office_id
        self._coordinators = coordinators

    def printed(self, name: str) -> Iterator[dict[str, Any]]:
        """Orders that have gone all the way."""
        for kind, language, amount, description in _PRINTED:
            came = self._printed_on + timedelta(days=12)
            yield self._order(name, kind, language, amount=amount, description=description) | {
                "state": OrderState.RECEIVED,
                "decided_by": self._office_id,
                "decided_at": at(self._printed_on, 600),
                "printing_on": self._printed_on,
                "print_amount": amount,
                "received_on": came,
                "received_amount": amount,
            }

    def to_come(self, name: str) -> Iterator[dict[str, Any]]:
        """One that the national office wants changed, and one that waits for it, in some networks."""
        if name == "Kainuu":
            kind, language, amount, description = _TO_COME[0]
            yield self._order(name, kind, language, amount=amount, description=description) | {
                "state": OrderState.CHANGES_ASKED,
                "reason": "Lisätkää esitteeseen ruotsinkielinen verkko-osoite.",
                "decided_by": self._office_id,
                "decided_at": at(self._today - timedelta(days=3), 700),
            }
        if name in {"Kainuu", "Rovaniemi"}:
            kind, language, amount, description = _TO_COME[1]
            yield self._order(name, kind, language, amount=amount, description=description)

    def handed_out(
        self, name: str, partners: Sequence[Partner]
    ) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
        """Cards to distributors, brochures and posters to everybody."""
        distributors = [one for one in partners if one.organisation.kind == OrganisationKind.DISTRIBUTOR]
        for kind, language, given_to, amount in (
            (MaterialKind.CARD, MaterialLanguage.SEVERAL, distributors, 100),
            (MaterialKind.BROCHURE, MaterialLanguage.FI, partners, 50),
            (MaterialKind.POSTER, MaterialLanguage.FI, partners, 2),
        ):
            if not given_to:
                continue
            handed_on = self._printed_on + timedelta(days=20)
            handout = {
                "id": made_id(self._rng, at(handed_on, 720)),
                "network_id": self._networks[name],
                "kind": kind,
                "language": language,
                "handed_on": handed_on,
                "note": "",
                "written_by": self._coordinators[name],
                "written_at": at(handed_on, 720),
            }
            yield (
                handout,
                [
                    {"handout_id": handout["id"], "organisation_id": one.id, "amount": amount}
                    for one in given_to
                ],
            )

    def _order(
        self, name: str, kind: MaterialKind, language: MaterialLanguage, *, amount: int, description: str
    ) -> dict[str, Any]:
        written_on = self._sent_on(kind, language)
        return {
            "id": made_id(self._rng, at(written_on, 600)),
            "network_id": self._networks[name],
            "kind": kind,
            "language": language,
            "amount": amount,
            "description": description,
            "file_address": "https://www.kunta.example/kaikukortti.pdf",
            "wanted_on": None,
            "state": OrderState.WAITING,
            "written_by": self._coordinators[name],
            "written_at": at(written_on, 600),
            "sent_at": at(written_on, 620),
            "reason": "",
            "decided_by": None,
            "decided_at": None,
            "printing_on": None,
            "print_amount": None,
            "received_on": None,
            "received_amount": None,
        }

    def _sent_on(self, kind: MaterialKind, language: MaterialLanguage) -> date:
        is_to_come = any(one[:2] == (kind, language) for one in _TO_COME)
        return self._today - timedelta(days=5) if is_to_come else self._printed_on - timedelta(days=10)


def _stocks(partners: Sequence[Partner], staff: Staff, clock: DemoClock) -> list[dict[str, Any]]:
    """A distributor and a venue of Kainuu say that they run low; every distributor does at ten cards."""
    rows = [
        _stock(one, MaterialKind.CARD, low_at=10)
        for one in partners
        if one.organisation.kind == OrganisationKind.DISTRIBUTOR
    ]
    for kind in _PARTNERS:
        first = next(one for one in partners if one.network == "Kainuu" and one.organisation.kind == kind)
        said_at = at(clock.today - timedelta(days=2), 540)
        rows.append(_stock(first, MaterialKind.BROCHURE) | {"said_at": said_at, "said_by": staff[first.id]})
    return rows


def _stock(partner: Partner, kind: MaterialKind, *, low_at: int | None = None) -> dict[str, Any]:
    return {
        "organisation_id": partner.id,
        "kind": kind,
        "low_at": low_at,
        "counted": None,
        "counted_on": None,
        "said_at": None,
        "said_by": None,
    }
