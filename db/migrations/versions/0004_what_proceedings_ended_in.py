"""What proceedings ended in: conclusions, breaches, appeals, and the features they have."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
"""A key: SQLite counts rows by itself only where it is a plain INTEGER."""

TEXTS_BEFORE = ("ended", "forum", "regime", "finding", "outcome", "standing")
TEXTS_AFTER = ("disposal", "decided_on", "chair", "culpability", "harm_level", "edition",
               "features", "warns_from", "warns_to", "compared_on")  # fmt: skip
TEXTS_OF_AN_APPEAL = ("route", "brought_on", "result", "determined_on", "forum", "regime",
                      "finding", "decided_on", "chair")  # fmt: skip
COUNTS = ("comparators", "lighter", "same", "heavier")


def upgrade() -> None:
    """Take the step."""
    op.create_table(
        "conclusions",
        sa.Column("subject_id", BIG, autoincrement=False, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in TEXTS_BEFORE),
        sa.Column("overturned", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in TEXTS_AFTER),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in COUNTS),
        sa.ForeignKeyConstraint(["subject_id"], ["subjects.id"]),
        sa.PrimaryKeyConstraint("subject_id"),
    )
    op.create_table(
        "breaches",
        sa.Column("subject_id", BIG, autoincrement=False, nullable=False),
        sa.Column("standard", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["subject_id"], ["subjects.id"]),
        sa.PrimaryKeyConstraint("subject_id", "standard"),
    )
    op.create_table(
        "appeals",
        sa.Column("subject_id", BIG, autoincrement=False, nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in TEXTS_OF_AN_APPEAL),
        sa.ForeignKeyConstraint(["subject_id"], ["subjects.id"]),
        sa.PrimaryKeyConstraint("subject_id", "place"),
    )
    op.create_table(
        "features",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name"),
    )
    for verb in ("UPDATE", "DELETE", "TRUNCATE"):
        _guard("features", verb)


def _guard(table: str, verb: str) -> None:
    """Make the trigger that refuses `verb` on `table`; SQLite has no TRUNCATE to refuse."""
    name = f"{table}_no_{verb.lower()}"
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {verb} ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION history_stays()"
        )
    elif verb != "TRUNCATE":
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {verb} ON {table} BEGIN"
            f" SELECT RAISE(ABORT, '{table} is history and stays as it was written'); END"
        )
