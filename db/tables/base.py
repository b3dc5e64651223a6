"""What the tables are made with."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Integer,
)
from sqlmodel import SQLModel

from hearings.severity import Kind, Level, PairState
from hearings.stages import Stage

METADATA = SQLModel.metadata

# SQLite counts rows by itself only where the key is a plain INTEGER.
BIG = BigInteger().with_variant(Integer, "sqlite")


def one_of(
    column: str,
    values: type[Stage] | type[Level] | type[Kind] | type[PairState],
    *,
    empty: bool = False,
) -> CheckConstraint:
    """Make the check that a column holds one of an enum's values."""
    known = [
        *(
            [
                "",
            ]
            if empty
            else []
        ),
        *(member.value for member in values),
    ]
    listed = ", ".join(f"'{value}'" for value in known)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")


def key() -> Column[int]:
    """Make a key that the database counts by itself."""
    return Column(BIG, primary_key=True, autoincrement=True)


def to(target: str, *, index: bool = True, nullable: bool = False) -> Column[int]:
    """Make a column that points at another table."""
    return Column(BIG, ForeignKey(target), index=index, nullable=nullable)
