"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = ("store",)
depends_on = None


def upgrade() -> None:
    """Create them."""
    _tenants()
    _catalogues()
    _resumes()
    _operations()


def downgrade() -> None:
    """Drop them, in the order that references allow."""
    for table in (
        "notes", "events", "usage", "idempotency", "scores", "matches", "resumes", "roles", "catalogues", "api_keys",
        "tenants",
    ):  # fmt: skip
        op.drop_table(table)


def _tenants() -> None:
    op.create_table(
        "tenants",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("name", sa.String(100), nullable=False, unique=True),
        sa.Column("catalogue", sa.Integer, nullable=True),
        sa.Column("created_at", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "api_keys",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("tenant", sa.Integer, sa.ForeignKey("tenants.number"), nullable=False, index=True),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("hash", sa.LargeBinary, nullable=False),
        sa.Column("scopes", sa.String(100), nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("expires_at", sa.BigInteger, nullable=True),
        sa.Column("revoked_at", sa.BigInteger, nullable=True),
        sa.Column("rate_per_minute", sa.Integer, nullable=True),
        sa.Column("quota_per_day", sa.Integer, nullable=True),
    )


def _catalogues() -> None:
    op.create_table(
        "catalogues",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("tenant", sa.Integer, nullable=False),
        sa.Column("version", sa.String(80), nullable=False),
        sa.Column("base", sa.String(80), nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
    )
    op.create_index("ix_catalogues_version", "catalogues", ["tenant", "version"], unique=True)
    op.create_table(
        "roles",
        sa.Column("tenant", sa.Integer, sa.ForeignKey("tenants.number"), primary_key=True),
        sa.Column("id", sa.String(160), primary_key=True),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("text", sa.LargeBinary, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("updated_at", sa.BigInteger, nullable=False),
    )


def _resumes() -> None:
    op.create_table(
        "resumes",
        sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("id", sa.String(40), nullable=False, unique=True),
        sa.Column("tenant", sa.Integer, sa.ForeignKey("tenants.number"), nullable=False),
        sa.Column("external", sa.LargeBinary, nullable=True),
        sa.Column("digest", sa.LargeBinary, nullable=False),
        sa.Column("data_key", sa.LargeBinary, nullable=False),
        sa.Column("card", sa.LargeBinary, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=True),
        sa.Column("original", sa.LargeBinary, nullable=True),
        sa.Column("scored", sa.Integer, nullable=True),
        sa.Column("held", sa.Boolean, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("file_until", sa.BigInteger, nullable=True, index=True),
        sa.Column("text_until", sa.BigInteger, nullable=True, index=True),
        sa.Column("until", sa.BigInteger, nullable=False, index=True),
    )
    op.create_index("ix_resumes_external", "resumes", ["tenant", "external"])
    op.create_index("ix_resumes_digest", "resumes", ["tenant", "digest"])
    op.create_index("ix_resumes_scored", "resumes", ["tenant", "scored"])
    op.create_table(
        "matches",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("tenant", sa.Integer, sa.ForeignKey("tenants.number"), nullable=False),
        sa.Column("resume", sa.BigInteger, sa.ForeignKey("resumes.number"), nullable=False, index=True),
        sa.Column("catalogue", sa.Integer, sa.ForeignKey("catalogues.number"), nullable=False),
        sa.Column("report", sa.LargeBinary, nullable=False),
        sa.Column("recipe", sa.LargeBinary, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "scores",
        sa.Column("resume", sa.BigInteger, sa.ForeignKey("resumes.number"), primary_key=True),
        sa.Column("role", sa.Text, primary_key=True),
        sa.Column("tenant", sa.Integer, nullable=False),
        sa.Column("points", sa.SmallInteger, nullable=False),
        sa.Column("catalogue", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_scores_ranking", "scores", ["tenant", "role", "points", "resume"])


def _operations() -> None:
    op.create_table(
        "idempotency",
        sa.Column("tenant", sa.Integer, sa.ForeignKey("tenants.number"), primary_key=True),
        sa.Column("key", sa.LargeBinary, primary_key=True),
        sa.Column("fingerprint", sa.LargeBinary, nullable=False),
        sa.Column("answer", sa.LargeBinary, nullable=True),
        sa.Column("resume", sa.BigInteger, sa.ForeignKey("resumes.number"), nullable=True, index=True),
        sa.Column("claimed_at", sa.BigInteger, nullable=False),
        sa.Column("until", sa.BigInteger, nullable=False, index=True),
    )
    op.create_table(
        "usage",
        sa.Column("subject", sa.String(60), primary_key=True),
        sa.Column("seconds", sa.Integer, primary_key=True),
        sa.Column("start", sa.BigInteger, primary_key=True),
        sa.Column("used", sa.Integer, nullable=False),
    )
    op.create_table(
        "events",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("id", sa.String(40), nullable=False, unique=True),
        sa.Column("tenant", sa.Integer, nullable=False, index=True),
        sa.Column("type", sa.String(60), nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False, index=True),
    )
    op.create_table(
        "notes",
        sa.Column("name", sa.String(60), primary_key=True),
        sa.Column("value", sa.LargeBinary, nullable=False),
    )
