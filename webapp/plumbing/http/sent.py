"""What came with a request, as far as a database can take it: NUL is no part of any text."""

from collections.abc import Iterable
from typing import Any

from flask import Request
from werkzeug.datastructures import ImmutableMultiDict


class SentParameters(ImmutableMultiDict[str, Any]):
    """Of an address or a form; a file in it is left alone."""

    def __init__(self, pairs: Iterable[tuple[str, Any]] = ()) -> None:
        super().__init__(
            (name, value.replace("\0", "") if isinstance(value, str) else value) for name, value in pairs
        )


class SentRequest(Request):
    """Flask's, for which every text has gone through here; forms take away more (rendering/forms.py)."""

    parameter_storage_class = SentParameters
