"""A counter in each engine that is here, on a server of its own behind bad weather."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.engines.desk import Desk
from tests.engines.found import Engine, found
from tests.support.demo_register import demo_directory
from tests.support.fault_proxy import FaultProxy, fault_proxy
from tests.support.server import RunningServer, running_server

# Not skipped where there is none: a skipped test is one that somebody forgot.
collect_ignore_glob = [] if found() else ["test_*.py"]


@pytest.fixture(scope="session")
def server(run_directory: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """The production server on a copy of the demo country, shared by the tests of a worker."""
    with running_server(
        demo_directory(run_directory), tmp_path_factory.mktemp("engines") / "served"
    ) as running:
        yield running


@pytest.fixture
def proxy(server: RunningServer) -> Iterator[FaultProxy]:
    """The network between the counter and the server."""
    with fault_proxy(server.port) as running:
        yield running


@pytest.fixture(params=found(), ids=lambda engine: str(engine.name))
def desk(request: pytest.FixtureRequest, proxy: FaultProxy, tmp_path: Path) -> Iterator[Desk]:
    """Ready to work without a network, in a browser that must not complain."""
    engine: Engine = request.param
    with closing(engine.start(tmp_path)) as browser:
        counter = Desk(browser, proxy.address)
        counter.sign_in()
        counter.get_ready()
        yield counter
        assert browser.complaints() == []
