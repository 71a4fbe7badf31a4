"""The log is only added to: the database refuses changes, and a chain shows those made past it."""

from collections.abc import Sequence
from typing import Final

import sqlalchemy as sa
from alembic import op

import webapp.core.database

revision: str = "d20e7b4f91a3"
down_revision: str | None = "b71d04e9c2f6"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_KEPT_DAYS: Final = 3 * 365
"""Nobody lets go of a younger row, whatever program asks."""
_BEGINNING: Final = "1970-01-01 00:00:00.000000"

_ON_SQLITE: Final = {
    "audit_records_keep": (
        "BEFORE UPDATE ON audit_records BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END"
    ),
    "audit_records_stay": (
        "BEFORE DELETE ON audit_records WHEN OLD.at >= (SELECT kept_from FROM audit_anchors) "
        "BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END"
    ),
    "audit_links_keep": (
        "BEFORE UPDATE ON audit_links BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END"
    ),
    "audit_links_stay": (
        "BEFORE DELETE ON audit_links WHEN OLD.position > (SELECT position FROM audit_anchors) "
        "BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END"
    ),
    "audit_anchors_keep": (
        "BEFORE UPDATE ON audit_anchors WHEN NEW.position < OLD.position OR NEW.kept_from < OLD.kept_from "
        f"OR NEW.kept_from > strftime('%Y-%m-%d %H:%M:%f', 'now', '-{_KEPT_DAYS} days') "
        "BEGIN SELECT RAISE(ABORT, 'the log is kept for longer'); END"
    ),
    "audit_anchors_stay": (
        "BEFORE DELETE ON audit_anchors BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END"
    ),
}

# A temporary table of the same name is found first, unless the schema is named.
_ON_POSTGRESQL: Final = (
    """
    CREATE FUNCTION refuse_change_of_log() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'the log is only added to' USING ERRCODE = 'restrict_violation';
    END $$
    """,
    """
    CREATE FUNCTION refuse_young_loss_of_log() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE may_go boolean;
    BEGIN
        IF TG_TABLE_NAME = 'audit_links' THEN
            EXECUTE format('SELECT $1.position <= position FROM %I.audit_anchors', TG_TABLE_SCHEMA)
                INTO may_go USING OLD;
        ELSE
            EXECUTE format('SELECT $1.at < kept_from FROM %I.audit_anchors', TG_TABLE_SCHEMA)
                INTO may_go USING OLD;
        END IF;
        IF may_go THEN
            RETURN OLD;
        END IF;
        RAISE EXCEPTION 'the log is only added to' USING ERRCODE = 'restrict_violation';
    END $$
    """,
    f"""
    CREATE FUNCTION keep_anchor_of_log() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.position < OLD.position OR NEW.kept_from < OLD.kept_from
            OR NEW.kept_from > now() - interval '{_KEPT_DAYS} days' THEN
            RAISE EXCEPTION 'the log is kept for longer' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END $$
    """,
    *(
        f"CREATE TRIGGER {table}_keep BEFORE UPDATE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change_of_log()"
        for table in ("audit_records", "audit_links")
    ),
    *(
        f"CREATE TRIGGER {table}_stay BEFORE DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION refuse_young_loss_of_log()"
        for table in ("audit_records", "audit_links")
    ),
    *(
        f"CREATE TRIGGER {table}_whole BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_log()"
        for table in ("audit_records", "audit_links", "audit_anchors")
    ),
    (
        "CREATE TRIGGER audit_anchors_keep BEFORE UPDATE ON audit_anchors "
        "FOR EACH ROW EXECUTE FUNCTION keep_anchor_of_log()"
    ),
    (
        "CREATE TRIGGER audit_anchors_stay BEFORE DELETE ON audit_anchors "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change_of_log()"
    ),
)


def upgrade() -> None:
    """Move the register forward."""
    op.create_table(
        "audit_links",
        sa.Column("position", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_audit_links")),
        sa.UniqueConstraint("record_id", name=op.f("uq_audit_links_record_id")),
    )
    op.create_table(
        "audit_anchors",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("kept_from", webapp.core.database.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_audit_anchors_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_anchors")),
    )
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    beginning = _BEGINNING if is_sqlite else f"{_BEGINNING}+00"
    nothing = "zeroblob(32)" if is_sqlite else f"'\\x{bytes(32).hex()}'"
    op.execute(f"INSERT INTO audit_anchors VALUES (1, 0, {nothing}, '{beginning}')")  # noqa: S608 - our own constants
    if is_sqlite:
        for name, rest in _ON_SQLITE.items():
            op.execute(f"CREATE TRIGGER {name} {rest}")
    else:
        for statement in _ON_POSTGRESQL:
            op.execute(statement)


def downgrade() -> None:
    """Move it back."""
    if op.get_bind().dialect.name == "sqlite":
        for name in _ON_SQLITE:
            op.execute(f"DROP TRIGGER {name}")
    else:
        for function in ("refuse_change_of_log", "refuse_young_loss_of_log", "keep_anchor_of_log"):
            op.execute(f"DROP FUNCTION {function}() CASCADE")
    op.drop_table("audit_anchors")
    op.drop_table("audit_links")
