"""What people type that no server may ever see, and where it is looked for."""

from pathlib import Path
from typing import Final

HOLDERS_NAME: Final = "Kuutar"
"""What holders write on their cards in journeys: a name that nobody else has here."""


def traces_of(word: str, directory: Path) -> list[str]:
    """Files that contain a word, in any case: registers with their journals, logs with their addresses."""
    wanted = word.lower().encode()
    files = [path for path in sorted(directory.rglob("*")) if path.is_file()]
    return [str(path.relative_to(directory)) for path in files if wanted in path.read_bytes().lower()]
