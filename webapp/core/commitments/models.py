"""Commitments to the versions of the operating model, exceptions from it, and who has been briefed."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.core.commitments.rules import PARTIES, CommitmentKind, Party
from webapp.core.database import Base, one_of
from webapp.core.languages import LocalisedText
from webapp.core.networks.models import Network, OperatingModelVersion
from webapp.core.partners.models import Organisation

_HOLDING = text("ended_at IS NULL")


def _one_holding(whose: str) -> Index:
    return Index(
        f"uq_commitments_{whose}_holding", whose, "version", unique=True, postgresql_where=_HOLDING,
        sqlite_where=_HOLDING,
    )  # fmt: skip


class Commitment(Base):
    """A commitment to a version, of a partner or, the general one, of a network: what all parties accept.

    One that was carried over comes from before the register kept commitments: nobody accepted it here. One
    that was ended stays readable, and whoever it was about may commit themselves anew.
    """

    __tablename__ = "commitments"
    __table_args__ = (
        one_of("kind", CommitmentKind),
        CheckConstraint("(kind = 'general') = (network_id IS NOT NULL)", name="general_of_a_network"),
        CheckConstraint("(kind = 'general') = (organisation_id IS NULL)", name="others_of_an_organisation"),
        CheckConstraint("NOT carried_over OR in_force_from IS NOT NULL", name="carried_over_in_force"),
        CheckConstraint(
            "(ends_on IS NULL) = (ended_at IS NULL) AND (ended_by IS NULL) = (ended_at IS NULL)"
            " AND (ended_for IS NULL) = (ended_at IS NULL)",
            name="ended_by_somebody",
        ),
        CheckConstraint("ended_at IS NULL OR end_reason <> ''", name="ended_for_a_reason"),
        _one_holding("organisation_id"),
        _one_holding("network_id"),
        Index(None, "organisation_id"),
        Index(None, "network_id"),
        Index(None, "version"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    network_id: Mapped[int | None] = mapped_column(ForeignKey("networks.id"))
    kind: Mapped[str] = mapped_column(String(8))
    version: Mapped[date] = mapped_column(ForeignKey("operating_models.valid_from"))
    carried_over: Mapped[bool] = mapped_column(default=False)
    in_force_from: Mapped[date | None]
    ends_on: Mapped[date | None]
    """The last day of one that a party has ended."""
    end_reason: Mapped[str] = mapped_column(String(300), default="", server_default="")
    ended_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    ended_for: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    ended_at: Mapped[datetime | None]
    organisation: Mapped[Organisation | None] = relationship(foreign_keys=[organisation_id])
    network: Mapped[Network | None] = relationship()
    ended_for_office: Mapped[Organisation | None] = relationship(foreign_keys=[ended_for])
    model: Mapped[OperatingModelVersion] = relationship()
    acceptances: Mapped[list["CommitmentAcceptance"]] = relationship(
        order_by="CommitmentAcceptance.accepted_at, CommitmentAcceptance.party"
    )

    @property
    def whose(self) -> Organisation | Network:
        """The partner or the network whose commitment it is.

        Raises:
            ValueError: nobody's; the register refuses such a row.
        """
        found = self.organisation or self.network
        if found is None:
            message = "a commitment of nobody"
            raise ValueError(message)
        return found

    @property
    def missing(self) -> Sequence[Party]:
        """The parties that have not accepted it; of one that was carried over nobody is asked."""
        if self.carried_over:
            return ()
        accepted = {one.party for one in self.acceptances}
        return tuple(one for one in PARTIES[CommitmentKind(self.kind)] if one not in accepted)


class CommitmentAcceptance(Base):
    """That a party has accepted a commitment; by whom, for which office, and when."""

    __tablename__ = "commitment_acceptances"
    __table_args__ = (one_of("party", Party), Index(None, "accepted_for"))

    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitments.id"), primary_key=True)
    party: Mapped[str] = mapped_column(String(16), primary_key=True)
    accepted_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    accepted_for: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    accepted_at: Mapped[datetime]
    office: Mapped[Organisation] = relationship()


class ModelException(Base):
    """Where something is otherwise than the model says, why, and until when. Without a place: everywhere."""

    __tablename__ = "model_exceptions"
    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="ends_later"),
        CheckConstraint("network_id IS NULL OR venue_id IS NULL", name="one_place"),
        Index(None, "ends_on"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    network_id: Mapped[int | None] = mapped_column(ForeignKey("networks.id"))
    venue_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    reason: Mapped[LocalisedText]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    made_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    made_at: Mapped[datetime]
    network: Mapped[Network | None] = relationship()
    venue: Mapped[Organisation | None] = relationship()


class Briefing(Base):
    """A person was briefed for an organisation on a day, as an office wrote down."""

    __tablename__ = "briefings"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), primary_key=True, index=True)
    briefed_on: Mapped[date] = mapped_column(primary_key=True)
    recorded_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    recorded_at: Mapped[datetime]
