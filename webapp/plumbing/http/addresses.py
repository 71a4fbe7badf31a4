"""Where to go next: only to addresses of our own; and the numbers and ids that an address carries."""

import uuid
from typing import Any, Final

from flask import Flask, request, url_for
from werkzeug.routing import IntegerConverter

LARGEST_NUMBER: Final = 2**31 - 1
"""Of a column of integers; a larger one is nobody's id, and an error to the database."""


class NumberConverter(IntegerConverter):
    """`<int:…>` in an address, as far as a column reaches: beyond it there is no such page."""

    def __init__(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401 - they are Werkzeug's own
        super().__init__(*arguments, **{"max": LARGEST_NUMBER, **options})


def install_addresses(app: Flask) -> None:
    """Before any address is registered."""
    app.url_map.converters["int"] = NumberConverter


def number_in_address(name: str) -> int | None:
    """The number after `?name=`, or None where there is none that an id or a page could be."""
    number = request.args.get(name, type=int)
    return number if number is not None and 0 < number <= LARGEST_NUMBER else None


def page_in_address() -> int:
    """Which page of a list; the first where an address does not say."""
    return number_in_address("page") or 1


def next_address(default: str) -> str:
    """The address a form or link asked to return to, if it is a path of ours; else the default endpoint's."""
    wanted = request.values.get("next", "")
    is_ours = (
        wanted.startswith("/") and not wanted.startswith("//") and "\\" not in wanted and "\n" not in wanted
    )
    return wanted if is_ours else url_for(default)


def id_in_address(name: str) -> uuid.UUID | None:
    """The id after `?name=`, or None where there is none that could be one."""
    try:
        return uuid.UUID(request.args.get(name, ""))
    except ValueError:
        return None
