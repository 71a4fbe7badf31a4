"""Rows with a name: what they are sorted and found by is written with it, by whichever way it is written."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Select, String, inspect, select
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import InstrumentedAttribute, Mapped, Session, mapped_column, validates

from webapp.core.alphabet import plain_letters, sort_key
from webapp.core.database import Base
from webapp.core.languages import FIRST, LocalisedText

KEYED: Final = ("fi", "sv", "en")
"""The languages that have a column of keys; lists in any other are sorted as the first one's."""

_AT_ONCE: Final = 500
_BYTE_BY_BYTE: Final = String().with_variant(String(collation="C"), "postgresql")


def name_key(name: LocalisedText | str, language: str) -> str:
    """What a name is sorted by in a language: that of the text which is shown in it."""
    return sort_key(name if isinstance(name, str) else name.text_in(language), language)


def name_letters(name: LocalisedText | str) -> str:
    """What a name is found by: its plain letters in every language in which it is written."""
    texts = [name] if isinstance(name, str) else [text for _, text in sorted(name.items())]
    return "\n".join(plain_letters(text) for text in texts)


def _written_with_name(made_of: Callable[[Any], str]) -> Mapped[str]:
    """A column that nobody writes: `insert` makes it by this default, a row of the session by its validator.

    Empty only in rows that a release before this one added; `follow_names` fills it.
    """

    def of_row(context: DefaultExecutionContext) -> str:
        row: Mapping[str, Any] = context.get_current_parameters()  # type: ignore[no-untyped-call]  # SQLAlchemy's
        return made_of(row["name"])

    return mapped_column(_BYTE_BY_BYTE, default=of_row, server_default="", deferred=True)


class RowAstray(NamedTuple):
    """A row whose keys do not follow its name."""

    model: "type[SortedByName]"
    key: Any


class SortedByName:
    """Rows that stand in lists by name: a key for each language."""

    name: Any
    """A text by language, or a plain one; each table says which."""

    name_key_fi: Mapped[str] = _written_with_name(lambda name: name_key(name, "fi"))
    name_key_sv: Mapped[str] = _written_with_name(lambda name: name_key(name, "sv"))
    name_key_en: Mapped[str] = _written_with_name(lambda name: name_key(name, "en"))

    @validates("name")
    def _follow_name(self, _column: str, name: LocalisedText | str) -> LocalisedText | str:
        for column, value in written_with(name, type(self)).items():
            setattr(self, column, value)
        return name


class FoundByName(SortedByName):
    """Rows that are also searched."""

    name_letters: Mapped[str] = _written_with_name(name_letters)


def written_with(name: LocalisedText | str, model: type[SortedByName]) -> dict[str, str]:
    """The columns that follow a name, by column."""
    columns = {f"name_key_{language}": name_key(name, language) for language in KEYED}
    return columns | ({"name_letters": name_letters(name)} if issubclass(model, FoundByName) else {})


def by_name(model: type[SortedByName], language: str) -> InstrumentedAttribute[str]:
    """What a list of rows is ordered by in a language; its reader sees their names in it."""
    column = f"name_key_{language if language in KEYED else FIRST}"
    found: InstrumentedAttribute[str] = getattr(model, column)
    return found


def has_word(model: type[FoundByName], word: str) -> ColumnElement[bool]:
    """Whether a row's name has a word of `plain_letters`."""
    return model.name_letters.contains(word, autoescape=True)


def rows_astray(session: Session) -> list[RowAstray]:
    """Rows that are sorted or found by what is not their name, or is not what this release makes of it.

    Written in SQL, or by a release with another order.
    """
    return [RowAstray(model, key) for model in _models() for key in _keys_astray(session, model)]


def follow_names(session: Session, astray: Sequence[RowAstray]) -> None:
    """Let rows be sorted and found by the names that they have now."""
    for model, rows in groupby(astray, key=lambda one: one.model):
        (key,) = inspect(model).primary_key
        keys = [row.key for row in rows]
        for start in range(0, len(keys), _AT_ONCE):
            for row in session.scalars(
                select(model).where(key.in_(keys[start : start + _AT_ONCE])).with_for_update()
            ):
                row.name = row.name
    session.flush()


def _models() -> list[type[SortedByName]]:
    return [one.class_ for one in Base.registry.mappers if issubclass(one.class_, SortedByName)]


def _keys_astray(session: Session, model: type[SortedByName]) -> Iterator[Any]:
    columns, (key,), written = inspect(model).columns, inspect(model).primary_key, written_with("", model)
    statement: Select[Any] = select(key, columns["name"], *(columns[column] for column in written))
    for found, name, *values in session.execute(statement.execution_options(yield_per=_AT_ONCE)):
        if list(written_with(name, model).values()) != values:
            yield found
