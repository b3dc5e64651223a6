"""Keep history as it was written: the database itself refuses to change or remove it.

A later migration that rebuilds one of these tables loses its triggers without a word and has to
make them again with `guard`; `tests/db/test_upgrade.py` looks for them.
"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

GUARDED = {
    "events": ("UPDATE", "DELETE", "TRUNCATE"),
    "assessments": ("UPDATE", "DELETE", "TRUNCATE"),
    "trail": ("UPDATE", "DELETE", "TRUNCATE"),
    "trail_detail": ("UPDATE",),
    "person_facts": ("UPDATE", "DELETE", "TRUNCATE"),
}
"""Which tables are history, and what may not be done to them; a detail may be disposed of."""


def upgrade() -> None:
    """Take the step."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION history_stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            " RAISE EXCEPTION '% is history and stays as it was written', TG_TABLE_NAME; END $$"
        )
    for table, verbs in GUARDED.items():
        for verb in verbs:
            guard(table, verb)


def guard(table: str, verb: str) -> None:
    """Make the trigger that refuses `verb` on `table`; SQLite has no TRUNCATE to refuse."""
    name = f"{table}_no_{verb.lower()}"
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {verb} ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION history_stays()"
        )
        return
    if verb == "TRUNCATE":
        return
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {verb} ON {table} BEGIN"
        f" SELECT RAISE(ABORT, '{table} is history and stays as it was written'); END"
    )
