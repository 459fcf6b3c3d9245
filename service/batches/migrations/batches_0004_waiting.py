# ruff: noqa: INP001 (a folder of Alembic, not a package)
"""Who waits to be scored is found by the caller's own id, too."""

import sqlalchemy as sa
from alembic import op

revision = "batches_0004_waiting"
down_revision = "batches_0003_people"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "batch_waiting",
        sa.Column("batch_id", sa.String(60), primary_key=True),
        sa.Column("row", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("person", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_batch_waiting_person", "batch_waiting", ["person"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("batch_waiting")
