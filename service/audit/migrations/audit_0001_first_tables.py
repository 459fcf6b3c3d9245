"""The record of what was done, which only grows, and overrides."""

import sqlalchemy as sa
from alembic import op

revision = "audit_0001"
down_revision = None
branch_labels = ("audit",)
depends_on = ("0001",)

_REFUSED = "the record only grows"


def upgrade() -> None:
    """Create them."""
    op.create_table(
        "audit_log",
        sa.Column("tenant", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("actor", sa.String(60), nullable=False),
        sa.Column("subject", sa.String(200), nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        sa.Column("digest", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "audit_heads",
        sa.Column("tenant", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("digest", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "overrides",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("tenant", sa.Integer, sa.ForeignKey("tenants.number"), nullable=False),
        sa.Column("match_id", sa.String(40), nullable=False),
        sa.Column("resume_id", sa.String(40), nullable=False),
        sa.Column("role_id", sa.String(200), nullable=False),
        sa.Column("opinion", sa.String(20), nullable=False),
        sa.Column("actor", sa.String(60), nullable=False),
        sa.Column("data_key", sa.LargeBinary, nullable=False),
        sa.Column("reason", sa.LargeBinary, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
    )
    op.create_index("ix_overrides_match", "overrides", ["tenant", "match_id"])
    op.create_index("ix_overrides_resume", "overrides", ["tenant", "resume_id"])
    for statement in _triggers(op.get_bind().dialect.name):
        op.execute(statement)


def downgrade() -> None:
    """Drop them."""
    for table in ("overrides", "audit_heads", "audit_log"):
        op.drop_table(table)


def _triggers(dialect: str) -> list[str]:
    """Entries can be added, and nothing else."""
    if dialect == "sqlite":
        return [
            f"CREATE TRIGGER audit_log_no_{action.lower()} BEFORE {action} ON audit_log "
            f"BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END"
            for action in ("UPDATE", "DELETE")
        ]
    refuse = f"$$ BEGIN RAISE EXCEPTION '{_REFUSED}'; END $$"
    when = "BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log FOR EACH STATEMENT"
    return [
        f"CREATE FUNCTION audit_log_only_grows() RETURNS trigger LANGUAGE plpgsql AS {refuse}",
        f"CREATE TRIGGER audit_log_only_grows {when} EXECUTE FUNCTION audit_log_only_grows()",
    ]
