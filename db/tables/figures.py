"""The tables behind the figures: steps, samples, actions taken, releases and the workforce."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from db.tables.base import BIG, key, to


class StepRow(SQLModel, table=True):
    """A step that one officer's matter has reached, and when; follows from the events."""

    __tablename__ = "steps"
    subject_id: int = Field(
        sa_column=Column(BIG, ForeignKey("subjects.id"), primary_key=True, autoincrement=False)
    )
    place: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    step: str = Field(sa_column=Column(Text, nullable=False))
    value: str = Field(sa_column=Column(Text, nullable=False))
    day: str = Field(sa_column=Column(Text, nullable=False))


class ReadingRow(SQLModel, table=True):
    """One blind reading in a dip sample, and what came of it; follows from the events."""

    __tablename__ = "readings"
    subject_id: int = Field(
        sa_column=Column(BIG, ForeignKey("subjects.id"), primary_key=True, autoincrement=False)
    )
    place: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    sample: int = Field(sa_column=Column(BIG, nullable=False))
    reader: str = Field(sa_column=Column(Text, nullable=False))
    level: str = Field(sa_column=Column(Text, nullable=False))
    decision: str = Field(sa_column=Column(Text, nullable=False))
    answer: str = Field(sa_column=Column(Text, nullable=False))
    day: str = Field(sa_column=Column(Text, nullable=False))


class SampleRow(SQLModel, table=True):
    """A dip sample as it was drawn; never changed, never removed."""

    __tablename__ = "samples"
    id: int | None = Field(default=None, sa_column=key())
    seed: str = Field(sa_column=Column(Text, nullable=False))
    at: str = Field(sa_column=Column(Text, nullable=False))
    account: str = Field(sa_column=Column(Text, nullable=False))
    asked: str = Field(sa_column=Column(Text, nullable=False))


class SampledRow(SQLModel, table=True):
    """One officer's matter in a dip sample; never changed, never removed."""

    __tablename__ = "sampled"
    sample_id: int = Field(
        sa_column=Column(BIG, ForeignKey("samples.id"), primary_key=True, autoincrement=False)
    )
    place: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    subject_id: int = Field(sa_column=to("subjects.id"))
    kind: str = Field(sa_column=Column(Text, nullable=False))
    stratum: str = Field(sa_column=Column(Text, nullable=False))


class ImprovementRow(SQLModel, table=True):
    """An action on an outlier, and each thing that became of it; never changed, never removed."""

    __tablename__ = "improvements"
    id: int | None = Field(default=None, sa_column=key())
    action: int = Field(sa_column=Column(BIG, nullable=False, index=True))
    step: str = Field(sa_column=Column(Text, nullable=False))
    day: str = Field(sa_column=Column(Text, nullable=False))
    at: str = Field(sa_column=Column(Text, nullable=False))
    account: str = Field(sa_column=Column(Text, nullable=False))
    said: str = Field(sa_column=Column(Text, nullable=False))


class ReleaseRow(SQLModel, table=True):
    """A table that left for staff or the public, and whom each cell counted; never changed."""

    __tablename__ = "releases"
    id: int | None = Field(default=None, sa_column=key())
    at: str = Field(sa_column=Column(Text, nullable=False))
    account: str = Field(sa_column=Column(Text, nullable=False))
    audience: str = Field(sa_column=Column(Text, nullable=False, index=True))
    figure: str = Field(sa_column=Column(Text, nullable=False))
    asked: str = Field(sa_column=Column(Text, nullable=False))
    cells: str = Field(sa_column=Column(Text, nullable=False))


class WorkforceRow(SQLModel, table=True):
    """How many people served on a day, by what is known of them; a later load of a day counts."""

    __tablename__ = "workforce"
    __table_args__ = (
        UniqueConstraint(
            "load", "day", "unit", "rank_band", "person_type", "ethnicity", "sex", "service_band",
            name="one_line_a_group",
        ),
    )  # fmt: skip
    id: int | None = Field(default=None, sa_column=key())
    load: int = Field(sa_column=Column(BIG, nullable=False))
    day: str = Field(sa_column=Column(Text, nullable=False, index=True))
    unit: str = Field(sa_column=Column(Text, nullable=False))
    rank_band: str = Field(sa_column=Column(Text, nullable=False))
    person_type: str = Field(sa_column=Column(Text, nullable=False))
    ethnicity: str = Field(sa_column=Column(Text, nullable=False))
    sex: str = Field(sa_column=Column(Text, nullable=False))
    service_band: str = Field(sa_column=Column(Text, nullable=False))
    people: int = Field(sa_column=Column(Integer, nullable=False))


class SavedViewRow(SQLModel, table=True):
    """A question about figures that an account has kept under a name."""

    __tablename__ = "saved_views"
    account: str = Field(sa_column=Column(Text, primary_key=True))
    name: str = Field(sa_column=Column(Text, primary_key=True))
    asked: str = Field(sa_column=Column(Text, nullable=False))
