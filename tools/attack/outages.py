"""The database is gone, its disk is full: told as 503, and nothing that was acknowledged is lost."""

import os
import sqlite3
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Final

import psycopg

from tests.support.postgres import hand_over
from tools.attack.asked import asked_of
from tools.attack.browser import Browser
from tools.attack.found import Found
from tools.attack.markers import send_markers
from tools.attack.target import Target
from tools.attack.visits import count_visits
from tools.growing.databases import Server, await_state
from tools.growing.recorders import Recorder, recording
from webapp.core.database import create_register_engine

_TIMES: Final = 3
_SECONDS: Final = 4
_LOCKED_SECONDS: Final = 35
"""Longer than the program waits for its turn, and then for SQLite's lock."""
_DISK: Final = "size=200m"
_PAGES: Final = ("/", "/kohteet", "/kirjaudu", "/kohde", "/oma")


class NoDiskError(Exception):
    """This user may not mount a disk."""


def database_gone(target: Target) -> Found:
    """PostgreSQL is killed and started again; a file of SQLite is kept locked by another program."""
    found, counters = Found(), target.counters()
    asked_of(target)  # while the register can be asked
    with recording(counters):
        for _ in range(_TIMES if target.postgres else 1):
            time.sleep(_SECONDS)
            if target.postgres is not None:
                target.postgres.vanish()
                _see_outage(found, target)
                send_markers(target, found)
                target.postgres.start()
            else:
                with _locked(target):
                    time.sleep(_LOCKED_SECONDS)
                    _see_pages(found, target)
            await_state(target.is_well)
        _see_all_recorded(counters)
    count_visits(found, counters, target.url)
    return found


def full_disk(target: Target) -> Found:
    """Filled to the last byte while counters record, and emptied again; of the register alone."""
    found, counters = Found(), target.counters()
    asked_of(target)  # while the register can be asked
    with recording(counters):
        time.sleep(_SECONDS)
        filler = Path(_folder_of(target), "filler")
        _fill(filler)
        if target.postgres is not None:
            with suppress(psycopg.Error):  # it would go on for a file of its journal
                target.postgres.ask("SELECT pg_switch_wal()")
        _see_outage(found, target)
        send_markers(target, found)
        filler.unlink()
        if target.postgres is not None and not _answers(target.postgres):
            target.postgres.start()  # it ends where it cannot write its journal
        await_state(target.is_well)
        _see_all_recorded(counters)
    count_visits(found, counters, target.url)
    return found


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """A disk of 200 MB in memory.

    Raises:
        NoDiskError: only root may make one.
    """
    disk = folder / "disk"
    disk.mkdir()
    made = subprocess.run(
        ["/bin/mount", "-t", "tmpfs", "-o", _DISK, "tmpfs", disk], check=False, capture_output=True, text=True
    )
    if os.geteuid() or made.returncode:
        message = "a full disk is not tried: only root may mount one"
        raise NoDiskError(message)
    try:
        hand_over(disk)
        yield disk
    finally:
        subprocess.run(["/bin/umount", "-l", disk], check=False)


def _see_outage(found: Found, target: Target) -> None:
    """Until /healthz says so; what is opened meanwhile shows a page of today or says 503."""
    await_state(lambda: not target.is_well())
    for _ in range(_SECONDS):
        _see_pages(found, target)
        time.sleep(0.5)


def _see_pages(found: Found, target: Target) -> None:
    for page in _PAGES:
        answer = Browser(target.port).get(page)
        found.count(answer.status)
        found.fault_if(answer.status not in {200, 302, 303, 503}, f"{page} is answered with {answer.status}")
        found.fault_if("Content-Security-Policy" not in answer.headers, f"{page} comes without its headers")


def _see_all_recorded(counters: Sequence[Recorder]) -> None:
    """Each counter has one more visit acknowledged."""
    before = [len(one.waits) for one in counters]
    await_state(lambda: all(len(one.waits) > start for one, start in zip(counters, before, strict=True)))


@contextmanager
def _locked(target: Target) -> Iterator[None]:
    with closing(sqlite3.connect(_file_of(target), isolation_level=None, timeout=60)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def _file_of(target: Target) -> str:
    engine = create_register_engine(target.url)
    return engine.url.database or ""


def _folder_of(target: Target) -> Path:
    return target.postgres.folder if target.postgres is not None else Path(_file_of(target)).parent


def _fill(filler: Path) -> None:
    with filler.open("wb", buffering=0) as file:
        for size in (1 << 20, 4096, 1):
            while True:
                try:
                    file.write(b"\0" * size)
                except OSError:
                    break


def _answers(postgres: Server) -> bool:
    try:
        postgres.ask("SELECT 1")
    except psycopg.Error:
        return False
    return True
