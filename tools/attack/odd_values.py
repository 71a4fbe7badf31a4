"""Odd values in every part of every request, over the wire."""

import os
import random
from itertools import count
from typing import Final

from tests.support.odd.sending import fault_of
from tools.attack.asked import asked_of, send
from tools.attack.browser import NOWHERE, Browser
from tools.attack.found import Found
from tools.attack.target import Target

TRIED: Final = os.environ.get("ODD_INPUTS", "3000")
"""How many of some forty thousand, or all."""
_ENDING: Final = ("sign_out", "end", "lose", "leave", "forget", "delete", "remove", "revoke", "account")
"""Words of endpoints after which somebody is signed in no more, or something is gone: they come last."""


def odd_values(target: Target) -> Found:
    """None of them ends in a failure, or in silence."""
    found = Found()
    asked, _country = asked_of(target)
    every = [(one.endpoint, part, kind, request) for one in asked for part, kind, request in one.odd()]
    chosen = every if TRIED == "all" else random.sample(every, int(TRIED))
    chosen.sort(key=lambda one: any(word in one[0] for word in _ENDING))
    browser, silent = Browser(target.port), 0
    for number, (endpoint, part, kind, request) in zip(count(), chosen, strict=False):
        browser.address = f"198.51.{number // 250 % 250}.{number % 250}"
        answer = send(browser, request)
        found.count(answer.status)
        silent += answer.status == NOWHERE
        if answer.status >= 500:  # noqa: PLR2004 - HTTP's classes
            found.faults.append(f"{endpoint}, {part}, {kind}: {fault_of(answer)}")
    if silent:
        found.figures.append(f"{silent} connections closed by the server without an answer")
    found.fault_if(not target.is_well(), "/healthz does not answer afterwards")
    return found
