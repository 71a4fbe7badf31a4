"""A counter's phone in a real browser, ready to work, on a copy of the demo country."""

import re
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from playwright.sync_api import CDPSession, sync_playwright
from sqlalchemy import select

from tests.journeys.people.counter_phone import CounterPhone
from tests.journeys.people.speech import Speech
from tests.support.demo_register import demo_directory
from tests.support.phone_browser import PhoneBrowser
from tests.support.server import RunningServer, running_server
from tools.bench.crowd import list_codes
from webapp import create_app
from webapp.core.cards.codes import new_codes
from webapp.core.cards.models import Card, RegisteredCode
from webapp.core.database import create_register_engine, session_factory
from webapp.settings import Settings

_READY_MILLISECONDS: Final = 60_000


@dataclass(frozen=True)
class MeasuredPhone:
    """The phone with its list on it, the server it speaks to, and the hold on its processor."""

    counter: CounterPhone
    server: RunningServer
    processor: CDPSession

    def slow_down(self, times: int) -> None:
        """Let the page's processor be so many times slower; 1 is as it is."""
        self.processor.send("Emulation.setCPUThrottlingRate", {"rate": times})

    def set_offline(self, *, offline: bool) -> None:
        """Take the network away, from the service worker too, or give it back."""
        self.counter.page.context.set_offline(offline)


@contextmanager
def measured_phone(*, listed: int = 0) -> Iterator[MeasuredPhone]:
    """Sign in at the counter and wait for the list, which has `listed` cards beside those of the demo."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        demo = demo_directory(folder)
        _fill(demo, listed)
        server = stack.enter_context(running_server(demo, folder / "served"))
        playwright = stack.enter_context(sync_playwright())
        browser = PhoneBrowser(playwright.chromium, folder / "profile", server.address)
        stack.callback(browser.close)
        counter = CounterPhone(browser, _finnish())
        counter.page.set_default_timeout(_READY_MILLISECONDS)
        counter.sign_in()
        counter.page.wait_for_url(re.compile(r"/kohde$"))
        counter.get_ready()
        processor = counter.page.context.new_cdp_session(counter.page)
        yield MeasuredPhone(counter, server, processor)


def _finnish() -> Speech:
    settings = Settings("demo", secrets.token_urlsafe(32), "", "http://localhost")
    return Speech(create_app(settings, engine=create_register_engine("sqlite://")), "fi")


def _fill(demo: Path, listed: int) -> None:
    engine = create_register_engine(f"sqlite:///{demo / 'register.sqlite3'}")
    with session_factory(engine).begin() as session:
        of_a_card = select(Card.id, RegisteredCode.batch_id).join(RegisteredCode)
        card_id, batch_id = session.execute(of_a_card.limit(1)).one()
        taken = set(session.scalars(select(RegisteredCode.code)))
    codes = new_codes("K", listed, taken=taken)
    list_codes(engine, codes, batch_id=batch_id, card_id=card_id, now=datetime.now(UTC))
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")  # a copy of the one file is whole
    engine.dispose()
