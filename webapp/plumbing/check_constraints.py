"""CHECK constraints: the tables' beside the models', word by word. Alembic compares their names alone."""

from typing import Any, Final

from alembic.ddl._autogen import ComparisonResult
from alembic.ddl.postgresql import PostgresqlImpl
from alembic.ddl.sqlite import SQLiteImpl
from sqlalchemy import CheckConstraint, Connection, text

COMPARED: Final[dict[str, Any]] = {
    "compare_type": True,
    "autogenerate_plugins": ["alembic.autogenerate.*", "alembic.ext.checkconstraint_byname"],
}
"""What Alembic compares."""


class SqliteComparingChecks(SQLiteImpl):
    """SQLite gives back a condition as it was written. Alembic takes the last class that names a dialect."""

    __dialect__ = "sqlite"

    def compare_check_constraint(
        self, metadata_constraint: CheckConstraint, reflected_constraint: CheckConstraint
    ) -> ComparisonResult:
        """Compare the words; how they were broken into lines means nothing."""
        return _compared(_words(reflected_constraint), _words(metadata_constraint))


class PostgresComparingChecks(PostgresqlImpl):
    """PostgreSQL rewrites a condition: so both are read from it."""

    __dialect__ = "postgresql"

    def compare_check_constraint(
        self, metadata_constraint: CheckConstraint, reflected_constraint: CheckConstraint
    ) -> ComparisonResult:
        """Compare how PostgreSQL says the two."""
        connection = self.connection
        if connection is None:
            return ComparisonResult.Skip("without a connection there is nobody to ask")
        table, name = metadata_constraint.table.name, str(reflected_constraint.name)
        there = _definition(connection, table, name)
        with connection.begin_nested() as probing:
            # On an empty table of the same columns, which goes again.
            connection.exec_driver_sql(f'CREATE TEMPORARY TABLE probe (LIKE "{table}")')
            wanted = f"ALTER TABLE probe ADD CONSTRAINT probed CHECK ({metadata_constraint.sqltext})"
            connection.exec_driver_sql(wanted)
            said = _definition(connection, "probe", "probed")
            probing.rollback()
        return _compared(there, said)


def _compared(there: str, wanted: str) -> ComparisonResult:
    return ComparisonResult.Equal() if there == wanted else ComparisonResult.Different(f"{there} to {wanted}")


def _words(constraint: CheckConstraint) -> str:
    return " ".join(str(constraint.sqltext).split())


def _definition(connection: Connection, table: str, name: str) -> str:
    statement = text(
        "SELECT pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE conrelid = CAST(:table AS regclass) AND conname = :name"
    )
    return str(connection.execute(statement, {"table": table, "name": name}).scalar_one())
