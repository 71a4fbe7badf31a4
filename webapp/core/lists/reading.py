"""Read what a list holds: a page of it, or all; of tables or of rows at hand, in any of its orders."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, Protocol, TypeAlias, TypeVar

from sqlalchemy import Row, Select, SQLColumnExpression, case, func
from sqlalchemy.orm import Session

RowT = TypeVar("RowT")
RowT_co = TypeVar("RowT_co", covariant=True)
Order: TypeAlias = Sequence[SQLColumnExpression[Any]]
"""What rows are sorted by, the first first."""

PAGE_SIZE: Final = 50
MOST_WORDS: Final = 6
"""That a search looks for: each one is looked for by itself."""
_READ_AT_ONCE: Final = 1_000
"""Rows of a whole list: what is read beside them names them by their ids."""


@dataclass(frozen=True, slots=True)
class Sorting:
    """By which of a list's orders it is sorted, and whether the other way round."""

    by: str
    is_descending: bool = False

    @property
    def turned(self) -> "Sorting":
        """The other way round."""
        return Sorting(self.by, not self.is_descending)

    def __str__(self) -> str:
        """As addresses carry it."""
        return f"-{self.by}" if self.is_descending else self.by


@dataclass(frozen=True, slots=True)
class ListPage(Generic[RowT_co]):
    """One page of a list."""

    rows: Sequence[RowT_co]
    page: int
    pages: int
    total: int


class Listed(Protocol[RowT_co]):
    """What a search has found and a page or a file will show."""

    @property
    def orders(self) -> Collection[str]:
        """By what it can be sorted."""

    @property
    def usual(self) -> Sorting:
        """How it is sorted where nobody asks."""

    def page(self, session: Session, sorting: Sorting, number: int) -> ListPage[RowT_co]:
        """One page; the nearest that there is."""

    def everything(self, session: Session, sorting: Sorting) -> Sequence[RowT_co]:
        """All of it."""


@dataclass(frozen=True, slots=True)
class FromTables(Generic[RowT]):
    """A list that the database narrows, counts and sorts.

    `orders` have no NULL among them, or say by `with_gaps` where it stands: the databases do not agree on it.
    `ties` decides between rows that are alike; turned round with the rest, an order is exactly its reverse.
    """

    statement: Select[*tuple[Any, ...]]
    orders: Mapping[str, Order]
    usual: Sorting
    ties: Order
    read: Callable[[Session, Sequence[Row[*tuple[Any, ...]]]], Sequence[RowT]]
    """What the statement's rows mean; asked once for all of a page."""

    def page(self, session: Session, sorting: Sorting, number: int) -> ListPage[RowT]:
        """One page; the nearest that there is."""
        counted = self.statement.with_only_columns(func.count(), maintain_column_froms=True)
        total = session.scalar(counted.order_by(None)) or 0
        number, pages = _within(number, total)
        statement = self._sorted(sorting).limit(PAGE_SIZE).offset((number - 1) * PAGE_SIZE)
        return ListPage(self.read(session, session.execute(statement).all()), number, pages, total)

    def everything(self, session: Session, sorting: Sorting) -> Sequence[RowT]:
        """All of it."""
        parts = session.execute(self._sorted(sorting)).partitions(_READ_AT_ONCE)
        return [one for rows in parts for one in self.read(session, rows)]

    def _sorted(self, sorting: Sorting) -> Select[*tuple[Any, ...]]:
        by = (*self.orders[sorting.by], *self.ties)
        return self.statement.order_by(*(one.desc() if sorting.is_descending else one for one in by))


@dataclass(frozen=True, slots=True)
class AtHand(Generic[RowT]):
    """A list of few rows whose order needs more than the database knows; each order is a key of a row."""

    found: Sequence[RowT]
    """In the order of those that are otherwise alike."""
    orders: Mapping[str, Callable[[RowT], Any]]
    usual: Sorting

    def page(self, session: Session, sorting: Sorting, number: int) -> ListPage[RowT]:
        """One page; the nearest that there is."""
        number, pages = _within(number, len(self.found))
        first = (number - 1) * PAGE_SIZE
        rows = self.everything(session, sorting)[first : first + PAGE_SIZE]
        return ListPage(rows, number, pages, len(self.found))

    def everything(self, _session: Session, sorting: Sorting) -> Sequence[RowT]:
        """All of it."""
        in_order = sorted(self.found, key=self.orders[sorting.by])
        return in_order[::-1] if sorting.is_descending else in_order


def sorting_of(asked: str, listed: Listed[Any]) -> Sorting:
    """What an address asks for; what the list cannot be sorted by leaves it in its usual order."""
    by = asked.removeprefix("-")
    return Sorting(by, asked != by) if by in listed.orders else listed.usual


def whole_rows(_session: Session, rows: Sequence[Row[*tuple[Any, ...]]]) -> Sequence[Any]:
    """What a statement of one thing means: that thing."""
    return [row[0] for row in rows]


def with_gaps(column: SQLColumnExpression[Any]) -> Order:
    """The order of a column that may be empty: those that are stand last."""
    return column.is_(None), column


def by_choice(column: SQLColumnExpression[Any], choices: Sequence[str]) -> SQLColumnExpression[int]:
    """The order of a column of choices: that in which people know them; others last."""
    ranks = {choice: rank for rank, choice in enumerate(choices)}
    return case(ranks, value=column, else_=len(ranks))


def _within(number: int, total: int) -> tuple[int, int]:
    pages = max(1, -(-total // PAGE_SIZE))
    return min(max(1, number), pages), pages
