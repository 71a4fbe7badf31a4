"""Back up, restore, and try a restore out: the same for both databases."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Final

from sqlalchemy import URL, Engine, inspect

from webapp.backups import on_postgresql, on_sqlite
from webapp.backups.errors import BackupError
from webapp.backups.manifest import Manifest, differences, manifest_of
from webapp.backups.sums import table_sums
from webapp.core.audit.chain import verify_log
from webapp.core.audit.models import AuditAnchor
from webapp.core.database import create_register_engine

_WAYS: Final[dict[str, ModuleType]] = {"sqlite": on_sqlite, "postgresql": on_postgresql}


def back_up(engine: Engine, file: Path) -> Manifest:
    """Write the whole register into a file that only its owner reads, and its manifest beside it.

    Raises:
        BackupError: the file is there already, or the database's program failed; then there is no file.
    """
    if file.exists():
        message = f"{file} is there already: a backup never replaces another."
        raise BackupError(message)
    made_at = datetime.now(UTC).isoformat(timespec="seconds")
    part = file.with_name(f"{file.name}.part")
    try:
        part.unlink(missing_ok=True)
        part.touch(mode=0o600)
        manifest = Manifest(engine.dialect.name, made_at, _way(engine.dialect.name).dump(engine, part))
        manifest.write(manifest_of(file))
        part.rename(file)
    except OSError as error:
        message = f"{file} cannot be written: {error.strerror}."
        raise BackupError(message) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return manifest


def restore(engine: Engine, file: Path) -> Manifest:
    """Fill the empty register, and compare every table with what the manifest says of it.

    Raises:
        BackupError: the register is not empty, the file will not do, or something differs.
    """
    manifest = _readable(file, engine.dialect.name)
    if inspect(engine).get_table_names():
        message = "The database is not empty: a restore never writes over a register. Name an empty one."
        raise BackupError(message)
    _fill(engine.url, file, manifest)
    return manifest


def check(engine: Engine, file: Path) -> Manifest:
    """Restore into an empty database of its own, compare, and remove it; the register is left alone.

    Raises:
        BackupError: the file will not do, something differs, or there can be no such database.
    """
    manifest = _readable(file, engine.dialect.name)
    with _way(engine.dialect.name).empty_database(engine) as url:
        _fill(url, file, manifest)
    return manifest


def _readable(file: Path, database: str) -> Manifest:
    if not file.is_file():
        message = f"{file} is not there."
        raise BackupError(message)
    manifest = Manifest.read(manifest_of(file))
    if manifest.database != database:
        message = f"{file} is a backup of {manifest.database}, and the register is on {database}."
        raise BackupError(message)
    return manifest


def _fill(url: URL, file: Path, manifest: Manifest) -> None:
    _way(manifest.database).load(file, url)
    restored = create_register_engine(url.render_as_string(hide_password=False))
    try:
        with restored.connect() as connection:
            wrong = [*differences(manifest.tables, table_sums(connection)), *_faults_of_log(restored)]
    finally:
        restored.dispose()
    if wrong:
        message = "\n".join([f"{file} does not restore what was backed up:", *wrong])
        raise BackupError(message)


def _faults_of_log(register: Engine) -> Iterator[str]:
    # A backup of an earlier release has no chain yet: its log is sealed after the migration.
    if not inspect(register).has_table(AuditAnchor.__tablename__):
        return
    fault = verify_log(register).fault
    if fault is not None:
        yield f"audit_records: from row {fault.position} of its chain on, {fault.fault}"


def _way(database: str) -> ModuleType:
    return _WAYS[database]
