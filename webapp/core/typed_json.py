"""JSON that somebody sent, read as far as it is no deeper than what a page of ours writes. Pure."""

import json
from typing import Any, Final

DEEPEST: Final = 20
"""Levels of lists and objects; a phone's list of visits has four."""


class UnreadableJsonError(ValueError):
    """What was sent is no JSON, or deeper than anything we ask for."""


def read_json(sent: str | bytes) -> Any:  # noqa: ANN401 - any JSON
    """What was sent.

    Raises:
        UnreadableJsonError: it cannot be.
    """
    try:
        read = json.loads(sent)
    except (ValueError, RecursionError):
        raise UnreadableJsonError from None
    brackets: tuple[Any, Any] = ("[", "{") if isinstance(sent, str) else (b"[", b"{")
    if sum(map(sent.count, brackets)) > DEEPEST and not _is_flat(read, DEEPEST):
        raise UnreadableJsonError
    return read


def _is_flat(read: object, levels: int) -> bool:
    if not isinstance(read, list | dict):
        return True
    members = read.values() if isinstance(read, dict) else read
    return levels > 0 and all(_is_flat(member, levels - 1) for member in members)
