# ruff: noqa: INP001 (a folder of Alembic, not a package)
"""The tables of lists: what pages keep of a batch besides its results."""

import sqlalchemy as sa
from alembic import op

revision = "web_0001"
down_revision = None
branch_labels = ("web",)
depends_on = None


def upgrade() -> None:
    """Create them."""
    op.create_table(
        "page_lists",
        sa.Column("batch_id", sa.String(60), primary_key=True),
        sa.Column("tenant", sa.Integer, nullable=False),
        sa.Column("data_key", sa.LargeBinary, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("until", sa.BigInteger, nullable=False),
    )
    op.create_index("ix_page_lists_tenant", "page_lists", ["tenant", "created_at"])
    op.create_index("ix_page_lists_until", "page_lists", ["until"])
    op.create_table(
        "page_texts",
        sa.Column("batch_id", sa.String(60), primary_key=True),
        sa.Column("row", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )


def downgrade() -> None:
    """Drop them."""
    for table in ("page_texts", "page_lists"):
        op.drop_table(table)
