"""Install the wheel into an empty environment, migrate, serve, and ask for what only a whole package has."""

import os
import re
import secrets
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection, HTTPException, HTTPResponse
from pathlib import Path
from zipfile import ZipFile

from tools.tracked_files import tracked_files

HOST = "kaikukortti.example"
LOCK = Path("requirements.txt").resolve()
FEWEST_POSTAL_CODES = 3000
PAGES = ("/service-worker.js", "/tietosuoja", "/kohteet", "/kohde/kuori", "/lisenssit")
_STARTS_WITHIN_SECONDS = 60


class IncompleteError(Exception):
    """The wheel lacks something; the message says what."""


def main(wheel: Path) -> int:
    """Say what was tried; 1 with the reason where the installed program is not whole."""
    with tempfile.TemporaryDirectory(prefix="kaikukortti-wheel-") as folder:
        programs, empty = Path(folder, "environment", "bin"), Path(folder, "empty")
        empty.mkdir()
        try:
            _compare_with_sources(wheel)
            _install(wheel.resolve(), programs)
            _try_out(programs / "kaikukortti", empty)
        except (IncompleteError, subprocess.CalledProcessError) as error:
            print(error)
            return 1
    print(f"{wheel.name}: installed into an empty environment, migrated, served, and asked for its pages.")
    return 0


def _compare_with_sources(wheel: Path) -> None:
    packed = set(ZipFile(wheel).namelist())
    sources = {str(path) for path in tracked_files() if path.parts[0] == "webapp"}
    left_out = sorted(name for name in sources - packed if not name.endswith(".po"))  # served compiled
    if left_out:
        message = f"the wheel lacks {', '.join(left_out)}: see package-data in pyproject.toml"
        raise IncompleteError(message)


def _install(wheel: Path, programs: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", programs.parent], check=True)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", str(programs / "python")]
    install = [*pip, "install", "-qq", "--no-compile", "--no-deps"]
    subprocess.run([*install, "--require-hashes", "--requirement", str(LOCK)], check=True)
    subprocess.run([*install, str(wheel)], check=True)
    subprocess.run([*pip, "check"], check=True, stdout=subprocess.DEVNULL)


def _try_out(kaikukortti: Path, empty: Path) -> None:
    environment = {
        "PATH": os.environ["PATH"],
        "KAIKUKORTTI_BASE_URL": f"https://{HOST}",
        "KAIKUKORTTI_DATABASE_URL": f"sqlite:///{empty / 'register.sqlite3'}",
        "KAIKUKORTTI_SECRET_KEY": secrets.token_urlsafe(48),
    }
    subprocess.run(
        [kaikukortti, "migrate"], check=True, cwd=empty, env=environment, stdout=subprocess.DEVNULL
    )
    with closing(sqlite3.connect(empty / "register.sqlite3")) as register:
        (known,) = register.execute("SELECT count(*) FROM postal_codes").fetchone()
    if known < FEWEST_POSTAL_CODES:
        message = f"the installed program knows {known} postal codes only"
        raise IncompleteError(message)
    with _serving(kaikukortti, empty, environment) as port:
        _ask_for_pages(port)


@contextmanager
def _serving(kaikukortti: Path, empty: Path, environment: dict[str, str]) -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [str(kaikukortti), "serve", "--port", str(port)]
    with subprocess.Popen(command, cwd=empty, env=environment, stdout=subprocess.DEVNULL) as server:
        try:
            _wait_until_well(server, port)
            yield port
        finally:
            server.terminate()


def _wait_until_well(server: "subprocess.Popen[bytes]", port: int) -> None:
    deadline = time.monotonic() + _STARTS_WITHIN_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        try:
            if _answer(port, "/healthz")[0].status == 200:  # noqa: PLR2004 - HTTP's own number for well
                return
        except (OSError, HTTPException):
            pass
        time.sleep(0.1)
    message = "/healthz of the installed program did not answer 200"
    raise IncompleteError(message)


def _ask_for_pages(port: int) -> None:
    for language, sentence in (("fi", "Siirry sisältöön"), ("sv", "Hoppa till innehållet")):
        if sentence not in _answer(port, "/", language=language)[1]:
            message = f"the front page does not say “{sentence}”: the catalogue of {language} is missing"
            raise IncompleteError(message)
    files = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', _answer(port, "/")[1]))
    for path in (
        *sorted(files),
        "/service-worker.js",
        "/tietosuoja",
        "/kohteet",
        "/kohde/kuori",
        "/lisenssit",
    ):
        response, _ = _answer(port, path)
        if response.status != 200:  # noqa: PLR2004 - HTTP's own number for well
            message = f"{path} answers {response.status}"
            raise IncompleteError(message)


def _answer(port: int, path: str, *, language: str = "en") -> tuple[HTTPResponse, str]:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    with closing(connection):
        connection.request("GET", path, headers={"Host": HOST, "Accept-Language": language})
        response = connection.getresponse()
        return response, response.read().decode(errors="replace")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
