"""Hold the lock for running and the lock for developing to the same versions: what is tested is what runs."""

import re
import sys
from pathlib import Path

PIN = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>[^\s;]+)", re.MULTILINE)


def pins(lock: Path) -> dict[str, str]:
    """Package names and their versions in a lock file."""
    return dict(PIN.findall(lock.read_text(encoding="utf-8")))


def main() -> int:
    """Print every difference; 1 if there is one."""
    developing = pins(Path("requirements-dev.txt"))
    found = [
        f"{name}: {version} in requirements.txt, {developing.get(name, 'missing')} in requirements-dev.txt"
        for name, version in pins(Path("requirements.txt")).items()
        if developing.get(name) != version
    ]
    print("\n".join(found) or "The locks agree.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
