"""Words that nobody else says, sent in every part of every request; no log may repeat them."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from tests.support.odd.requests import Asked, Request
from tools.attack.asked import asked_of, send
from tools.attack.browser import Browser
from tools.attack.found import Found
from tools.attack.target import Target

MARKER: Final = "Kuutamosonaatti"
_HEADERS: Final = ("User-Agent", "Referer", "Accept-Language", "If-None-Match", "X-Requested-With")


def send_markers(target: Target, found: Found) -> None:
    """Whatever the register is able to just now."""
    browser = Browser(target.port, address="203.0.113.99")
    for one in asked_of(target)[0]:
        for request in _marked(one):
            answer = send(browser, request)
            found.count(answer.status)


def logs(target: Target) -> Found:
    """With a register that is well; what other kinds sent while it was not stands in the same log."""
    found = Found()
    send_markers(target, found)
    said = target.server.log.read_text(encoding="utf-8")
    lines = [line for line in said.splitlines() if MARKER.lower() in line.lower()]
    found.figures.append(f"{len(said.splitlines())} lines of the log")
    found.fault_if(lines, f"{len(lines)} lines repeat what was sent, such as {lines[:1]}")
    found.fault_if("Traceback" in said, "a trace stands in the log")
    found.fault_if(
        [line for line in said.splitlines() if "@" in line], "an address of a person stands in the log"
    )
    return found


def _marked(one: Asked) -> Iterator[Request]:
    form = [(name, value if name == "csrf_token" else f"{MARKER}@{name}.example") for name, value in one.form]
    query = [(name, f"{MARKER} {name}") for name, _ in one.query] or [("next", f"/{MARKER}")]
    body = None if one.body is None else _with_markers(one.body)
    request = replace(one, form=form, query=query, body=body).as_it_is()
    yield replace(request, headers={**request.headers, **dict.fromkeys(_HEADERS, MARKER)})
    if one.arguments:
        named = dict.fromkeys(one.arguments, MARKER)
        yield replace(one, arguments=named, form=form).as_it_is()


def _with_markers(body: object) -> object:
    if isinstance(body, dict):
        return {name: _with_markers(value) for name, value in body.items()}
    if isinstance(body, list):
        return [_with_markers(one) for one in body]
    return MARKER if isinstance(body, str) else body
