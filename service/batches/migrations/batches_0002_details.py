# ruff: noqa: INP001 (a folder of Alembic, not a package)
"""What a page needs of each scored candidate."""

import sqlalchemy as sa
from alembic import op

revision = "batches_0002_details"
down_revision = "batches_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "batch_details",
        sa.Column("batch_id", sa.Text, primary_key=True),
        sa.Column("row", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("years", sa.Float(53), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        *(sa.Column(name, sa.JSON, nullable=False) for name in ("points", "held", "job_held", "parts")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("batch_details")
