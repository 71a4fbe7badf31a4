"""The pages beside the one that is shown, for the pager."""

from collections.abc import Mapping
from typing import Any, Protocol

from flask import request, url_for


class Paged(Protocol):
    """One page of something."""

    @property
    def page(self) -> int:
        """Its number, from 1."""

    @property
    def pages(self) -> int:
        """How many there are."""


def neighbours(
    found: Paged, before: str, after: str, *, filters: Mapping[str, Any] | None = None
) -> dict[str, str]:
    """The addresses of the page before and the page after under these names, where there are such.

    `filters`: what narrows the list, repeated in the addresses.
    """
    numbers = {before: found.page - 1, after: found.page + 1}
    endpoint = request.endpoint or ""
    return {
        name: url_for(endpoint, **(filters or {}), page=page)
        for name, page in numbers.items()
        if 1 <= page <= found.pages
    }
