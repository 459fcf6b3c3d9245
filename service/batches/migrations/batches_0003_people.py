# ruff: noqa: INP001 (a folder of Alembic, not a package)
"""A person's rows are found by the caller's own id, and left out of a batch that is still running."""

import sqlalchemy as sa
from alembic import op

revision = "batches_0003_people"
down_revision = "batches_0002_details"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create them."""
    op.create_index("ix_batch_rows_person", "batch_rows", ["external_id"])
    op.create_table(
        "batch_forgotten",
        sa.Column("batch_id", sa.String(60), primary_key=True),
        sa.Column("mark", sa.String(64), primary_key=True),
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("batch_forgotten")
    op.drop_index("ix_batch_rows_person", "batch_rows")
