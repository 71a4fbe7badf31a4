"""What a journey needs: a browser, a server on its own copy of the demo country, and people to meet."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect

from tests.journeys.people.person import Person
from tests.journeys.people.speech import Speech
from tests.support import patience
from tests.support.browser_log import BrowserLog
from tests.support.chromium import running_browser
from tests.support.demo_register import demo_directory
from tests.support.devices import DESK, Device
from tests.support.fault_proxy import FaultProxy, fault_proxy
from tests.support.phone_browser import PhoneBrowser
from tests.support.server import RunningServer, running_server
from webapp import create_app
from webapp.core.database import create_register_engine
from webapp.plumbing.words.language import language_of
from webapp.settings import Settings

PersonT = TypeVar("PersonT", bound=Person)
Meet = Callable[..., Any]
_REGIONS = {"fi": "FI", "sv": "FI", "en": "GB"}
expect.set_options(timeout=patience.MILLISECONDS)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The longest journeys first, whatever the random order, and not all with the same worker.

    Each worker begins with its part of the list and takes from another's end when it is done.
    """
    workers = int(getattr(config, "workerinput", {}).get("workercount", 1))
    tours = [item for item in items if "test_every_page_is" in item.nodeid]
    others = [item for item in items if item not in tours]
    parts: list[list[pytest.Item]] = [tours[number::workers] for number in range(workers)]
    sent = 0
    for number, part in enumerate(parts):
        share = (len(items) - sent) // (workers - number)  # as xdist's worksteal shares them out
        sent += share
        part += [others.pop() for _ in range(min(max(share - len(part), 0), len(others)))]
    items[:] = [item for part in parts for item in part] + others


def _locale(variant: str) -> str:
    language = language_of(variant)
    return f"{language}-{_REGIONS.get(language, 'FI')}"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    with running_browser() as running:
        yield running


@pytest.fixture(scope="session")
def demo(run_directory: Path) -> Path:
    """The demo country, loaded once for all workers of this run."""
    return demo_directory(run_directory)


@pytest.fixture(scope="session")
def server(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """The production server on a copy of the demo country, shared by the journeys of a worker.

    Each leaves it as a working day would; a module that needs it untouched has a server of its own.
    """
    with running_server(demo, tmp_path_factory.mktemp("shared") / "served") as running:
        yield running


@pytest.fixture
def proxy(server: RunningServer) -> Iterator[FaultProxy]:
    """The network between a phone and the server."""
    with fault_proxy(server.port) as running:
        yield running


@pytest.fixture
def own_browser(browser: Browser, proxy: FaultProxy, tmp_path: Path) -> Iterator[PhoneBrowser]:
    """A phone's, which can be killed and keeps what it has kept."""
    own = PhoneBrowser(browser.browser_type, tmp_path / "profile", proxy.address)
    yield own
    own.close()


@pytest.fixture(scope="session")
def spoken_app() -> Flask:
    """The application only for its sentences; it serves nobody."""
    settings = Settings("demo", "a secret for tests only, 32 or more", "", "http://localhost")
    return create_app(settings, engine=create_register_engine("sqlite://"))


@pytest.fixture
def meet(browser: Browser, server: RunningServer, spoken_app: Flask) -> Iterator[Meet]:
    """`meet(Counter, "fi", PHONE)`: a person with a browser of their own, which must not complain."""
    yield from meeting(browser, server.address, spoken_app)


def meeting(browser: Browser, address: str, spoken_app: Flask) -> Iterator[Meet]:
    """People who come to a server, one after another; at the end no browser has complained."""
    contexts, logs = [], []

    def somebody(
        kind: type[PersonT],
        language: str,
        device: Device = DESK,
        *,
        scripts: bool = True,
        still: bool = False,
    ) -> PersonT:
        context = browser.new_context(
            base_url=address,
            locale=_locale(language),
            timezone_id="Europe/Helsinki",
            viewport={"width": device.width, "height": device.height},
            device_scale_factor=device.scale,
            has_touch=device.is_touched,
            is_mobile=device.is_touched,
            java_script_enabled=scripts,
            reduced_motion="reduce" if still else None,
        )
        context.set_default_timeout(patience.MILLISECONDS)
        contexts.append(context)
        logs.append(BrowserLog())
        logs[-1].watch(context)
        person = kind(context.new_page(), Speech(spoken_app, language), logs[-1])
        person.runs_scripts = scripts
        return person

    yield somebody
    for context in contexts:
        context.close()
    assert [complaint for log in logs for complaint in log.complaints] == []
