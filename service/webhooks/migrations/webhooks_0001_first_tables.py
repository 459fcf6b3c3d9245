"""The tables of webhooks and of durable jobs."""

import sqlalchemy as sa
from alembic import op

revision = "webhooks_0001"
down_revision = None
branch_labels = ("webhooks",)
depends_on = ("0001",)


def upgrade() -> None:
    """Create them."""
    _jobs()
    _endpoints()
    _deliveries()
    op.create_table(
        "webhook_seen",
        sa.Column("event", sa.String(40), primary_key=True),
        sa.Column("created_at", sa.BigInteger, nullable=False, index=True),
    )
    op.create_table(
        "webhook_horizon",
        sa.Column("name", sa.String(20), primary_key=True),
        sa.Column("time", sa.BigInteger, nullable=False),
    )
    op.execute("INSERT INTO webhook_horizon (name, time) VALUES ('events', 0)")


def downgrade() -> None:
    """Drop them."""
    for table in ("webhook_horizon", "webhook_seen", "webhook_deliveries", "webhook_endpoints", "jobs"):
        op.drop_table(table)


def _jobs() -> None:
    op.create_table(
        "jobs",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("subject", sa.String(100), nullable=False),
        sa.Column("tenant", sa.Integer, nullable=False),
        sa.Column("attempt", sa.Integer, nullable=False),
        sa.Column("due_at", sa.BigInteger, nullable=False),
        sa.Column("claim", sa.String(40), nullable=True),
    )
    op.create_index("ix_jobs_due", "jobs", ["kind", "due_at"])
    op.create_index("ix_jobs_subject", "jobs", ["kind", "subject"], unique=True)


def _endpoints() -> None:
    op.create_table(
        "webhook_endpoints",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("tenant", sa.Integer, sa.ForeignKey("tenants.number"), nullable=False, index=True),
        sa.Column("events", sa.Text, nullable=False),
        sa.Column("data_key", sa.LargeBinary, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("disabled", sa.String(40), nullable=True),
        sa.Column("created_at", sa.BigInteger, nullable=False),
    )


def _deliveries() -> None:
    op.create_table(
        "webhook_deliveries",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("tenant", sa.Integer, nullable=False),
        sa.Column("endpoint", sa.String(40), nullable=False),
        sa.Column("event", sa.String(40), nullable=False),
        sa.Column("type", sa.String(60), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("last_status", sa.Integer, nullable=True),
        sa.Column("last_error", sa.String(40), nullable=True),
        sa.Column("next_at", sa.BigInteger, nullable=True),
        sa.Column("created_at", sa.BigInteger, nullable=False, index=True),
        sa.Column("finished_at", sa.BigInteger, nullable=True),
    )
    once, page = "ix_webhook_deliveries_once", "ix_webhook_deliveries_page"
    op.create_index(once, "webhook_deliveries", ["endpoint", "event"], unique=True)
    op.create_index(page, "webhook_deliveries", ["endpoint", "created_at", "id"])
