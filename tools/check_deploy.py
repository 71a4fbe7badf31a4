"""What of deploy/ can be checked on this machine: systemd's units, and nginx's configuration."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tools.growing.proxies import DEPLOY, MissingProgramError, program, write_nginx

_INSTALLED = "/opt/kaikukortti/bin/kaikukortti"
_INSTANCE = "8001"


def complaints_of_systemd(folder: Path) -> Iterator[str]:
    """What systemd-analyze says of the units, with a program that is there instead of ours."""
    units = []
    for file in sorted((DEPLOY / "systemd").iterdir()):
        unit = folder / file.name.replace("@.", f"@{_INSTANCE}.")
        unit.write_text(file.read_text(encoding="utf-8").replace(_INSTALLED, "/bin/true"), encoding="utf-8")
        units.append(unit)
    said = subprocess.run(
        [program("systemd-analyze"), "verify", "--man=no", *units],
        check=False,
        capture_output=True,
        text=True,
    )
    # Of units that the machine has besides, it may complain too.
    lines = [line for line in said.stderr.splitlines() if "kaikukortti" in line]
    yield from lines or ([said.stderr] if said.returncode else [])


def complaints_of_nginx(folder: Path) -> Iterator[str]:
    """What nginx says of its configuration."""
    configuration = write_nginx(folder, https=8443, http=8080, upstreams=(8001, 8002))
    said = subprocess.run(
        [program("nginx"), "-t", "-q", "-c", str(configuration)], check=False, capture_output=True, text=True
    )
    yield from said.stderr.splitlines()


def main() -> int:
    """Print every complaint, and what is not here to ask; 1 if there is a complaint."""
    found: list[str] = []
    for ask in (complaints_of_systemd, complaints_of_nginx):
        folder = Path(tempfile.mkdtemp(prefix="kaikukortti-deploy-"))
        try:
            found += ask(folder)
        except MissingProgramError as error:
            print(f"Not checked: {error}")
        finally:
            shutil.rmtree(folder)
    print("\n".join(found) or "Nothing is wrong with what was checked.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
