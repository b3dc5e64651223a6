"""The tables of what proceedings ended in, for precedents and figures."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, Text
from sqlmodel import Field, SQLModel

from db.tables.base import BIG, key


class ConclusionRow(SQLModel, table=True):
    """What one officer's proceedings ended in, as it now stands; one row an officer."""

    __tablename__ = "conclusions"
    subject_id: int = Field(
        sa_column=Column(BIG, ForeignKey("subjects.id"), primary_key=True, autoincrement=False)
    )
    ended: str = Field(sa_column=Column(Text, nullable=False))
    forum: str = Field(sa_column=Column(Text, nullable=False))
    regime: str = Field(sa_column=Column(Text, nullable=False))
    finding: str = Field(sa_column=Column(Text, nullable=False))
    outcome: str = Field(sa_column=Column(Text, nullable=False))
    standing: str = Field(sa_column=Column(Text, nullable=False))
    overturned: int = Field(sa_column=Column(Integer, nullable=False))
    disposal: str = Field(sa_column=Column(Text, nullable=False))
    decided_on: str = Field(sa_column=Column(Text, nullable=False))
    chair: str = Field(sa_column=Column(Text, nullable=False))
    culpability: str = Field(sa_column=Column(Text, nullable=False))
    harm_level: str = Field(sa_column=Column(Text, nullable=False))
    edition: str = Field(sa_column=Column(Text, nullable=False))
    features: str = Field(sa_column=Column(Text, nullable=False))
    warns_from: str = Field(sa_column=Column(Text, nullable=False))
    warns_to: str = Field(sa_column=Column(Text, nullable=False))
    compared_on: str = Field(sa_column=Column(Text, nullable=False))
    comparators: int = Field(sa_column=Column(Integer, nullable=False))
    lighter: int = Field(sa_column=Column(Integer, nullable=False))
    same: int = Field(sa_column=Column(Integer, nullable=False))
    heavier: int = Field(sa_column=Column(Integer, nullable=False))


class BreachRow(SQLModel, table=True):
    """A Standard that a conclusion is about: one found breached, else one that was alleged."""

    __tablename__ = "breaches"
    subject_id: int = Field(
        sa_column=Column(BIG, ForeignKey("subjects.id"), primary_key=True, autoincrement=False)
    )
    standard: str = Field(sa_column=Column(Text, primary_key=True))


class AppealRow(SQLModel, table=True):
    """An appeal of one officer, how it ended, and the decision that was challenged."""

    __tablename__ = "appeals"
    subject_id: int = Field(
        sa_column=Column(BIG, ForeignKey("subjects.id"), primary_key=True, autoincrement=False)
    )
    place: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    route: str = Field(sa_column=Column(Text, nullable=False))
    brought_on: str = Field(sa_column=Column(Text, nullable=False))
    result: str = Field(sa_column=Column(Text, nullable=False))
    determined_on: str = Field(sa_column=Column(Text, nullable=False))
    forum: str = Field(sa_column=Column(Text, nullable=False))
    regime: str = Field(sa_column=Column(Text, nullable=False))
    finding: str = Field(sa_column=Column(Text, nullable=False))
    decided_on: str = Field(sa_column=Column(Text, nullable=False))
    chair: str = Field(sa_column=Column(Text, nullable=False))


class FeatureRow(SQLModel, table=True):
    """A feature by which matters are compared; its id is its bit, for good."""

    __tablename__ = "features"
    id: int | None = Field(default=None, sa_column=key())
    name: str = Field(sa_column=Column(Text, nullable=False, unique=True))
