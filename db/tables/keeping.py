"""The tables of the trail, of drafts, of imports and of kept counts."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    Text,
)
from sqlmodel import Field, SQLModel

from db.tables.base import BIG, key, to
from hearings.rates import CLUSTERS, NAMES


class CommandRow(SQLModel, table=True):
    """The answer a command got, so that asking twice has one effect."""

    __tablename__ = "commands"
    id: str = Field(sa_column=Column(Text, primary_key=True))
    account: str = Field(sa_column=Column(Text, nullable=False))
    asked: str = Field(sa_column=Column(Text, nullable=False))
    answer: str = Field(sa_column=Column(Text, nullable=False))


class TrailRow(SQLModel, table=True):
    """Who did or read what; never changed, never removed."""

    __tablename__ = "trail"
    id: int | None = Field(default=None, sa_column=key())
    at: str = Field(sa_column=Column(Text, nullable=False))
    account: str = Field(sa_column=Column(Text, nullable=False))
    action: str = Field(sa_column=Column(Text, nullable=False))
    case_reference: str = Field(sa_column=Column(Text, nullable=False, index=True))
    subject: int = Field(sa_column=Column(Integer, nullable=False))
    event_id: int = Field(sa_column=Column(BIG, nullable=False))
    outcome: str = Field(sa_column=Column(Text, nullable=False))
    entry: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class TrailDetailRow(SQLModel, table=True):
    """The personal detail of an entry, salted; disposed of without breaking the entry."""

    __tablename__ = "trail_detail"
    trail_id: int = Field(
        sa_column=Column(BIG, ForeignKey("trail.id"), primary_key=True, autoincrement=False)
    )
    salt: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    detail: str = Field(sa_column=Column(Text, nullable=False))


class DraftRow(SQLModel, table=True):
    """What somebody has typed and not yet saved: theirs alone, and no history."""

    __tablename__ = "drafts"
    account: str = Field(sa_column=Column(Text, primary_key=True))
    place: str = Field(sa_column=Column(Text, primary_key=True))
    body: str = Field(sa_column=Column(Text, nullable=False))
    version: int = Field(sa_column=Column(Integer, nullable=False))
    saved_at: str = Field(sa_column=Column(Text, nullable=False))


class ImportRow(SQLModel, table=True):
    """One run of an import."""

    __tablename__ = "imports"
    id: int | None = Field(default=None, sa_column=key())
    archive: str = Field(sa_column=Column(Text, nullable=False))
    note: str = Field(sa_column=Column(Text, nullable=False))
    at: str = Field(sa_column=Column(Text, nullable=False))
    account: str = Field(sa_column=Column(Text, nullable=False))
    counts: str = Field(sa_column=Column(Text, nullable=False))


class ImportedRow(SQLModel, table=True):
    """Which row of an archive made which subject, and what it held, to know it again."""

    __tablename__ = "imported"
    archive: str = Field(sa_column=Column(Text, primary_key=True))
    row_key: str = Field(sa_column=Column(Text, primary_key=True))
    digest: str = Field(sa_column=Column(Text, nullable=False))
    subject_id: int = Field(sa_column=to("subjects.id", index=False))
    allegation: int = Field(sa_column=Column(Integer, nullable=False))
    version: int = Field(sa_column=Column(Integer, nullable=False))


SummaryRow = type(
    "SummaryRow",
    (SQLModel,),
    {
        "__doc__": "Counts by each single field, kept true by every write; `db check` recounts.",
        "__module__": __name__,
        "__tablename__": "summary",
        "__annotations__": {"field": str, "value": str, **dict.fromkeys(NAMES, int)},
        "field": Field(sa_column=Column(Text, primary_key=True)),
        "value": Field(sa_column=Column(Text, primary_key=True)),
        **{
            name: Field(sa_column=Column(BIG if name in CLUSTERS else Integer, nullable=False))
            for name in NAMES
        },
    },
    table=True,
)
