"""Lists on pages and in files: declared once with their columns, sorted by links, narrowed by GET forms."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Generic, TypeVar

from flask import Response, request, url_for
from flask_babel import LazyString, lazy_gettext
from wtforms import HiddenField, SelectField
from wtforms.validators import ValidationError

from webapp.core.alphabet import plain_letters
from webapp.core.errors import NotFoundError
from webapp.core.lists.events import ListDownloaded
from webapp.core.lists.reading import Listed, ListPage, Sorting, sorting_of
from webapp.plumbing.access.log_notes import note
from webapp.plumbing.documents.tables import KINDS, Cents, Table, Value, table_file
from webapp.plumbing.http.addresses import page_in_address
from webapp.plumbing.http.transaction import db
from webapp.plumbing.rendering.forms import Form
from webapp.plumbing.rendering.pages import neighbours
from webapp.plumbing.words.formats import format_moment, show_day, show_euros, show_number
from webapp.plumbing.words.texts import LISTS

RowT = TypeVar("RowT")
_NOT_IN_NAMES: Final = re.compile(r"[^a-z0-9]+")
_ARIA: Final = {True: "descending", False: "ascending"}


class ListForm(Form):
    """What narrows a list. Sent by GET, so that what was found has an address of its own."""

    sort = HiddenField(default="")
    """An order that the list does not have leaves it in its usual one: nobody has typed it."""

    def filters(self) -> dict[str, str]:
        """What was asked for, as the addresses of pages, orders and files repeat it."""
        asked = {name: field.raw_data[0] for name, field in self._fields.items() if field.raw_data}
        return {name: value for name, value in asked.items() if value}

    @property
    def is_narrowed(self) -> bool:
        """Whether something is left out."""
        return bool(self.filters().keys() - {"sort"})


class FilterField(SelectField):
    """One of a few, or all; what is not among them is told beside it."""

    def __init__(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401 - they are WTForms' own
        super().__init__(*arguments, **{"default": "", "validate_choice": False, **options})

    def pre_validate(self, _form: object) -> None:
        """One of the list.

        Raises:
            ValidationError: it is none.
        """
        if self.data and self.data not in {choice[0] for choice in self.iter_choices()}:
            raise ValidationError(lazy_gettext("Choose one of the answers in the list."))


@dataclass(frozen=True, slots=True)
class Cell:
    """What a page shows in a column of a row: a text, where it leads, states in a word with their kind."""

    text: str
    address: str = ""
    tags: Sequence[tuple[object, str]] = ()


@dataclass(frozen=True, slots=True)
class Column(Generic[RowT]):
    """A column: what a file has in it, and what a page shows, where that is more than the same in words.

    `name` is what its order is called in addresses, where the list can be sorted by it. What a page does not
    show stands in files only.
    """

    name: str
    heading: LazyString
    value: Callable[[RowT], Value]
    cell: Callable[[RowT], Cell] | None = None
    is_on_page: bool = True
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class ListOf(Generic[RowT]):
    """A list by its name in the log (LISTS has the words): its columns, its search, the view of its files."""

    name: str
    columns: Sequence[Column[RowT]]
    found: Callable[[Any], Listed[RowT]]
    """What the list's form asks for, once it has validated."""
    files: str
    table: Callable[[Sequence[RowT]], Table] | None = None
    """A file's table, where it has other columns than these."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's heading; `order` says which way the list is sorted by it, the address turns it round."""

    text: LazyString
    address: str
    order: str
    is_number: bool


@dataclass(frozen=True, slots=True)
class ShownList(Generic[RowT]):
    """A page of a list as templates show it."""

    headings: Sequence[Heading]
    rows: Sequence[tuple[RowT, Sequence[Cell]]]
    found: ListPage[RowT]
    pages: Mapping[str, str]
    files: Sequence[tuple[str, str]]
    is_narrowed: bool


def list_file(declared: ListOf[RowT], form: ListForm, file_kind: str) -> Response:
    """All that a search finds as a file; the download is written to the log.

    Raises:
        NotFoundError: there are no such files, or the search is none.
    """
    if file_kind not in KINDS or not form.validate():
        raise NotFoundError
    listed = declared.found(form)
    rows = listed.everything(db(), sorting_of(form.sort.data or "", listed))
    note(ListDownloaded(declared.name, (request.view_args or {}).get("network_id"), len(rows)))
    table = declared.table(rows) if declared.table else _table(declared.columns, rows)
    return table_file(table, _file_name(declared.name), file_kind)


def _table(columns: Sequence[Column[RowT]], rows: Sequence[RowT]) -> Table:
    return Table([str(one.heading) for one in columns], [[one.value(row) for one in columns] for row in rows])


def _file_name(list_name: str) -> str:
    return _NOT_IN_NAMES.sub("-", plain_letters(str(LISTS[list_name]))).strip("-")


def shown_list(declared: ListOf[RowT], form: ListForm) -> ShownList[RowT] | None:
    """The page of a list that an address asks for; None of a search that nobody can read."""
    if not form.validate():
        return None
    listed = declared.found(form)
    sorting = sorting_of(form.sort.data or "", listed)
    found = listed.page(db(), sorting, page_in_address())
    columns = [one for one in declared.columns if one.is_on_page]
    kept = {**(request.view_args or {}), **form.filters()}
    return ShownList(
        headings=[_heading(one, sorting if one.name in listed.orders else None, kept) for one in columns],
        rows=[(row, [_cell(one, row) for one in columns]) for row in found.rows],
        found=found,
        pages=neighbours(found, "before", "after", filters=kept),
        files=[(kind.upper(), url_for(declared.files, **kept, file_kind=kind)) for kind in KINDS],
        is_narrowed=form.is_narrowed,
    )


def _heading(column: Column[Any], sorting: Sorting | None, kept: Mapping[str, Any]) -> Heading:
    """`sorting`: the list's now, or None where it cannot be sorted by this column."""
    if sorting is None:
        return Heading(column.heading, "", "", column.is_number)
    is_sorted = column.name == sorting.by
    other = sorting.turned if is_sorted else Sorting(column.name)
    address = url_for(request.endpoint or "", **{**kept, "sort": str(other)})
    order = _ARIA[sorting.is_descending] if is_sorted else ""
    return Heading(column.heading, address, order, column.is_number)


def _cell(column: Column[RowT], row: RowT) -> Cell:
    return column.cell(row) if column.cell else Cell(_in_words(column.value(row)))


def _in_words(value: Value) -> str:
    match value:
        case None:
            return ""
        case Cents():
            return show_euros(value.number)
        case datetime():
            return format_moment(value)
        case date():
            return show_day(value)
        case int():
            return show_number(value)
        case str():
            return value
