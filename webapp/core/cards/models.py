"""Series, batches and codes; cards; the background of a personal card's holder."""

import uuid
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    SmallInteger,
    String,
    UniqueConstraint,
    and_,
    text,
)
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.core.cards.validity import CardKind, CardStatus
from webapp.core.database import Base, one_of
from webapp.core.languages import LocalisedText
from webapp.core.networks.models import Network, PostalCode
from webapp.core.partners.models import Organisation


class CategoryKind(StrEnum):
    """The three background questions a person may decline, which is an answer too: its code is DECLINED."""

    MOTHER_TONGUE = "mother_tongue"
    GENDER = "gender"
    LIFE_SITUATION = "life_situation"


DECLINED: Final = "declined"
"""Of an answer to any of the three: the person was asked, and does not want to say."""


class Category(Base):
    """One possible answer, named in every language. Lists are data: they change without a release."""

    __tablename__ = "categories"
    __table_args__ = (one_of("kind", CategoryKind), UniqueConstraint("kind", "code"))

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    code: Mapped[str] = mapped_column(String(32))
    name: Mapped[LocalisedText]
    position: Mapped[int] = mapped_column(SmallInteger)
    is_offered: Mapped[bool] = mapped_column(default=True)


class CodeSeries(Base):
    """A letter. All its codes carry check digits, or none does: so a phone can judge a code by its letter."""

    __tablename__ = "code_series"
    __table_args__ = (CheckConstraint("letter BETWEEN 'A' AND 'Z' AND length(letter) = 1", name="letter"),)

    letter: Mapped[str] = mapped_column(String(1), primary_key=True)
    has_check_digit: Mapped[bool]


class CodeBatch(Base):
    """Codes made, or imported, in one go for one network."""

    __tablename__ = "code_batches"
    __table_args__ = (
        CheckConstraint("size > 0", name="size"),
        CheckConstraint("handed_over_at IS NULL OR handed_over_at >= made_at", name="handed_over_later"),
        CheckConstraint("registered >= 0", name="registered"),
        UniqueConstraint("order_id", "network_id", "letter", "size"),
        Index(None, "made_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(ForeignKey("networks.id"), index=True)
    letter: Mapped[str] = mapped_column(ForeignKey("code_series.letter"), index=True)
    size: Mapped[int]
    registered: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    """How many of its codes belong to a card, counted as they are put in use (unused_codes)."""
    is_imported: Mapped[bool] = mapped_column(default=False)
    made_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    made_at: Mapped[datetime]
    order_id: Mapped[uuid.UUID | None] = mapped_column()
    """Of the page on which it was ordered: the same order sent twice is one batch."""
    handed_over_at: Mapped[datetime | None]
    network: Mapped[Network] = relationship()

    @hybrid_property
    def is_of_one_phone(self) -> bool:
        """Whether it was made at a desk for a card on a phone: one code, handed over as it was made."""
        return self.size == 1 and not self.is_imported and self.handed_over_at == self.made_at

    @is_of_one_phone.inplace.expression
    @classmethod
    def _is_of_one_phone(cls) -> ColumnElement[bool]:
        is_handed_over = and_(cls.handed_over_at.is_not(None), cls.handed_over_at == cls.made_at)
        return and_(cls.size == 1, cls.is_imported.is_(False), is_handed_over)


class Background(Base):
    """What is recorded of a cardholder, and all that is.

    None in the last three: was not asked. Registers from before the two were told apart also say it of people
    who did not want to say.
    """

    __tablename__ = "backgrounds"
    __table_args__ = (CheckConstraint("birth_year BETWEEN 1880 AND 2200", name="birth_year"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    birth_year: Mapped[int] = mapped_column(SmallInteger)
    postal_code: Mapped[str] = mapped_column(ForeignKey("postal_codes.code"), index=True)
    mother_tongue_id: Mapped[int | None] = mapped_column(ForeignKey("categories.id"))
    gender_id: Mapped[int | None] = mapped_column(ForeignKey("categories.id"))
    life_situation_id: Mapped[int | None] = mapped_column(ForeignKey("categories.id"))
    postal_area: Mapped[PostalCode] = relationship()


class Card(Base):
    """A registered card, physical or mobile or both. Its code may change; the card and its history stay."""

    __tablename__ = "cards"
    __table_args__ = (
        one_of("kind", CardKind),
        one_of("status", CardStatus),
        CheckConstraint("valid_until >= issued_on", name="valid_from_issue"),
        CheckConstraint("children >= 0", name="children"),
        CheckConstraint("kind = 'personal' OR children = 0", name="community_has_no_children"),
        CheckConstraint("(kind = 'personal') = (background_id IS NOT NULL)", name="personal_has_background"),
        CheckConstraint("(status = 'active') = (stopped_at IS NULL)", name="stopped_has_time"),
        UniqueConstraint("background_id"),
        Index(None, "distributor_id", "issued_on"),
        Index(None, "distributor_id", "registered_at", "id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(9))
    distributor_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    issued_on: Mapped[date]
    renewed_on: Mapped[date | None]
    valid_until: Mapped[date] = mapped_column(index=True)
    status: Mapped[str] = mapped_column(String(9), default=CardStatus.ACTIVE)
    stopped_at: Mapped[datetime | None]
    children: Mapped[int] = mapped_column(SmallInteger, default=0)
    background_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("backgrounds.id"))
    registered_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    registered_at: Mapped[datetime]
    distributor: Mapped[Organisation] = relationship()
    background: Mapped[Background | None] = relationship()
    codes: Mapped[list["RegisteredCode"]] = relationship(back_populates="card")


class RegisteredCode(Base):
    """A code that exists. It belongs to a card once that is registered; a card has one code in force."""

    __tablename__ = "card_codes"
    __table_args__ = (
        CheckConstraint("length(code) = 10", name="shape"),
        CheckConstraint("replaced_at IS NULL OR card_id IS NOT NULL", name="replaced_was_registered"),
        CheckConstraint("(card_id IS NULL) = (list_entry IS NULL)", name="registered_is_listed"),
        CheckConstraint("(list_entry IS NULL) = (list_change IS NULL)", name="listed_has_change"),
        Index(None, "list_change"),
        Index(
            "uq_card_codes_card_in_force",
            "card_id",
            unique=True,
            sqlite_where=text("replaced_at IS NULL"),
            postgresql_where=text("replaced_at IS NULL"),
        ),
    )

    code: Mapped[str] = mapped_column(String(10), primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("code_batches.id"), index=True)
    card_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("cards.id"), index=True)
    replaced_at: Mapped[datetime | None]
    list_entry: Mapped[int | None]
    """What the sealed lists say of it (cards.listing): last valid day and flags, in three bytes."""
    list_change: Mapped[int | None] = mapped_column(BigInteger)
    """The transaction that last changed the entry."""
    batch: Mapped[CodeBatch] = relationship()
    card: Mapped[Card | None] = relationship(back_populates="codes")
