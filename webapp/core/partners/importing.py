"""Take the partners of a network in from a table: all rows or none, and every cell that is wrong is named."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.core.accounts.actor import Actor
from webapp.core.accounts.acts import record_act
from webapp.core.alphabet import plain_letters
from webapp.core.errors import NotAllowedError, RefusedError
from webapp.core.languages import CODES, LocalisedText
from webapp.core.networks.queries import municipalities_along
from webapp.core.networks.websites import check_website
from webapp.core.partners.contacts import (
    NewContacts,
    check_email,
    check_line,
    check_phone,
    contacts_of,
    write_partner_contacts,
)
from webapp.core.partners.events import PartnersImported
from webapp.core.partners.founding import NewPartner, add_partner, change_partner
from webapp.core.partners.invitations import Invited, NewInvitation, invite_person, is_expected
from webapp.core.partners.models import (
    Organisation,
    OrganisationContacts,
    OrganisationKind,
    RunBy,
    Sector,
    SpokenLanguage,
    VenueKind,
)
from webapp.core.partners.queries import looked_after_network
from webapp.core.partners.reasons import PartnerRefusal
from webapp.core.partners.sides import SIDES, Side
from webapp.core.tables.cells import Row
from webapp.core.tables.values import read_text

_SEPARATORS: Final = re.compile(r"[,;/\n]")
MOST_PARTNERS: Final = 500
"""More than any network has."""
NAMES: Final = tuple(f"name_{code}" for code in CODES)
HOURS: Final = tuple(f"hours_{code}" for code in CODES)
BRING: Final = tuple(f"bring_{code}" for code in CODES)
COLUMNS: Final = (
    "kind", *NAMES, "municipality", "venue_kind", "sector", "distributor_kind", "run_by", "side", "phone",
    "email", "address", *HOURS, "languages", "website", *BRING, "contact_person",
)  # fmt: skip
CHOSEN: Final[Mapping[str, Sequence[str]]] = {
    "kind": (OrganisationKind.VENUE, OrganisationKind.DISTRIBUTOR),
    "venue_kind": tuple(VenueKind),
    "sector": tuple(Sector),
    "run_by": tuple(RunBy),
    "side": SIDES,
}
"""Columns whose words are chosen from a list; that of a distributor's kind is in the register."""
_CHECKS: Final[Mapping[str, Callable[[str, str], str]]] = {
    "phone": check_phone,
    "email": check_email,
    "address": check_line,
    "website": lambda typed, _field: check_website(typed),
    "contact_person": check_email,
    **dict.fromkeys((*HOURS, *BRING), check_line),
}
_OF_CONTACTS: Final = ("phone", "email", "address", "website", "languages", *HOURS, *BRING)


@dataclass(frozen=True, slots=True)
class ImportWords:
    """What columns and choices are called in any language, in plain letters."""

    columns: Mapping[str, str]
    choices: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class WrongCell:
    """Where something is wrong, and what; the column, from 0, is None where the whole row is meant."""

    row: int
    column: int | None
    refused: RefusedError


@dataclass(slots=True)
class PartnerImport:
    """What was done, or would have been: the names of partners, and all that is wrong."""

    added: list[LocalisedText] = field(default_factory=list)
    changed: list[LocalisedText] = field(default_factory=list)
    unchanged: int = 0
    invited: list[NewInvitation] = field(default_factory=list)
    """To the contact persons: none of who works there or is invited already."""
    wrong: list[WrongCell] = field(default_factory=list)


def import_partners(
    session: Session, actor: Actor, network_id: int, *, table: "PartnerTable", now: datetime
) -> PartnerImport:
    """Add the partners of a table and change those that are there, or nothing where anything is wrong.

    A partner is the same where its kind and its name in one of the languages are; what a row leaves empty
    stays as it is. Taking in the same table again changes nothing.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
        RefusedError: IMPORT_TOO_MANY or IMPORT_COLUMN_MISSING.
    """
    network = looked_after_network(session, actor, network_id)
    columns = _columns(table)
    places = {
        plain_letters(name): one.municipality_code
        for one in municipalities_along(network, language=CODES[0])
        for name in one.municipality.name.values()
    }
    done = PartnerImport()
    savepoint = session.begin_nested()
    reader = _Reader(columns, table.words, places, done)
    taking = _Taking(session, actor, network_id, done, now)
    seen: dict[tuple[str, str], int] = {}
    for row in table.rows[1:]:
        said = reader.read(row)
        if said is not None and _is_first(said, row, seen=seen, done=done):
            with _named(row, columns, done):
                taking.take(said)
    if done.wrong or table.is_dry:
        savepoint.rollback()
    else:
        savepoint.commit()
        record_act(session, actor, PartnersImported(network_id, len(done.added), len(done.changed)), now=now)
    return done


@dataclass(frozen=True, slots=True)
class PartnerTable:
    """A table's rows, the first of which is its heading; dry, it is only tried."""

    rows: Sequence[Row]
    words: ImportWords
    is_dry: bool


def _columns(table: PartnerTable) -> dict[str, int]:
    """Where each column stands; those that are not asked are passed over.

    Raises:
        RefusedError: IMPORT_TOO_MANY or IMPORT_COLUMN_MISSING.
    """
    if len(table.rows) > MOST_PARTNERS + 1:
        raise RefusedError(PartnerRefusal.IMPORT_TOO_MANY, "file", most=MOST_PARTNERS)
    head = table.rows[0].cells if table.rows else []
    found = {plain_letters(cell.text): place for place, cell in reversed(list(enumerate(head)))}
    columns = {table.words.columns[one]: place for one, place in found.items() if one in table.words.columns}
    if "kind" not in columns or not set(NAMES) & set(columns):
        raise RefusedError(PartnerRefusal.IMPORT_COLUMN_MISSING, "file")
    return columns


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads a row's cells into values of core, each wrong one named."""

    columns: Mapping[str, int]
    words: ImportWords
    places: Mapping[str, str]
    done: PartnerImport

    def read(self, row: Row) -> dict[str, str] | None:
        said: dict[str, str] = {}
        before = len(self.done.wrong)
        for name, place in self.columns.items():
            with _named(row, self.columns, self.done):
                said[name] = self._value(name, read_text(row.cell(place), name))
        if not any(said.get(name) for name in NAMES) and len(self.done.wrong) == before:
            place = min(self.columns[name] for name in NAMES if name in self.columns)
            self.done.wrong.append(WrongCell(row.number, place, _nameless()))
        return said if len(self.done.wrong) == before else None

    def _value(self, name: str, text: str) -> str:
        if name == "municipality" and text:
            if plain_letters(text) not in self.places:
                refuse_place()
            return self.places[plain_letters(text)]
        if name == "languages":
            return " ".join(self._language(one.strip()) for one in _SEPARATORS.split(text) if one.strip())
        if name in self.words.choices and (text or name == "kind"):
            chosen = self.words.choices[name].get(plain_letters(text))
            return chosen or refuse_choice(name, text)
        return _CHECKS[name](text, name) if name in _CHECKS else text

    def _language(self, text: str) -> str:
        return self.words.choices["languages"].get(plain_letters(text)) or refuse_choice("languages", text)


def refuse_place() -> None:
    """The municipality is none of the network's.

    Raises:
        RefusedError: PARTNER_PLACE_ELSEWHERE.
    """
    raise RefusedError(PartnerRefusal.PARTNER_PLACE_ELSEWHERE, "municipality")


def refuse_choice(name: str, text: str) -> str:
    """The word is none of the list.

    Raises:
        RefusedError: IMPORT_CHOICE_UNKNOWN.
    """
    raise RefusedError(PartnerRefusal.IMPORT_CHOICE_UNKNOWN, name, typed=text)


def _nameless() -> RefusedError:
    return RefusedError(PartnerRefusal.IMPORT_NAME_MISSING, NAMES[0])


def _is_first(
    said: Mapping[str, str], row: Row, *, seen: dict[tuple[str, str], int], done: PartnerImport
) -> bool:
    """Whether no row before it is about the same partner; one that is not is named."""
    keys = [(said["kind"], plain_letters(said[name])) for name in NAMES if said.get(name)]
    earlier = next((seen[key] for key in keys if key in seen), None)
    if earlier is None:
        seen.update(dict.fromkeys(keys, row.number))
        return True
    refused = RefusedError(PartnerRefusal.IMPORT_ROW_TWICE, "", row=str(earlier))
    done.wrong.append(WrongCell(row.number, None, refused))
    return False


@contextmanager
def _named(row: Row, columns: Mapping[str, int], done: PartnerImport) -> Iterator[None]:
    """A refusal of this row is kept with its place; what follows goes on."""
    try:
        yield
    except RefusedError as refused:
        done.wrong.append(WrongCell(row.number, columns.get(refused.field), refused))
    except NotAllowedError:
        others = RefusedError(PartnerRefusal.IMPORT_OTHERS)
        done.wrong.append(WrongCell(row.number, columns["kind"], others))


@dataclass(frozen=True, slots=True)
class _Taking:
    """Takes in what rows say, one after another."""

    session: Session
    actor: Actor
    network_id: int
    done: PartnerImport
    now: datetime

    def take(self, said: Mapping[str, str]) -> None:
        """Add the partner of a row, or change the one that it names."""
        kind = OrganisationKind(said["kind"])
        same = self._same(kind, said)
        if same is None:
            new = _new_partner(kind, said, None)
            partner = add_partner(self.session, self.actor, self.network_id, new=new, now=self.now)
            self._take_contacts(partner, said)
            self._invite(partner, said)
            self.done.added.append(partner.name)
            return
        before = self._facts(same)
        new = _new_partner(kind, said, same)
        change_partner(self.session, self.actor, same.id, new=new, now=self.now)
        self._take_contacts(same, said)
        self._invite(same, said)
        if self._facts(same) == before:
            self.done.unchanged += 1
        else:
            self.done.changed.append(same.name)

    def _same(self, kind: OrganisationKind, said: Mapping[str, str]) -> Organisation | None:
        names = {code: said[f"name_{code}"] for code in CODES if said.get(f"name_{code}")}
        of_kind = (Organisation.network_id == self.network_id, Organisation.kind == kind)
        found = self.session.scalars(select(Organisation).where(*of_kind).order_by(Organisation.id))
        return next(
            (one for one in found if any(one.name.get(code) == text for code, text in names.items())), None
        )

    def _take_contacts(self, partner: Organisation, said: Mapping[str, str]) -> None:
        if not any(said.get(name) for name in _OF_CONTACTS):
            return
        kept = contacts_of(self.session, partner)
        before = _as_new(kept) if kept else NewContacts()
        hours = {code: said.get(f"hours_{code}") or before.hours.get(code, "") for code in CODES}
        bring = {code: said.get(f"bring_{code}") or before.bring.get(code, "") for code in CODES}
        spoken = frozenset(SpokenLanguage(one) for one in said.get("languages", "").split())
        new = replace(
            before,
            phone=said.get("phone") or before.phone,
            email=said.get("email") or before.email,
            address=said.get("address") or before.address,
            hours=LocalisedText(hours),
            languages=spoken or before.languages,
            website=said.get("website") or before.website,
            bring=LocalisedText(bring),
        )
        write_partner_contacts(self.session, self.actor, partner.id, new=new, now=self.now)

    def _invite(self, partner: Organisation, said: Mapping[str, str]) -> None:
        """Its contact person, unless they work there or are invited already."""
        email = said.get("contact_person")
        if email and not is_expected(self.session, partner.id, email=email, now=self.now):
            invited = Invited(email, as_contact_person=True)
            self.done.invited.append(
                invite_person(self.session, self.actor, partner.id, invited=invited, now=self.now)
            )

    def _facts(self, partner: Organisation) -> tuple[object, ...]:
        kept = contacts_of(self.session, partner)
        contacts = _as_new(kept) if kept else NewContacts()
        own = (partner.name, partner.municipality_code, partner.venue_kind, partner.sector, partner.side)
        return (*own, partner.distributor_kind_id, partner.run_by, contacts)


def _as_new(kept: OrganisationContacts) -> NewContacts:
    """What is said already, as it would be written again."""
    return NewContacts(
        phone=kept.phone,
        email=kept.email,
        address=kept.address,
        hours=kept.hours,
        languages=frozenset(kept.spoken),
        website=kept.website,
        bring=kept.bring,
    )


_NEEDED: Final[Mapping[str, Sequence[str]]] = {
    OrganisationKind.VENUE: ("venue_kind", "sector"),
    OrganisationKind.DISTRIBUTOR: ("distributor_kind", "run_by"),
}
"""What has to be said of a new partner of a kind."""


def _new_partner(kind: OrganisationKind, said: Mapping[str, str], same: Organisation | None) -> NewPartner:
    for name in _NEEDED[kind] if same is None else ():
        if not said.get(name):
            refuse_choice(name, "")

    def fact(name: str, column: str = "") -> str:
        return said.get(name) or str((getattr(same, column or name) if same else None) or "")

    names = {code: said.get(f"name_{code}") or (same.name.get(code, "") if same else "") for code in CODES}
    is_venue = kind is OrganisationKind.VENUE
    distributor_kind = "" if is_venue else fact("distributor_kind", "distributor_kind_id")
    return NewPartner(
        kind,
        LocalisedText(names),
        municipality_code=fact("municipality", "municipality_code") or None,
        venue_kind=VenueKind(fact("venue_kind")) if is_venue else None,
        sector=Sector(fact("sector")) if is_venue else None,
        distributor_kind_id=int(distributor_kind) if distributor_kind else None,
        run_by=RunBy(fact("run_by")) if not is_venue and fact("run_by") else None,
        side=Side(fact("side")) if fact("side") else None,
    )
