"""Programs that were started for a test, with all that they started themselves."""

import os
import signal
import subprocess
from contextlib import suppress
from typing import Final

_ENDS_WITHIN_SECONDS: Final = 10


def end(process: subprocess.Popen[bytes]) -> None:
    """Ask the whole group to end, and see that it does."""
    for way in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, way)
        with suppress(subprocess.TimeoutExpired):
            process.wait(_ENDS_WITHIN_SECONDS)
