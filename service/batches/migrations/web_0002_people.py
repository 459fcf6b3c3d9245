# ruff: noqa: INP001 (a folder of Alembic, not a package)
"""What a candidate sent is found by the caller's own id for them, scored or not."""

import sqlalchemy as sa
from alembic import op

revision = "web_0002_people"
down_revision = "web_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add a keyed hash of the id."""
    op.add_column("page_texts", sa.Column("person", sa.LargeBinary, nullable=True))
    op.create_index("ix_page_texts_person", "page_texts", ["person"])


def downgrade() -> None:
    """Take it away."""
    op.drop_index("ix_page_texts_person", "page_texts")
    op.drop_column("page_texts", "person")
