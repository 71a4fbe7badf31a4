"""Keep package-index hosts and paths of one machine out of the project: they make a clone fail elsewhere."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.tracked_files import tracked_files

# Written so that no pattern matches itself.
ANYWHERE = re.compile(
    r"files[.]pythonhosted|pypi[.]org|registry[.]npmjs|registry[.]yarnpkg|deb[.]debian[.]org"
    r'|"resolved"[:]|-[-](extra-)?index-url|-[-]find-links'
    r"|(?<![\w.-])/(work|farm|root|Users)/[A-Za-z.]"
)
IN_LOCKS = re.compile(r"https?[:]//")


def complaints(path: Path) -> Iterator[str]:
    """The lines of a file that name such an address; what is not text is passed over."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return
    is_lock = path.match("requirements*.txt")
    for number, line in enumerate(text.splitlines(), start=1):
        if ANYWHERE.search(line) or (is_lock and IN_LOCKS.search(line)):
            yield f"{path}:{number}: {line.strip()[:120]}"


def main() -> int:
    """Print every complaint; 1 if there is one."""
    found = [complaint for path in tracked_files() for complaint in complaints(path)]
    print("\n".join(found) or "No such address.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
