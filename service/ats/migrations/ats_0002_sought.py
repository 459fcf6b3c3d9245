"""Orders of every door are found by their reference, also once it is free for another one."""

import sqlalchemy as sa
from alembic import op

revision = "ats_0002_sought"
down_revision = "ats_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add a copy of the reference's keyed hash that stays."""
    op.add_column("ats_orders", sa.Column("sought", sa.LargeBinary, nullable=True))
    op.execute("UPDATE ats_orders SET sought = reference")
    op.create_index("ix_ats_orders_sought", "ats_orders", ["tenant", "sought"])


def downgrade() -> None:
    """Take it away."""
    op.drop_index("ix_ats_orders_sought", "ats_orders")
    op.drop_column("ats_orders", "sought")
