"""nginx and PgBouncer with the configurations of deploy/, on ports and in a folder of the trial's own."""

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.support.postgres import unprivileged
from tools.growing.databases import OWNER, Server
from webapp.certificate import make_certificate

DEPLOY = Path("deploy")
_FOLDERS = ("/usr/sbin", "/sbin")


class MissingProgramError(Exception):
    """A program is not on this machine; the message says what to install."""


def program(name: str) -> str:
    """Where a system's program is, also outside the PATH of ordinary users."""
    found = shutil.which(name, path=os.pathsep.join([os.environ.get("PATH", ""), *_FOLDERS]))
    if found is None:
        message = f"{name} is not here. On Debian and Ubuntu: apt-get install {name}"
        raise MissingProgramError(message)
    return found


def rendered(file: str, changes: Mapping[str, str]) -> str:
    """A file of deploy/ with other words in it; ValueError where one of them does not stand there."""
    text = (DEPLOY / file).read_text(encoding="utf-8")
    for before, after in changes.items():
        if before not in text:
            message = f"{before!r} does not stand in {file}"
            raise ValueError(message)
        text = text.replace(before, after)
    return text


def write_nginx(folder: Path, *, https: int, http: int, upstreams: tuple[int, int]) -> Path:
    """Nginx's whole configuration, with a certificate; gives its file."""
    make_certificate(folder, "127.0.0.1")
    site = rendered("nginx.conf", {
        "listen 443 ssl": f"listen 127.0.0.1:{https} ssl",
        "listen 80 ": f"listen 127.0.0.1:{http} ",
        "127.0.0.1:8001": f"127.0.0.1:{upstreams[0]}",
        "127.0.0.1:8002": f"127.0.0.1:{upstreams[1]}",
        "/etc/kaikukortti/": f"{folder}/",
        "/var/log/nginx/": f"{folder}/",
    })  # fmt: skip
    (folder / "site.conf").write_text(site, encoding="utf-8")
    # Root's workers would otherwise be another user's, who may not enter the folder.
    user = "user root;\n" if os.geteuid() == 0 else ""
    temporary = "".join(
        f"{one}_temp_path {folder}/{one};\n" for one in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    whole = folder / "nginx.conf"
    whole.write_text(
        f"{user}pid {folder}/nginx.pid;\nerror_log {folder}/nginx-error.log;\n"
        f"events {{}}\nhttp {{\n{temporary}include {folder}/site.conf;\n}}\n",
        encoding="utf-8",
    )
    return whole


@contextmanager
def running_nginx(configuration: Path) -> Iterator[None]:
    """Serve with this configuration."""
    with _running([program("nginx"), "-c", str(configuration), "-g", "daemon off;"], configuration.parent):
        yield


class Pooler:
    """PgBouncer, whose configuration says where the register is now."""

    def __init__(self, folder: Path, port: int) -> None:
        self._file = folder / "pgbouncer.ini"
        self._port = port
        self._process: subprocess.Popen[bytes] | None = None

    def url(self) -> str:
        """The address of the database, for the program."""
        return f"postgresql+psycopg://{OWNER}@127.0.0.1:{self._port}/{OWNER}?prepare_threshold=none"

    def point_to(self, server: Server) -> None:
        """From now on the register is there; open transactions of the old one are broken off."""
        text = rendered("pgbouncer.ini", {
            "host=10.0.0.11 port=5432": f"host=127.0.0.1 port={server.port} user={OWNER}",
            "listen_port = 6432": f"listen_port = {self._port}",
            "auth_type = scram-sha-256": "auth_type = any",
            "auth_file = /etc/pgbouncer/userlist.txt\n": "",
        })  # fmt: skip
        self._file.write_text(text, encoding="utf-8")
        self._file.chmod(0o644)
        if self._process is not None:
            self._process.send_signal(signal.SIGHUP)

    @contextmanager
    def running(self) -> Iterator[None]:
        """Pool from now on."""
        command = [program("pgbouncer"), str(self._file)]
        with _running(command, self._file.parent, user=unprivileged()) as self._process:
            yield


@contextmanager
def _running(
    command: list[str], folder: Path, *, user: str | None = None
) -> Iterator["subprocess.Popen[bytes]"]:
    with (folder / f"{Path(command[0]).name}.log").open("ab") as log:
        process = subprocess.Popen(
            command, stdout=log, stderr=log, user=user, group=user, extra_groups=[] if user else None
        )
    try:
        yield process
    finally:
        process.terminate()
        process.wait()
