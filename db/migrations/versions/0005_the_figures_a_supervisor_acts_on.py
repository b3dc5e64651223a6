"""The figures a supervisor acts on: steps, readings, samples, actions, releases, the workforce."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
"""A key: SQLite counts rows by itself only where it is a plain INTEGER."""

GAINED = {
    "no_reason": sa.Integer(),
    "changed_squared": BIG,
    "changed_decided": BIG,
    "decided_squared": BIG,
}
"""What the kept counts gain: those without a reason, and the sums over cases."""

GROUP = ("unit", "rank_band", "person_type", "ethnicity", "sex", "service_band")
"""What a line of the workforce is by."""

KEPT = ("samples", "sampled", "improvements", "releases", "workforce")
"""The tables that only grow."""


def upgrade() -> None:
    """Take the step."""
    for name, kind in GAINED.items():
        # SQLite takes a column that may not be empty only with what it holds until it is filled.
        op.add_column("summary", sa.Column(name, kind, nullable=False, server_default="0"))
    with op.batch_alter_table("summary") as summary:
        for name in GAINED:
            summary.alter_column(name, server_default=None)
    waiting = sa.text("pair_state = 'undecided'")
    op.create_index(
        "subjects_waiting",
        "subjects",
        ["received"],
        sqlite_where=waiting,
        postgresql_where=waiting,
    )
    op.create_index("cases_by_regime", "cases", ["regime", "archive"])
    _derived()
    _samples()
    _kept()
    op.create_table(
        "saved_views",
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("account", "name", "asked")),
        sa.PrimaryKeyConstraint("account", "name"),
    )
    for table in KEPT:
        for verb in ("UPDATE", "DELETE", "TRUNCATE"):
            _guard(table, verb)


def _derived() -> None:
    op.create_table(
        "steps",
        sa.Column("subject_id", BIG, autoincrement=False, nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("step", "value", "day")),
        sa.ForeignKeyConstraint(["subject_id"], ["subjects.id"]),
        sa.PrimaryKeyConstraint("subject_id", "place"),
    )
    op.create_table(
        "readings",
        sa.Column("subject_id", BIG, autoincrement=False, nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sample", BIG, nullable=False),
        *(
            sa.Column(name, sa.Text(), nullable=False)
            for name in ("reader", "level", "decision", "answer", "day")
        ),
        sa.ForeignKeyConstraint(["subject_id"], ["subjects.id"]),
        sa.PrimaryKeyConstraint("subject_id", "place"),
    )


def _samples() -> None:
    op.create_table(
        "samples",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        *(
            sa.Column(name, sa.Text(), nullable=False)
            for name in ("seed", "at", "account", "asked")
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "sampled",
        sa.Column("sample_id", BIG, autoincrement=False, nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("subject_id", BIG, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("kind", "stratum")),
        sa.ForeignKeyConstraint(["sample_id"], ["samples.id"]),
        sa.ForeignKeyConstraint(["subject_id"], ["subjects.id"]),
        sa.PrimaryKeyConstraint("sample_id", "place"),
    )
    op.create_index("ix_sampled_subject_id", "sampled", ["subject_id"])


def _kept() -> None:
    op.create_table(
        "improvements",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("action", BIG, nullable=False),
        *(
            sa.Column(name, sa.Text(), nullable=False)
            for name in ("step", "day", "at", "account", "said")
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_improvements_action", "improvements", ["action"])
    op.create_table(
        "releases",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        *(
            sa.Column(name, sa.Text(), nullable=False)
            for name in ("at", "account", "audience", "figure", "asked", "cells")
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_releases_audience", "releases", ["audience"])
    op.create_table(
        "workforce",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("load", BIG, nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in GROUP),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("load", "day", *GROUP, name="one_line_a_group"),
    )
    op.create_index("ix_workforce_day", "workforce", ["day"])


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
