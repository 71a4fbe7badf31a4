"""Long lists around the tests' small country: as many rows in each as a test or a measurement wants."""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from tests.factories import FIRST_VERSION, KAJAANI, VAASA, World
from webapp.core.accounts.models import Account, KnownBrowser
from webapp.core.cards.models import Card, CodeBatch, RegisteredCode
from webapp.core.commitments.models import Briefing, Commitment, ModelException
from webapp.core.identifiers import digest, new_id
from webapp.core.languages import LocalisedText
from webapp.core.networks.models import Municipality, Network, Participation
from webapp.core.partners.models import DistributorApproval, Membership, Organisation, OrganisationContacts
from webapp.core.trials.models import Meeting

MOST_NETWORKS: Final = 308
"""Each has a municipality of its own, of which there are so many."""
_WORDS: Final = ("Ääni", "museo", "Kirjasto", "öljymäki", "Zoo", "teatteri", "Wanha", "uimahalli")
_AT_ONCE: Final = 500
_DAYS: Final = 300


def make_long_lists(session: Session, world: World, how_many: int, *, now: datetime) -> None:
    """So many more rows in every list."""
    _Lists(session, world, how_many, now).write()


class _Lists:
    """Writes the rows of one list after the other."""

    def __init__(self, session: Session, world: World, how_many: int, now: datetime) -> None:
        self._session, self._world, self._how_many, self._now = session, world, how_many, now

    def write(self) -> None:
        """Every list."""
        venues = self._organisations(kind="venue", network_id=self._world.kainuu, municipality_code=KAJAANI)
        self._contacts(venues)
        self._people(venues)
        self._commitments(venues)
        self._organisations(kind="venue", network_id=None, municipality_code=VAASA)
        self._approvals(
            self._organisations(
                kind="distributor",
                network_id=self._world.ostrobothnia,
                municipality_code=None,
                run_by="public",
            )
        )
        self._batches()
        self._exceptions(venues)
        self._meetings()
        self._networks()
        self._cards()

    def _organisations(self, **facts: Any) -> list[int]:
        venue = {"venue_kind": "theatre", "sector": "culture"} if facts["kind"] == "venue" else {}
        rows = [
            {**facts, **venue, "name": LocalisedText(fi=name, sv=f"{name} på svenska")}
            for name in self._names(facts["kind"])
        ]
        statement = insert(Organisation).returning(Organisation.id, sort_by_parameter_order=True)
        return [one for part in _parts(rows) for one in self._session.scalars(statement, part)]

    def _cards(self) -> None:
        numbers, batch_id = range(self._how_many), self._session.scalar(select(CodeBatch.id).limit(1))
        ids = [new_id(self._now) for _ in numbers]
        here = self._world.distributor.organisation.id
        self._add(
            Card,
            (
                {
                    "id": ids[one], "kind": "community", "distributor_id": here,
                    "issued_on": self._before(one).date(), "status": "ended" if one % 5 == 0 else "active",
                    "valid_until": self._before(one).date() + timedelta(days=365), "children": 0,
                    "stopped_at": self._now if one % 5 == 0 else None,
                    "registered_by": self._world.distributor.account_id, "registered_at": self._before(one),
                }
                for one in numbers
            ),
        )  # fmt: skip
        self._add(
            RegisteredCode,
            (
                {
                    "code": f"K{one:09}", "batch_id": batch_id, "card_id": ids[one], "list_entry": 0,
                    "list_change": 1,
                }
                for one in numbers
            ),
        )  # fmt: skip

    def _contacts(self, organisation_ids: Sequence[int]) -> None:
        self._add(
            OrganisationContacts,
            (
                {
                    "organisation_id": one, "phone": "08 123 456", "email": "kassa@venue.example",
                    "address": "Katu 1", "hours": LocalisedText(),
                    "updated_by": self._world.office.account_id, "updated_at": self._now,
                }
                for one in organisation_ids
            ),
        )  # fmt: skip

    def _people(self, organisation_ids: Sequence[int]) -> None:
        rows = [
            {
                "email": f"{number}@long.example", "name": name, "password_hash": "x",
                "created_at": self._now - timedelta(days=400),
            }
            for number, name in enumerate(self._names("henkilö"))
        ]  # fmt: skip
        statement = insert(Account).returning(Account.id, sort_by_parameter_order=True)
        people = [one for part in _parts(rows) for one in self._session.scalars(statement, part)]
        work = list(zip(people, organisation_ids, strict=True))
        self._add(
            Membership,
            (
                {
                    "account_id": one, "organisation_id": place, "is_contact_person": one % 2 == 0,
                    "since": self._now,
                }
                for one, place in work
            ),
        )  # fmt: skip
        self._add(
            Briefing,
            (
                {
                    "account_id": one, "organisation_id": place, "briefed_on": self._before(one * 2).date(),
                    "recorded_by": self._world.office.account_id, "recorded_at": self._now,
                }
                for one, place in work[::2]
            ),
        )  # fmt: skip
        self._add(
            KnownBrowser,
            (
                {"browser_digest": digest(str(one)), "account_id": one, "last_used_at": self._before(one)}
                for one in people[::3]
            ),
        )

    def _commitments(self, organisation_ids: Sequence[int]) -> None:
        self._add(
            Commitment,
            (
                {
                    "organisation_id": one, "kind": "partner", "version": FIRST_VERSION, "carried_over": True,
                    "in_force_from": FIRST_VERSION,
                }
                for one in organisation_ids[::2]
            ),
        )  # fmt: skip

    def _approvals(self, organisation_ids: Sequence[int]) -> None:
        office = self._world.office.account_id
        self._add(
            DistributorApproval,
            (
                {
                    "organisation_id": one, "asked_by": self._world.coordinator.account_id,
                    "asked_at": self._before(number), "reason": "Ei vielä." if number % 3 == 0 else "",
                    **(
                        {"is_approved": False, "decided_by": office, "decided_at": self._now}
                        if number % 3 == 0
                        else {"is_approved": None, "decided_by": None, "decided_at": None}
                    ),
                }
                for number, one in enumerate(organisation_ids)
            ),
        )  # fmt: skip

    def _batches(self) -> None:
        self._add(
            CodeBatch,
            (
                {
                    "network_id": self._world.kainuu if number % 3 else self._world.ostrobothnia,
                    "letter": "K", "size": 50 + number % 7, "registered": number % 50,
                    "is_imported": number % 5 == 0, "made_by": self._world.office.account_id,
                    "made_at": self._before(number),
                    "handed_over_at": self._now if number % 2 else None,
                }
                for number in range(self._how_many)
            ),
        )  # fmt: skip

    def _exceptions(self, venue_ids: Sequence[int]) -> None:
        today = self._now.date()
        self._add(
            ModelException,
            (
                {
                    "id": uuid.uuid4(), "reason": LocalisedText(fi=f"Remontti {number}"),
                    "starts_on": today - timedelta(days=number % 900 + 1),
                    "ends_on": today - timedelta(days=number % 900 + 1) + timedelta(days=number % 700),
                    "venue_id": one if number % 3 == 0 else None,
                    "network_id": self._world.kainuu if number % 3 == 1 else None,
                    "made_by": self._world.office.account_id, "made_at": self._now,
                }
                for number, one in enumerate(venue_ids)
            ),
        )  # fmt: skip

    def _meetings(self) -> None:
        self._add(
            Meeting,
            (
                {
                    "id": uuid.uuid4(), "network_id": self._world.kainuu if number % 2 else None,
                    "held_on": self._before(number).date(), "invitation": "Tervetuloa.",
                    "minutes": "Puhuttiin." if number % 3 else "", "decisions": "",
                    "written_by": self._world.office.account_id,
                    "invited_at": self._now if number % 4 else None,
                }
                for number in range(2 * self._how_many)
            ),
        )  # fmt: skip

    def _networks(self) -> None:
        names = list(self._names("verkosto"))[:MOST_NETWORKS]
        rows = [{"name": LocalisedText(fi=name, sv=f"{name} på svenska")} for name in names]
        statement = insert(Network).returning(Network.id, sort_by_parameter_order=True)
        ids = [one for part in _parts(rows) for one in self._session.scalars(statement, part)]
        self._add(
            Municipality,
            (
                {
                    "code": f"T{one}", "name": LocalisedText(fi=f"Kunta {one}"), "county_code": None,
                    "population": 100, "population_year": 2025,
                }
                for one in ids
            ),
        )  # fmt: skip
        self._add(
            Participation,
            (
                {
                    "municipality_code": f"T{one}", "network_id": one, "state": "in_use",
                    "trial_ends_on": None, "left_on": None,
                }
                for one in ids
            ),
        )  # fmt: skip

    def _names(self, what: str) -> Iterator[str]:
        for number in range(self._how_many):
            yield f"{_WORDS[number * 3 % len(_WORDS)]} {what} {number * 7919 % 10_007}"

    def _before(self, days: int) -> datetime:
        return self._now - timedelta(days=days % _DAYS, seconds=days)

    def _add(self, model: type, rows: Iterable[dict[str, Any]]) -> None:
        for part in _parts(list(rows)):
            self._session.execute(insert(model), part)


def _parts(rows: Sequence[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    for start in range(0, len(rows), _AT_ONCE):
        yield list(rows[start : start + _AT_ONCE])
