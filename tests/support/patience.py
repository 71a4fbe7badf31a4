"""How long tests wait for a state at most: longer than a busy machine takes, and only a fault takes it."""

from typing import Final

SECONDS: Final = 90
MILLISECONDS: Final = SECONDS * 1000
