"""Where to go next: only to addresses of our own; and the id that an address carries."""

import uuid

from flask import request, url_for


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
