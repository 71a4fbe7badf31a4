"""What takes long to make is made by one worker of a test run and used by all."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def made_once(directory: Path, name: str) -> Iterator[bool]:
    """Whether it is still to be made; the other workers wait until the first one has left."""
    ready = directory / f"{name}.ready"
    with (directory / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield not ready.exists()
        ready.touch()
