"""A commitment is accepted by all its parties: both sides of the network, and the national office or the partner.

The general commitment is the network's, no longer each office's. What was in force stays in force; which parties
have accepted it stands beside it. A commitment can be ended, with a reason and a last day.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "6c1f8e20d9a4"
down_revision: str | None = "6a1c3e95d7b2"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_CHECKS = {
    "general_of_a_network": "(kind = 'general') = (network_id IS NOT NULL)",
    "others_of_an_organisation": "(kind = 'general') = (organisation_id IS NULL)",
    "carried_over_in_force": "NOT carried_over OR in_force_from IS NOT NULL",
    "ended_by_somebody": "(ends_on IS NULL) = (ended_at IS NULL) AND (ended_by IS NULL) = (ended_at IS NULL)"
    " AND (ended_for IS NULL) = (ended_at IS NULL)",
    "ended_for_a_reason": "ended_at IS NULL OR end_reason <> ''",
}
_CHECKS_BEFORE = {
    "accepted_by_somebody": "(accepted_by IS NULL) = (accepted_at IS NULL)",
    "confirmed_by_somebody": "(confirmed_by IS NULL) = (confirmed_at IS NULL)"
    " AND (confirmed_for IS NULL) = (confirmed_at IS NULL)",
    "accepted_first": "confirmed_at IS NULL OR accepted_at IS NOT NULL",
    "in_force_when_accepted": "(in_force_from IS NOT NULL) = (carried_over OR "
    "(accepted_at IS NOT NULL AND confirmed_at IS NOT NULL))",
    "carried_over_by_nobody": "NOT carried_over OR accepted_at IS NULL",
}
_SIGNED = {"accepted_by": "accounts", "confirmed_by": "accounts", "confirmed_for": "organisations"}

# Of a network with several offices the commitment is in force where that of each of them was.
_MERGE = [
    """
    UPDATE commitments SET network_id = (SELECT o.network_id FROM organisations o WHERE o.id = organisation_id)
    WHERE kind = 'general'
    """,
    """
    UPDATE commitments SET in_force_from = CASE
        WHEN EXISTS (SELECT 1 FROM commitments c WHERE c.network_id = commitments.network_id
                     AND c.version = commitments.version AND c.in_force_from IS NULL) THEN NULL
        ELSE (SELECT max(c.in_force_from) FROM commitments c WHERE c.network_id = commitments.network_id
              AND c.version = commitments.version) END
    WHERE kind = 'general' AND NOT carried_over
    """,
]
_ACCEPTED = """
    INSERT INTO commitment_acceptances (commitment_id, party, accepted_by, accepted_for, accepted_at)
    SELECT id, 'organisation', accepted_by, organisation_id, accepted_at
    FROM commitments WHERE kind <> 'general' AND accepted_at IS NOT NULL
"""
_CONFIRMED_BY_NATIONAL = """
    INSERT INTO commitment_acceptances (commitment_id, party, accepted_by, accepted_for, accepted_at)
    SELECT id, 'national_office', confirmed_by, confirmed_for, confirmed_at
    FROM commitments WHERE kind = 'pop_up' AND confirmed_at IS NOT NULL
"""
# The national office accepted for the side that looked after the partner.
_CONFIRMED_FOR_SIDE = """
    INSERT INTO commitment_acceptances (commitment_id, party, accepted_by, accepted_for, accepted_at)
    SELECT c.id, :side, c.confirmed_by, c.confirmed_for, c.confirmed_at
    FROM commitments c JOIN organisations f ON f.id = c.confirmed_for JOIN organisations o ON o.id = c.organisation_id
    WHERE c.kind = 'partner' AND c.confirmed_at IS NOT NULL AND (
        f.side IN (:side, 'both') OR (f.side IS NULL AND coalesce(
            o.side, CASE WHEN o.kind = 'venue' THEN 'municipality' ELSE 'county' END) = :side))
"""
_GENERAL_OF_SIDE = """
    INSERT INTO commitment_acceptances (commitment_id, party, accepted_by, accepted_for, accepted_at)
    SELECT k.id, :side, c.accepted_by, c.organisation_id, c.accepted_at
    FROM commitments k
    JOIN commitments c ON c.id = (
        SELECT min(x.id) FROM commitments x JOIN organisations o ON o.id = x.organisation_id
        WHERE x.network_id = k.network_id AND x.version = k.version AND x.accepted_at IS NOT NULL
        AND o.side IN (:side, 'both'))
    WHERE k.id IN (SELECT min(y.id) FROM commitments y WHERE y.kind = 'general' GROUP BY y.network_id, y.version)
    AND NOT k.carried_over
"""
_GENERAL_OF_NATIONAL = """
    INSERT INTO commitment_acceptances (commitment_id, party, accepted_by, accepted_for, accepted_at)
    SELECT k.id, 'national_office', c.confirmed_by, c.confirmed_for, c.confirmed_at
    FROM commitments k
    JOIN commitments c ON c.id = (
        SELECT min(x.id) FROM commitments x
        WHERE x.network_id = k.network_id AND x.version = k.version AND x.confirmed_at IS NOT NULL)
    WHERE k.id IN (SELECT min(y.id) FROM commitments y WHERE y.kind = 'general' GROUP BY y.network_id, y.version)
    AND NOT k.carried_over
"""
_ONE_OF_NETWORK = """
    DELETE FROM commitments WHERE kind = 'general' AND id NOT IN (
        SELECT kept FROM (
            SELECT min(id) AS kept FROM commitments WHERE kind = 'general' GROUP BY network_id, version
        ) AS of_network)
"""


def upgrade() -> None:
    """Move the register forward."""
    op.create_table(
        "commitment_acceptances",
        sa.Column("commitment_id", sa.Integer(), nullable=False),
        sa.Column("party", sa.String(length=16), nullable=False),
        sa.Column("accepted_by", sa.Integer(), nullable=False),
        sa.Column("accepted_for", sa.Integer(), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "party IN ('organisation', 'municipality', 'county', 'national_office')",
            name=op.f("ck_commitment_acceptances_party"),
        ),
        sa.ForeignKeyConstraint(
            ["commitment_id"],
            ["commitments.id"],
            name=op.f("fk_commitment_acceptances_commitment_id_commitments"),
        ),
        sa.ForeignKeyConstraint(
            ["accepted_by"], ["accounts.id"], name=op.f("fk_commitment_acceptances_accepted_by_accounts")
        ),
        sa.ForeignKeyConstraint(
            ["accepted_for"],
            ["organisations.id"],
            name=op.f("fk_commitment_acceptances_accepted_for_organisations"),
        ),
        sa.PrimaryKeyConstraint("commitment_id", "party", name=op.f("pk_commitment_acceptances")),
    )
    op.create_index(
        op.f("ix_commitment_acceptances_accepted_for"), "commitment_acceptances", ["accepted_for"]
    )
    with op.batch_alter_table("commitments") as batch_op:
        for name in _CHECKS_BEFORE:
            batch_op.drop_constraint(op.f(f"ck_commitments_{name}"), type_="check")
        batch_op.add_column(sa.Column("network_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("ends_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("end_reason", sa.String(300), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("ended_by", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("ended_for", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.alter_column("organisation_id", existing_type=sa.Integer(), nullable=True)
    _keep_parties()
    with op.batch_alter_table("commitments") as batch_op:
        batch_op.drop_constraint(op.f("uq_commitments_organisation_id_version"), type_="unique")
        for name, table in _SIGNED.items():
            batch_op.drop_constraint(op.f(f"fk_commitments_{name}_{table}"), type_="foreignkey")
            batch_op.drop_column(name)
        batch_op.drop_column("accepted_at")
        batch_op.drop_column("confirmed_at")
        for name, table in (
            ("network_id", "networks"),
            ("ended_by", "accounts"),
            ("ended_for", "organisations"),
        ):
            batch_op.create_foreign_key(op.f(f"fk_commitments_{name}_{table}"), table, [name], ["id"])
        for name, condition in _CHECKS.items():
            batch_op.create_check_constraint(op.f(f"ck_commitments_{name}"), condition)
    holding = sa.text("ended_at IS NULL")
    for whose in ("organisation_id", "network_id"):
        op.create_index(op.f(f"ix_commitments_{whose}"), "commitments", [whose])
        op.create_index(
            f"uq_commitments_{whose}_holding",
            "commitments",
            [whose, "version"],
            unique=True,
            postgresql_where=holding,
            sqlite_where=holding,
        )


def _keep_parties() -> None:
    connection = op.get_bind()
    for statement in (*_MERGE, _ACCEPTED, _CONFIRMED_BY_NATIONAL, _GENERAL_OF_NATIONAL):
        connection.execute(sa.text(statement))
    for side in ("municipality", "county"):
        chosen = sa.bindparam("side", side, type_=sa.String())
        connection.execute(sa.text(_CONFIRMED_FOR_SIDE).bindparams(chosen))
        connection.execute(sa.text(_GENERAL_OF_SIDE).bindparams(chosen))
    connection.execute(sa.text(_ONE_OF_NETWORK))
    connection.execute(sa.text("UPDATE commitments SET organisation_id = NULL WHERE kind = 'general'"))


_FIRST_OFFICE = """
    SELECT min(o.id) FROM organisations o WHERE o.network_id = commitments.network_id AND o.kind = 'coordinator'
"""
_SPLIT = [
    # What has ended holds no more, and the version before knows no end.
    """
    DELETE FROM commitment_acceptances WHERE commitment_id IN (SELECT id FROM commitments WHERE ended_at IS NOT NULL)
    """,
    "DELETE FROM commitments WHERE ended_at IS NOT NULL",
    f"UPDATE commitments SET organisation_id = ({_FIRST_OFFICE}) WHERE kind = 'general'",  # noqa: S608 - our own text
    """
    UPDATE commitments SET
        accepted_by = (SELECT a.accepted_by FROM commitment_acceptances a WHERE a.commitment_id = commitments.id
                       AND a.party <> 'national_office' ORDER BY a.accepted_at, a.party LIMIT 1),
        accepted_at = (SELECT a.accepted_at FROM commitment_acceptances a WHERE a.commitment_id = commitments.id
                       AND a.party <> 'national_office' ORDER BY a.accepted_at, a.party LIMIT 1)
    WHERE kind = 'general' AND NOT carried_over
    """,
    """
    UPDATE commitments SET
        accepted_by = (SELECT a.accepted_by FROM commitment_acceptances a WHERE a.commitment_id = commitments.id
                       AND a.party = 'organisation'),
        accepted_at = (SELECT a.accepted_at FROM commitment_acceptances a WHERE a.commitment_id = commitments.id
                       AND a.party = 'organisation')
    WHERE kind <> 'general' AND NOT carried_over
    """,
    *(
        f"""
    UPDATE commitments SET {column} = (
        SELECT a.{source} FROM commitment_acceptances a WHERE a.commitment_id = commitments.id
        AND a.party <> 'organisation' AND (kind <> 'general' OR a.party = 'national_office')
        ORDER BY a.accepted_at DESC, a.party DESC LIMIT 1)
    WHERE in_force_from IS NOT NULL AND NOT carried_over
    """  # noqa: S608 - our own columns
        for column, source in (
            ("confirmed_by", "accepted_by"), ("confirmed_for", "accepted_for"), ("confirmed_at", "accepted_at"),
        )
    ),
    """
    INSERT INTO commitments (organisation_id, network_id, kind, version, carried_over, accepted_by, accepted_at,
                             confirmed_by, confirmed_for, confirmed_at, in_force_from)
    SELECT o.id, c.network_id, c.kind, c.version, c.carried_over, c.accepted_by, c.accepted_at, c.confirmed_by,
           c.confirmed_for, c.confirmed_at, c.in_force_from
    FROM commitments c JOIN organisations o ON o.network_id = c.network_id
    WHERE c.kind = 'general' AND o.kind = 'coordinator' AND o.id <> c.organisation_id
    """,
]  # fmt: skip


def downgrade() -> None:
    """Move it back: each office has its network's commitment, and what has ended is forgotten."""
    for whose in ("organisation_id", "network_id"):
        op.drop_index(f"uq_commitments_{whose}_holding", "commitments")
        op.drop_index(op.f(f"ix_commitments_{whose}"), "commitments")
    with op.batch_alter_table("commitments") as batch_op:
        for name in _CHECKS:
            batch_op.drop_constraint(op.f(f"ck_commitments_{name}"), type_="check")
        for name in _SIGNED:
            batch_op.add_column(sa.Column(name, sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True))
    for statement in _SPLIT:
        op.execute(statement)
    with op.batch_alter_table("commitments") as batch_op:
        for name, table in (
            ("network_id", "networks"),
            ("ended_by", "accounts"),
            ("ended_for", "organisations"),
        ):
            batch_op.drop_constraint(op.f(f"fk_commitments_{name}_{table}"), type_="foreignkey")
        for name in ("network_id", "ends_on", "end_reason", "ended_by", "ended_for", "ended_at"):
            batch_op.drop_column(name)
        batch_op.alter_column("organisation_id", existing_type=sa.Integer(), nullable=False)
        for name, table in _SIGNED.items():
            batch_op.create_foreign_key(op.f(f"fk_commitments_{name}_{table}"), table, [name], ["id"])
        for name, condition in _CHECKS_BEFORE.items():
            batch_op.create_check_constraint(op.f(f"ck_commitments_{name}"), condition)
        batch_op.create_unique_constraint(
            op.f("uq_commitments_organisation_id_version"), ["organisation_id", "version"]
        )
    op.drop_table("commitment_acceptances")
