"""What the program may do with its own tables, where they belong to another role of PostgreSQL."""

from typing import Final

from sqlalchemy import Engine

_SCHEMA: Final = "public"
_GRANTS: Final = (
    "GRANT USAGE ON SCHEMA {schema} TO {role}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {role}",
    "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {role}",
    "REVOKE INSERT, UPDATE, DELETE ON {schema}.alembic_version FROM {role}",
    # Housekeeping deletes what is older than the log is kept; the log's triggers refuse the rest.
    "REVOKE UPDATE ON {schema}.audit_records, {schema}.audit_links FROM {role}",
    "REVOKE INSERT, DELETE ON {schema}.audit_anchors FROM {role}",
)


class NoRolesError(Exception):
    """The database knows no roles, or not this one."""


def grant_to_program(engine: Engine, role: str) -> None:
    """Let a role read and write the register, and the audit log only add to.

    Raises:
        NoRolesError: the register is in a file, or there is no such role, or it owns the tables itself.
    """
    if engine.dialect.name != "postgresql":
        message = "A register in a file has no roles: leave --grant-to out."
        raise NoRolesError(message)
    with engine.begin() as connection:
        if role == connection.exec_driver_sql("SELECT current_user").scalar():
            message = f"{role} owns the tables and may change all of them: --grant-to names another role."
            raise NoRolesError(message)
        known = connection.exec_driver_sql("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,))
        if known.scalar() is None:
            message = f"PostgreSQL has no role {role}: make it first (CREATE ROLE … LOGIN)."
            raise NoRolesError(message)
        quoted = connection.dialect.identifier_preparer.quote_identifier(role)
        for grant in _GRANTS:
            connection.exec_driver_sql(grant.format(schema=_SCHEMA, role=quoted))
