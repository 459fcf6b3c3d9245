"""The tables of orders and of connections to partners."""

import sqlalchemy as sa
from alembic import op

revision = "ats_0001"
down_revision = None
branch_labels = ("ats",)
depends_on = ("webhooks_0001",)


def upgrade() -> None:
    """Create them."""
    op.create_table(
        "ats_orders",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("tenant", sa.Integer, sa.ForeignKey("tenants.number"), nullable=False),
        sa.Column("source", sa.String(20), nullable=False),
        sa.Column("package_id", sa.String(200), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("reference", sa.LargeBinary, nullable=True),
        sa.Column("candidate", sa.LargeBinary, nullable=True),
        sa.Column("alias", sa.String(40), nullable=True, unique=True),
        sa.Column("data_key", sa.LargeBinary, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("result", sa.LargeBinary, nullable=True),
        sa.Column("resume_id", sa.String(40), nullable=True),
        sa.Column("match_id", sa.String(40), nullable=True),
        sa.Column("callback_state", sa.String(20), nullable=False),
        sa.Column("callback_attempts", sa.Integer, nullable=False),
        sa.Column("callback_status", sa.Integer, nullable=True),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("completed_at", sa.BigInteger, nullable=True),
    )
    op.create_index("ix_ats_orders_reference", "ats_orders", ["tenant", "source", "reference"], unique=True)
    op.create_index("ix_ats_orders_candidate", "ats_orders", ["tenant", "candidate"])
    op.create_index("ix_ats_orders_resume", "ats_orders", ["tenant", "resume_id"])
    op.create_index("ix_ats_orders_page", "ats_orders", ["tenant", "created_at", "id"])
    op.create_table(
        "ats_connections",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("tenant", sa.Integer, sa.ForeignKey("tenants.number"), nullable=False),
        sa.Column("system", sa.String(20), nullable=False),
        sa.Column("data_key", sa.LargeBinary, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("updated_at", sa.BigInteger, nullable=False),
    )
    op.create_index("ix_ats_connections_system", "ats_connections", ["tenant", "system"], unique=True)


def downgrade() -> None:
    """Drop them."""
    op.drop_table("ats_connections")
    op.drop_table("ats_orders")
