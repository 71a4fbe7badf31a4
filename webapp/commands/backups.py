"""Keep a copy of the register, and be sure of it."""

from pathlib import Path

import click
from sqlalchemy import Engine

from webapp.backups.backup import back_up, check
from webapp.backups.backup import restore as restore_into
from webapp.backups.errors import BackupError
from webapp.backups.manifest import Manifest, manifest_of
from webapp.commands.register import opened_register
from webapp.settings import SettingsError, production_settings

_FILE = click.argument("file", type=click.Path(dir_okay=False, path_type=Path))


@click.command()
@_FILE
def backup(file: Path) -> None:
    """Write the whole register into FILE, while it is being used, and beside it FILE.manifest.json.

    The manifest has the number of rows and a checksum of every table, of the same moment. PostgreSQL's own
    pg_dump writes the file, or SQLite's online backup. Treat it as the register itself, and try every backup
    out with `kaikukortti restore --check FILE`.
    """
    try:
        manifest = back_up(_register(), file)
    except BackupError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"Backed up {_size(manifest)} into {file}, and their sums into {manifest_of(file)}.")


@click.command()
@_FILE
@click.option("--check", "is_check", is_flag=True, help="Only try it out, in a database of its own.")
def restore(file: Path, *, is_check: bool) -> None:
    """Restore the backup FILE into the register of KAIKUKORTTI_DATABASE_URL, which must be empty.

    Every table is compared with the manifest: its number of rows and its checksum; and the audit log is
    verified. With --check the register
    is left alone: an empty database is made beside it, filled, compared and removed, which on PostgreSQL
    needs the right to make databases. After a restore run `kaikukortti migrate`. Visits that phones have sent
    since the backup are gone; as soon as a phone sends again, they show as numbers that never arrived.
    """
    try:
        manifest = (check if is_check else restore_into)(_register(), file)
    except BackupError as error:
        raise click.ClickException(str(error)) from error
    click.echo(
        f"Restored {_size(manifest)}: every table has the rows and the checksum that it had, and the "
        "audit log is intact."
    )


def _register() -> Engine:
    try:
        return opened_register(production_settings().database_url)
    except SettingsError as error:
        raise click.ClickException(str(error)) from error


def _size(manifest: Manifest) -> str:
    return f"{len(manifest.tables)} tables with {manifest.rows} rows"
