"""The sums over cases that the intervals of what was lowered and raised rest on."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
"""A sum of squares: SQLite has one kind of whole number."""

GAINED = ("lowered_squared", "lowered_decided", "raised_squared", "raised_decided")
"""What the kept counts gain."""


def upgrade() -> None:
    """Take the step."""
    for name in GAINED:
        # SQLite takes a column that may not be empty only with what it holds until it is filled.
        op.add_column("summary", sa.Column(name, BIG, nullable=False, server_default="0"))
    with op.batch_alter_table("summary") as summary:
        for name in GAINED:
            summary.alter_column(name, server_default=None)
