"""How heavy the browser part's files are over the wire."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

from tools.bench.figures import Figure

BUILT = Path("webapp/static/build")
_HASH = re.compile(r"-[A-Z0-9]{8}(?=\.)")


def measure() -> Iterator[Figure]:
    """Each script, style sheet and font as it is sent: fonts as they are, the rest with gzip."""
    for path in sorted(BUILT.glob("*.*")):
        if path.suffix in {".css", ".js", ".wasm", ".woff2"}:
            content = path.read_bytes()
            sent = content if path.suffix == ".woff2" else gzip.compress(content, mtime=0)
            yield Figure(f"assets.{_HASH.sub('', path.name)}", len(sent) / 1000, "kB")
