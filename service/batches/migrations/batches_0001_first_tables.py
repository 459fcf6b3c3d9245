# ruff: noqa: E501, INP001 (a folder of Alembic, not a package)
"""The tables of batches."""

import sqlalchemy as sa
from alembic import op

revision = "batches_0001"
down_revision = None
branch_labels = ("batches",)
depends_on = None

_TEXTS = (
    "external_id", "status", "problem", "best_role", "best_title", "band", "role_1", "role_2", "role_3", "matched_skills",
    "missing_skills", "next_step", "taxonomy_version", "job_band", "job_missing_skills",
)  # fmt: skip
_NUMBERS = ("best_score", "score_1", "score_2", "score_3", "experience_years", "job_score")


def upgrade() -> None:
    """Create them."""
    counters = [
        sa.Column(name, sa.Integer, nullable=False) for name in ("total", "scored", "abstained", "failed", "chunks")
    ]
    op.create_table(
        "batches",
        sa.Column("id", sa.String(60), primary_key=True),
        sa.Column("tenant", sa.Integer, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        *counters,
        sa.Column("spool", sa.Text, nullable=False),
        sa.Column("options", sa.Text, nullable=False),
        sa.Column("remarks", sa.Text, nullable=False),
        sa.Column("problem", sa.Text, nullable=True),
        sa.Column("taxonomy_version", sa.String(80), nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("started_at", sa.BigInteger, nullable=True),
        sa.Column("finished_at", sa.BigInteger, nullable=True),
    )
    op.create_index("ix_batches_tenant", "batches", ["tenant", "created_at"])
    op.create_table(
        "batch_chunks",
        sa.Column("batch_id", sa.String(60), primary_key=True),
        sa.Column("chunk", sa.Integer, primary_key=True),
        sa.Column("worker", sa.String(100), nullable=False),
        sa.Column("done_at", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "batch_workers",
        sa.Column("id", sa.String(100), primary_key=True),
        sa.Column("seen_at", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "batch_rows",
        sa.Column("batch_id", sa.Text, primary_key=True),
        sa.Column("row", sa.BigInteger, primary_key=True, autoincrement=False),
        *(sa.Column(name, sa.Text, nullable=True) for name in _TEXTS),
        *(sa.Column(name, sa.Float(53), nullable=True) for name in _NUMBERS),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Drop them."""
    for table in ("batch_rows", "batch_workers", "batch_chunks", "batches"):
        op.drop_table(table)
