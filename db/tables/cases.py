"""The tables of cases, and of everything that happened in them."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    Text,
    text,
)
from sqlmodel import Field, SQLModel

from db.tables.base import BIG, key, one_of, to
from hearings.severity import Kind, Level, PairState
from hearings.stages import Stage


class CaseRow(SQLModel, table=True):
    """A case as it stands."""

    __tablename__ = "cases"
    # Who may not see a case is asked of every list, and few cases are restricted or covert.
    __table_args__ = (
        Index(
            "cases_not_open",
            "sensitivity",
            sqlite_where=text("sensitivity <> 'open'"),
            postgresql_where=text("sensitivity <> 'open'"),
        ),
        # Whether an archive from elsewhere stands beside the force's own is asked of every figure.
        Index("cases_by_regime", "regime", "archive"),
    )
    id: int | None = Field(default=None, sa_column=key())
    reference: str = Field(sa_column=Column(Text, nullable=False, unique=True))
    attention_date: str = Field(sa_column=Column(Text, nullable=False))
    regime: str = Field(sa_column=Column(Text, nullable=False))
    unit: str = Field(sa_column=Column(Text, nullable=False))
    sensitivity: str = Field(sa_column=Column(Text, nullable=False))
    archive: str = Field(sa_column=Column(Text, nullable=False))
    version: int = Field(sa_column=Column(Integer, nullable=False))


class SubjectRow(SQLModel, table=True):
    """A subject as it stands, with what lists sort by and figures count."""

    __tablename__ = "subjects"
    __table_args__ = (
        one_of("stage", Stage),
        one_of("level", Level, empty=True),
        one_of("local_level", Level, empty=True),
        one_of("pair_state", PairState, empty=True),
        Index("subjects_by_stage", "stage", "reference"),
        # How long they have waited is said beside every figure, and few wait at a time.
        Index(
            "subjects_waiting",
            "received",
            sqlite_where=text("pair_state = 'undecided'"),
            postgresql_where=text("pair_state = 'undecided'"),
        ),
    )
    id: int | None = Field(default=None, sa_column=key())
    case_id: int = Field(sa_column=to("cases.id"))
    number: int = Field(sa_column=Column(Integer, nullable=False))
    reference: str = Field(sa_column=Column(Text, nullable=False, unique=True))
    person_id: int | None = Field(default=None, sa_column=to("persons.id", nullable=True))
    version: int = Field(sa_column=Column(Integer, nullable=False))
    stage: str = Field(sa_column=Column(Text, nullable=False))
    level: str = Field(sa_column=Column(Text, nullable=False))
    local_level: str = Field(sa_column=Column(Text, nullable=False))
    priority: str = Field(sa_column=Column(Text, nullable=False))
    handler: str = Field(sa_column=Column(Text, nullable=False))
    second_reading: str = Field(sa_column=Column(Text, nullable=False))
    due: str = Field(sa_column=Column(Text, nullable=False))
    received: str = Field(sa_column=Column(Text, nullable=False))
    assessed: str = Field(sa_column=Column(Text, nullable=False))
    decided: str = Field(sa_column=Column(Text, nullable=False))
    pair_state: str = Field(sa_column=Column(Text, nullable=False))
    direction: str = Field(sa_column=Column(Text, nullable=False))
    avoidable: int = Field(sa_column=Column(Integer, nullable=False))
    resubmitted: int = Field(sa_column=Column(Integer, nullable=False))
    unit: str = Field(sa_column=Column(Text, nullable=False))
    rank: str = Field(sa_column=Column(Text, nullable=False))
    rank_band: str = Field(sa_column=Column(Text, nullable=False))
    person_type: str = Field(sa_column=Column(Text, nullable=False))
    assessor: str = Field(sa_column=Column(Text, nullable=False))
    assessor_rank: str = Field(sa_column=Column(Text, nullable=False))
    assessor_unit: str = Field(sa_column=Column(Text, nullable=False))
    tier: str = Field(sa_column=Column(Text, nullable=False))
    decider: str = Field(sa_column=Column(Text, nullable=False))
    reason: str = Field(sa_column=Column(Text, nullable=False))
    track: str = Field(sa_column=Column(Text, nullable=False))
    source: str = Field(sa_column=Column(Text, nullable=False))
    ethnicity: str = Field(sa_column=Column(Text, nullable=False))
    sex: str = Field(sa_column=Column(Text, nullable=False))
    service_band: str = Field(sa_column=Column(Text, nullable=False))
    search: str = Field(sa_column=Column(Text, nullable=False))


class AllegationRow(SQLModel, table=True):
    """The Standard and category of an allegation, for lists and figures."""

    __tablename__ = "allegations"
    subject_id: int = Field(
        sa_column=Column(BIG, ForeignKey("subjects.id"), primary_key=True, autoincrement=False)
    )
    number: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    standard: str = Field(sa_column=Column(Text, nullable=False))
    category: str = Field(sa_column=Column(Text, nullable=False))


class InvolvedRow(SQLModel, table=True):
    """A force number that stands in a case as a party: what bars compare."""

    __tablename__ = "involved"
    case_id: int = Field(
        sa_column=Column(BIG, ForeignKey("cases.id"), primary_key=True, autoincrement=False)
    )
    number: str = Field(sa_column=Column(Text, primary_key=True, index=True))
    role: str = Field(sa_column=Column(Text, primary_key=True))


class AccessRow(SQLModel, table=True):
    """An account that may read a restricted or covert case."""

    __tablename__ = "access"
    case_id: int = Field(
        sa_column=Column(BIG, ForeignKey("cases.id"), primary_key=True, autoincrement=False)
    )
    account: str = Field(sa_column=Column(Text, primary_key=True))


class EventRow(SQLModel, table=True):
    """Everything that happened; never changed, never removed."""

    __tablename__ = "events"
    id: int | None = Field(default=None, sa_column=key())
    case_id: int = Field(sa_column=to("cases.id"))
    subject_id: int = Field(sa_column=to("subjects.id", index=False))
    kind: str = Field(sa_column=Column(Text, nullable=False))
    at: str = Field(sa_column=Column(Text, nullable=False))
    effective: str = Field(sa_column=Column(Text, nullable=False))
    from_stage: str = Field(sa_column=Column(Text, nullable=False))
    to_stage: str = Field(sa_column=Column(Text, nullable=False))
    maker: str = Field(sa_column=Column(Text, nullable=False))
    maker_name: str = Field(sa_column=Column(Text, nullable=False))
    maker_rank: str = Field(sa_column=Column(Text, nullable=False))
    maker_unit: str = Field(sa_column=Column(Text, nullable=False))
    authority: str = Field(sa_column=Column(Text, nullable=False))
    keyed_by: str = Field(sa_column=Column(Text, nullable=False))
    stated: int = Field(sa_column=Column(Integer, nullable=False))
    late: int = Field(sa_column=Column(Integer, nullable=False))
    payload: str = Field(sa_column=Column(Text, nullable=False))


class AssessmentRow(SQLModel, table=True):
    """Every assessment as it was made; never changed, never removed."""

    __tablename__ = "assessments"
    __table_args__ = (one_of("kind", Kind), one_of("level", Level))
    id: int | None = Field(default=None, sa_column=key())
    subject_id: int = Field(sa_column=to("subjects.id"))
    event_id: int = Field(sa_column=to("events.id", index=False))
    kind: str = Field(sa_column=Column(Text, nullable=False))
    level: str = Field(sa_column=Column(Text, nullable=False))
    made_on: str = Field(sa_column=Column(Text, nullable=False))
    maker: str = Field(sa_column=Column(Text, nullable=False))
    maker_rank: str = Field(sa_column=Column(Text, nullable=False))
    maker_unit: str = Field(sa_column=Column(Text, nullable=False))
    authority: str = Field(sa_column=Column(Text, nullable=False))
    keyed_by: str = Field(sa_column=Column(Text, nullable=False))
    reason: str = Field(sa_column=Column(Text, nullable=False))
