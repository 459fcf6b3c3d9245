"""Answers kept for idempotency keys go with whatever they tell of, not only with resumes."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    op.add_column("idempotency", sa.Column("subject", sa.String(60), nullable=True))
    op.create_index("ix_idempotency_subject", "idempotency", ["subject"])


def downgrade() -> None:
    """Drop it."""
    op.drop_index("ix_idempotency_subject", "idempotency")
    op.drop_column("idempotency", "subject")
