"""What lies beside a backup: how many rows each table had, and a checksum of them."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from webapp.backups.errors import BackupError


@dataclass(frozen=True, slots=True)
class TableSum:
    """A table's rows, counted and summed up."""

    rows: int
    checksum: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """Every table of a register at the moment of its backup."""

    database: str
    """`sqlite` or `postgresql`: a backup is restored into the same."""
    made_at: str
    tables: Mapping[str, TableSum]

    @property
    def rows(self) -> int:
        """How many rows all tables had together."""
        return sum(table.rows for table in self.tables.values())

    def write(self, file: Path) -> None:
        """Keep it as readable JSON."""
        file.write_text(json.dumps(asdict(self), indent=2) + "\n", encoding="utf-8")

    @classmethod
    def read(cls, file: Path) -> Self:
        """Read it again.

        Raises:
            BackupError: it is missing, or is no manifest.
        """
        try:
            facts = json.loads(file.read_text(encoding="utf-8"))
            tables = {name: TableSum(**table) for name, table in facts.pop("tables").items()}
            return cls(tables=tables, **facts)
        except FileNotFoundError as error:
            message = f"{file} is missing: it lies beside the backup and says what must be in it."
            raise BackupError(message) from error
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            message = f"{file} is not the manifest of a backup."
            raise BackupError(message) from error


def manifest_of(backup: Path) -> Path:
    """Where the manifest of a backup lies."""
    return backup.with_name(f"{backup.name}.manifest.json")


def differences(wanted: Mapping[str, TableSum], found: Mapping[str, TableSum]) -> Iterator[str]:
    """A sentence for each table that is missing, too many, or has other rows."""
    for name in sorted({*wanted, *found}):
        before, after = wanted.get(name), found.get(name)
        if before is None:
            yield f"{name}: a table that the backup did not have"
        elif after is None:
            yield f"{name}: the table is missing"
        elif before.rows != after.rows:
            yield f"{name}: {before.rows} rows when the backup was made, {after.rows} restored"
        elif before.checksum != after.checksum:
            yield f"{name}: {before.rows} rows, but another checksum"
