"""Every request that goes well on a target's register, found on the pages of everybody who may make it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from http.cookies import SimpleCookie
from typing import Final

from tests.support.every_page import Country, furnish
from tests.support.odd.finding import all_that_may_be_asked
from tests.support.odd.requests import Asked, Request
from tests.support.odd.sending import Answer
from tools.attack.browser import ORIGIN, Browser
from tools.attack.target import Target
from tools.growing.recorders import HOST
from webapp import create_app
from webapp.core.database import create_register_engine
from webapp.settings import production_settings

_TIED_TO_HOST: Final = frozenset({"session", "card", "other-card", "device"})


@cache
def asked_of(target: Target) -> tuple[list[Asked], Country]:
    """Of an application in this process, which knows the server's secret."""
    engine = create_register_engine(target.url)
    settings = production_settings(target.environment)
    settings = replace(settings, mode="test", base_url="http://localhost", proxies=0, rate_limits=False)
    app = create_app(settings, engine=engine)
    country = furnish(app, target.till.world, now=datetime.now(UTC))
    found = all_that_may_be_asked(app, country)
    engine.dispose()
    return found, country


def send(browser: Browser, request: Request) -> Answer:
    """A request as it is, but for what the application called itself and its cookies, to the server."""
    headers = {name: _of_server(name, value) for name, value in request.headers.items()}
    browser.cookies.clear()
    return browser.ask(replace(request, headers=headers))


def cookies_of_server(cookies: Mapping[str, str]) -> dict[str, str]:
    """By the names they have over HTTPS."""
    return {f"__Host-{name}" if name in _TIED_TO_HOST else name: value for name, value in cookies.items()}


def _of_server(name: str, value: str) -> str:
    if name == "Host":
        return HOST
    if name == "Origin" and value == "http://localhost":
        return ORIGIN
    if name == "Cookie":
        pairs = (one.partition("=") for one in value.split("; ") if one)
        named = cookies_of_server({key: kept for key, _, kept in pairs})
        return "; ".join(f"{key}={kept}" for key, kept in named.items())
    return value


def cookies_in(headers: Mapping[str, str]) -> dict[str, str]:
    """Of headers that a browser sends."""
    return {name: morsel.value for name, morsel in SimpleCookie(headers["Cookie"]).items()}
