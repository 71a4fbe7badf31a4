"""Where to go next: only to addresses of our own; and the numbers and ids that an address carries."""

import re
import uuid
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from flask import Flask, current_app, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.routing import IntegerConverter, MapAdapter

LARGEST_NUMBER: Final = 2**31 - 1
"""Of a column of integers; a larger one is nobody's id, and an error to the database."""
_ODD: Final = re.compile(r"[\x00-\x20\\\x7f]|^(?!/)|//")
_MOST_IN_QUERY: Final = 50


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
    """The page of ours that a form or link asked to return to; else the default endpoint's."""
    return wanted_address() or url_for(default)


def wanted_address() -> str:
    """The page of ours that a form or link asked to return to, or nothing."""
    return own_address(request.values.get("next", ""))


def own_address(address: str) -> str:
    """The same address, if it is a page of ours that can be opened; else nothing.

    The router finds it and builds the address anew, so that no string of somebody else's is passed on:
    browsers read more into one than any check of its letters foresees.
    """
    try:
        parts = urlsplit(address)
        query = parse_qsl(parts.query, max_num_fields=_MOST_IN_QUERY)
        if parts.scheme or parts.netloc or _ODD.search(parts.path):
            return ""
        endpoint, arguments = _router().match(parts.path, "GET")
    except (ValueError, HTTPException):  # no address, or no page of ours, also one that leads elsewhere
        return ""
    path = _router().build(endpoint, arguments)
    return f"{path}?{urlencode(query)}" if query else path


def _router() -> MapAdapter:
    # Not the request's own: behind a mount it would build addresses of that.
    return current_app.url_map.bind("localhost")


def id_in_address(name: str) -> uuid.UUID | None:
    """The id after `?name=`, or None where there is none that could be one."""
    try:
        return uuid.UUID(request.args.get(name, ""))
    except ValueError:
        return None
