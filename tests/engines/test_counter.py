"""The counter in another engine: list, verdict, outbox and sync, with and without a network."""

import pytest

from tests.engines.desk import Desk
from tests.support.fault_proxy import FaultProxy, Weather
from tests.support.register_file import lost_numbers, valid_cards, visits_by_phones
from tests.support.server import RunningServer

pytestmark = pytest.mark.engine


def test_a_visit_let_in_without_a_network_survives_a_reload_and_arrives_once(
    desk: Desk, proxy: FaultProxy, server: RunningServer
) -> None:
    online, offline = codes = valid_cards(server, 2)
    desk.reads(online)
    desk.sees_verdict("valid", by="confirmed")
    desk.records()
    desk.wait_until(lambda: visits_by_phones(server, codes) == [online], "sent at once")
    desk.has_waiting(0)
    proxy.change(Weather.DOWN)
    desk.reads(offline)
    desk.sees_verdict("valid", by="list")
    desk.records()
    desk.has_waiting(1)
    desk.reload()
    desk.has_waiting(1)
    desk.reads(offline)
    desk.sees_verdict("repeated", by="list")
    proxy.change(Weather.FAIR)
    desk.sends()
    desk.has_waiting(0)
    assert visits_by_phones(server, codes) == sorted(codes)
    assert lost_numbers(server) == []
