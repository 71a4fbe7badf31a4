"""Counties, municipalities, postal codes, networks and the state in which a municipality takes part."""

from datetime import date, datetime, timedelta

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy import text as sql_text
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.core.database import Base, one_of
from webapp.core.languages import UNSAID, LocalisedText
from webapp.core.names import FoundByName, SortedByName
from webapp.core.networks.operating_model import ParticipationState


class County(Base):
    """A wellbeing services county (or Helsinki, or Åland) and the persons in it at a year's end."""

    __tablename__ = "counties"
    __table_args__ = (CheckConstraint("population >= 0", name="population"),)

    code: Mapped[str] = mapped_column(String(2), primary_key=True)
    name: Mapped[LocalisedText]
    population: Mapped[int]
    population_year: Mapped[int]


class Municipality(FoundByName, Base):
    """A municipality by its official code. Haaparanta, in Sweden, has no county."""

    __tablename__ = "municipalities"
    __table_args__ = (CheckConstraint("population >= 0", name="population"),)

    code: Mapped[str] = mapped_column(String(8), primary_key=True)
    name: Mapped[LocalisedText]
    county_code: Mapped[str | None] = mapped_column(ForeignKey("counties.code"), index=True)
    population: Mapped[int]
    population_year: Mapped[int]
    county: Mapped[County | None] = relationship()


class PostalCode(Base):
    """A postal code and the municipality it lies in."""

    __tablename__ = "postal_codes"

    code: Mapped[str] = mapped_column(String(5), primary_key=True)
    name: Mapped[LocalisedText]
    municipality_code: Mapped[str] = mapped_column(ForeignKey("municipalities.code"), index=True)
    municipality: Mapped[Municipality] = relationship()


class Network(SortedByName, Base):
    """Municipalities that run the card together."""

    __tablename__ = "networks"
    __table_args__ = (
        CheckConstraint(
            "website = '' OR substr(website, 1, 8) = 'https://' OR substr(website, 1, 7) = 'http://'",
            name="website",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[LocalisedText] = mapped_column(unique=True)
    county_code: Mapped[str | None] = mapped_column(ForeignKey("counties.code"), index=True)
    website: Mapped[str] = mapped_column(String(200), default="", server_default="")
    """Where the network tells of the card itself; empty where nowhere."""
    county: Mapped[County | None] = relationship()
    participations: Mapped[list["Participation"]] = relationship(back_populates="network")


class Participation(Base):
    """A municipality's membership of a network, kept when it leaves.

    A municipality is in one network at most; one that has left may be taken in anew, also by another network.
    """

    __tablename__ = "participations"
    __table_args__ = (
        one_of("state", ParticipationState),
        CheckConstraint("(state = 'trial') = (trial_ends_on IS NOT NULL)", name="only_a_trial_has_an_end"),
        CheckConstraint("(state = 'left') = (left_on IS NOT NULL)", name="who_has_left_has_a_day"),
    )

    municipality_code: Mapped[str] = mapped_column(ForeignKey("municipalities.code"), primary_key=True)
    network_id: Mapped[int] = mapped_column(ForeignKey("networks.id"), index=True)
    state: Mapped[str] = mapped_column(String(12))
    trial_ends_on: Mapped[date | None]
    left_on: Mapped[date | None]
    municipality: Mapped[Municipality] = relationship()
    network: Mapped[Network] = relationship(back_populates="participations")


def _day_before(context: DefaultExecutionContext) -> date:
    begins: date = context.get_current_parameters()["valid_from"]  # type: ignore[no-untyped-call]  # SQLAlchemy's own
    return begins - timedelta(days=1)


class OperatingModelVersion(Base):
    """A version of the national operating model; one in force never changes, a new one follows it.

    Nobody has published the one with which a register begins.
    """

    __tablename__ = "operating_models"
    __table_args__ = (
        CheckConstraint("holder_age_years > 0 AND child_age_years > 0", name="ages"),
        CheckConstraint("validity_months > 0 AND longest_community_validity_months > 0", name="months"),
        CheckConstraint("(published_by IS NULL) = (published_at IS NULL)", name="published_by_somebody"),
    )

    valid_from: Mapped[date] = mapped_column(primary_key=True)
    holder_age_years: Mapped[int]
    child_age_years: Mapped[int]
    validity_months: Mapped[int]
    longest_community_validity_months: Mapped[int]
    title: Mapped[LocalisedText] = mapped_column(default=UNSAID, server_default=sql_text("'{}'"))
    text: Mapped[LocalisedText] = mapped_column(default=UNSAID, server_default=sql_text("'{}'"))
    changes: Mapped[LocalisedText] = mapped_column(default=UNSAID, server_default=sql_text("'{}'"))
    """What is otherwise than in the version before."""
    link: Mapped[str] = mapped_column(String(300), default="", server_default="")
    earlier_hold_until: Mapped[date] = mapped_column(default=_day_before)
    """The last day on which commitments to earlier versions hold."""
    published_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    published_at: Mapped[datetime | None]
