"""Organisations, memberships and invitations."""

import uuid
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    SmallInteger,
    String,
    UniqueConstraint,
    false,
    text,
    true,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.core.accounts.models import Account
from webapp.core.database import Base, one_of
from webapp.core.languages import LocalisedText
from webapp.core.names import KEYED, FoundByName
from webapp.core.networks.models import Municipality, Network
from webapp.core.partners.sides import Side


class OrganisationKind(StrEnum):
    """What an organisation does with the card; its people have the role of the same name."""

    VENUE = "venue"
    DISTRIBUTOR = "distributor"
    COORDINATOR = "coordinator"
    NATIONAL_OFFICE = "national_office"


class Sector(StrEnum):
    """The four sectors of the statistics (DOMAIN §6)."""

    CULTURE = "culture"
    EDUCATION = "education"
    SCIENCE = "science"
    SPORTS = "sports"


class RunBy(StrEnum):
    """Who runs a distributor; every network needs one of the third sector (DOMAIN §7)."""

    PUBLIC = "public"
    THIRD_SECTOR = "third_sector"
    PARISH = "parish"
    COMPANY = "company"


class VenueKind(StrEnum):
    """Kinds of venue (DOMAIN §6)."""

    MUSEUM = "museum"
    THEATRE = "theatre"
    CONCERT = "concert"
    FESTIVAL = "festival"
    CINEMA = "cinema"
    EXHIBITION = "exhibition"
    COLLEGE = "college"
    SWIMMING_HALL = "swimming_hall"
    GYM = "gym"
    MATCHES = "matches"
    MOTOR_SPORTS = "motor_sports"
    NATURE = "nature"
    LIBRARY = "library"
    SUMMER_THEATRE = "summer_theatre"
    DANCE = "dance"
    CULTURE_HOUSE = "culture_house"


class DistributorKind(Base):
    """What a distributor does, such as outreach youth work. The list is data, kept by the national office."""

    __tablename__ = "distributor_kinds"
    __table_args__ = (UniqueConstraint("code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(32))
    name: Mapped[LocalisedText]
    position: Mapped[int] = mapped_column(SmallInteger)
    is_offered: Mapped[bool] = mapped_column(default=True, server_default=true())


class Organisation(FoundByName, Base):
    """A venue, distributor, coordinating office or the national office. A pop-up venue has no network."""

    __tablename__ = "organisations"
    __table_args__ = (
        one_of("kind", OrganisationKind),
        CheckConstraint("(kind = 'venue') = (venue_kind IS NOT NULL)", name="only_a_venue_has_a_kind"),
        CheckConstraint("(kind = 'venue') = (sector IS NOT NULL)", name="only_a_venue_has_a_sector"),
        CheckConstraint("kind = 'venue' OR NOT fast_mode", name="only_a_venue_has_fast_mode"),
        CheckConstraint(
            "kind NOT IN ('distributor', 'coordinator') OR network_id IS NOT NULL",
            name="partner_has_a_network",
        ),
        one_of("venue_kind", VenueKind),
        one_of("sector", Sector),
        one_of("side", Side),
        one_of("run_by", RunBy),
        CheckConstraint(
            "kind = 'distributor' OR (distributor_kind_id IS NULL AND run_by IS NULL)",
            name="only_a_distributor_is_of_its_kinds",
        ),
        CheckConstraint("kind <> 'coordinator' OR side IS NOT NULL", name="an_office_has_a_side"),
        CheckConstraint("kind = 'coordinator' OR side <> 'both'", name="only_an_office_has_both_sides"),
        CheckConstraint("kind <> 'national_office' OR side IS NULL", name="national_office_has_no_side"),
        Index(None, "network_id", "kind"),
        *(Index(None, "kind", f"name_key_{language}", "id") for language in KEYED),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    name: Mapped[LocalisedText]
    network_id: Mapped[int | None] = mapped_column(ForeignKey("networks.id"))
    municipality_code: Mapped[str | None] = mapped_column(ForeignKey("municipalities.code"), index=True)
    venue_kind: Mapped[str | None] = mapped_column(String(16))
    sector: Mapped[str | None] = mapped_column(String(16))
    distributor_kind_id: Mapped[int | None] = mapped_column(ForeignKey("distributor_kinds.id"), index=True)
    run_by: Mapped[str | None] = mapped_column(String(12))
    side: Mapped[str | None] = mapped_column(String(12))
    """Of a coordinating office its own; of a partner the one chosen for it, None where its kind decides."""
    is_active: Mapped[bool] = mapped_column(default=True)
    fast_mode: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether a valid card that leaves nothing to choose records itself at the venue's counter."""
    network: Mapped[Network | None] = relationship()
    municipality: Mapped[Municipality | None] = relationship()
    distributor_kind: Mapped[DistributorKind | None] = relationship()
    approval: Mapped["DistributorApproval | None"] = relationship(viewonly=True)


class DistributorApproval(Base):
    """That the national office was asked about a new distributor, and what it said.

    A distributor that has none was taken in by the national office itself, or before it was asked.
    """

    __tablename__ = "distributor_approvals"
    __table_args__ = (
        CheckConstraint("(is_approved IS NULL) = (decided_at IS NULL)", name="decided_at_a_time"),
        CheckConstraint("(is_approved IS NULL) = (decided_by IS NULL)", name="decided_by_somebody"),
        Index(None, "asked_at"),
    )

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), primary_key=True)
    asked_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    asked_at: Mapped[datetime]
    is_approved: Mapped[bool | None]
    reason: Mapped[str] = mapped_column(String(300), default="")
    """Why not, in the words of the national office."""
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    decided_at: Mapped[datetime | None]
    organisation: Mapped[Organisation] = relationship()


class NetworkLead(Base):
    """The coordinating office that leads a network, and until when, if that is settled: it may rotate."""

    __tablename__ = "network_leads"

    network_id: Mapped[int] = mapped_column(ForeignKey("networks.id"), primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    until: Mapped[date | None]
    organisation: Mapped[Organisation] = relationship()


class SpokenLanguage(StrEnum):
    """Languages in which one may be served."""

    FI = "fi"
    SV = "sv"
    EN = "en"
    SE = "se"
    SIGN = "sign"
    RU = "ru"
    UK = "uk"
    ET = "et"
    AR = "ar"
    SO = "so"
    KU = "ku"
    FA = "fa"


class OrganisationContacts(Base):
    """How one reaches an organisation as a place, for everybody to read; never how one reaches a person."""

    __tablename__ = "organisation_contacts"

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), primary_key=True)
    phone: Mapped[str] = mapped_column(String(30))
    email: Mapped[str] = mapped_column(String(200))
    address: Mapped[str] = mapped_column(String(200))
    hours: Mapped[LocalisedText]
    languages: Mapped[str] = mapped_column(String(100), default="", server_default="")
    """The SpokenLanguages in which one is served there, with spaces between."""
    website: Mapped[str] = mapped_column(String(200), default="", server_default="")
    """Of a distributor; a venue's stands with what it says of itself (offers.models)."""
    bring: Mapped[LocalisedText] = mapped_column(default=LocalisedText(), server_default="{}")
    """What a client should have along when coming to a distributor for a card."""
    updated_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    updated_at: Mapped[datetime]

    @property
    def spoken(self) -> list[SpokenLanguage]:
        """In which languages one is served, in the order of the list."""
        return [one for one in SpokenLanguage if one in self.languages.split()]


class Membership(Base):
    """A person's membership of an organisation."""

    __tablename__ = "memberships"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), primary_key=True, index=True)
    is_contact_person: Mapped[bool] = mapped_column(default=False)
    since: Mapped[datetime]
    account: Mapped[Account] = relationship()
    organisation: Mapped[Organisation] = relationship()


_UNUSED = text("used_at IS NULL AND withdrawn_at IS NULL")


class Invitation(Base):
    """A single-use link that lets a person join an organisation. Only the secret's digest is kept.

    One is open for an address and an organisation; one that has expired is withdrawn when another is made.
    """

    __tablename__ = "invitations"
    __table_args__ = (
        CheckConstraint("expires_at > made_at", name="expires_later"),
        UniqueConstraint("secret_digest"),
        Index(
            "uq_invitations_unused",
            "organisation_id",
            "email",
            unique=True,
            postgresql_where=_UNUSED,
            sqlite_where=_UNUSED,
        ),
        Index(None, "made_by"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    secret_digest: Mapped[str] = mapped_column(String(64))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    email: Mapped[str]
    as_contact_person: Mapped[bool] = mapped_column(default=False)
    made_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    organisation: Mapped[Organisation] = relationship()
    inviter: Mapped[Account] = relationship()

    @property
    def is_unused(self) -> bool:
        """Whether it has let nobody in and was not withdrawn."""
        return self.used_at is None and self.withdrawn_at is None
