"""The tables. They are storage: what may stand in them is decided in `hearings/`.

Days are ISO text and instants ISO text in UTC, on both databases, so that one query serves both.
Empty text is a value that is not known. `events` is what happened; `cases`, `subjects`,
`allegations`, `involved`, `access` and `summary` follow from it and can be made again.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Text,
    UniqueConstraint,
    text,
)
from sqlmodel import Field, SQLModel

from hearings.rates import NAMES
from hearings.severity import Kind, Level, PairState
from hearings.stages import Stage

METADATA = SQLModel.metadata

# SQLite counts rows by itself only where the key is a plain INTEGER.
BIG = BigInteger().with_variant(Integer, "sqlite")


def _one_of(
    column: str,
    values: type[Stage] | type[Level] | type[Kind] | type[PairState],
    *,
    empty: bool = False,
) -> CheckConstraint:
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


def _key() -> Column[int]:
    return Column(BIG, primary_key=True, autoincrement=True)


def _to(target: str, *, index: bool = True, nullable: bool = False) -> Column[int]:
    return Column(BIG, ForeignKey(target), index=index, nullable=nullable)


class MetaRow(SQLModel, table=True):
    """What the database says of itself."""

    __tablename__ = "meta"
    key: str = Field(sa_column=Column(Text, primary_key=True))
    value: str = Field(sa_column=Column(Text, nullable=False))


class AccountRow(SQLModel, table=True):
    """Who may act, and as what."""

    __tablename__ = "accounts"
    name: str = Field(sa_column=Column(Text, primary_key=True))
    person: str = Field(sa_column=Column(Text, nullable=False, index=True))
    unit: str = Field(sa_column=Column(Text, nullable=False))
    roles: str = Field(sa_column=Column(Text, nullable=False))
    active: int = Field(sa_column=Column(Integer, nullable=False))


class PersonRow(SQLModel, table=True):
    """Someone who serves or served, by a stable number; an archive's people stand apart."""

    __tablename__ = "persons"
    __table_args__ = (UniqueConstraint("realm", "number", name="one_person_a_number"),)
    id: int | None = Field(default=None, sa_column=_key())
    realm: str = Field(sa_column=Column(Text, nullable=False))
    number: str = Field(sa_column=Column(Text, nullable=False))
    name: str = Field(sa_column=Column(Text, nullable=False))
    search: str = Field(sa_column=Column(Text, nullable=False))


class PersonFactsRow(SQLModel, table=True):
    """What was known of a person from a day on; never changed, only followed by another."""

    __tablename__ = "person_facts"
    id: int | None = Field(default=None, sa_column=_key())
    person_id: int = Field(sa_column=_to("persons.id"))
    starts: str = Field(sa_column=Column(Text, nullable=False))
    rank: str = Field(sa_column=Column(Text, nullable=False))
    unit: str = Field(sa_column=Column(Text, nullable=False))
    person_type: str = Field(sa_column=Column(Text, nullable=False))
    ethnicity: str = Field(sa_column=Column(Text, nullable=False))
    ethnicity_set: str = Field(sa_column=Column(Text, nullable=False))
    sex: str = Field(sa_column=Column(Text, nullable=False))
    service: str = Field(sa_column=Column(Text, nullable=False))


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
    )
    id: int | None = Field(default=None, sa_column=_key())
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
        _one_of("stage", Stage),
        _one_of("level", Level, empty=True),
        _one_of("local_level", Level, empty=True),
        _one_of("pair_state", PairState, empty=True),
        Index("subjects_by_stage", "stage", "reference"),
    )
    id: int | None = Field(default=None, sa_column=_key())
    case_id: int = Field(sa_column=_to("cases.id"))
    number: int = Field(sa_column=Column(Integer, nullable=False))
    reference: str = Field(sa_column=Column(Text, nullable=False, unique=True))
    person_id: int | None = Field(default=None, sa_column=_to("persons.id", nullable=True))
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
    id: int | None = Field(default=None, sa_column=_key())
    case_id: int = Field(sa_column=_to("cases.id"))
    subject_id: int = Field(sa_column=_to("subjects.id", index=False))
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
    __table_args__ = (_one_of("kind", Kind), _one_of("level", Level))
    id: int | None = Field(default=None, sa_column=_key())
    subject_id: int = Field(sa_column=_to("subjects.id"))
    event_id: int = Field(sa_column=_to("events.id", index=False))
    kind: str = Field(sa_column=Column(Text, nullable=False))
    level: str = Field(sa_column=Column(Text, nullable=False))
    made_on: str = Field(sa_column=Column(Text, nullable=False))
    maker: str = Field(sa_column=Column(Text, nullable=False))
    maker_rank: str = Field(sa_column=Column(Text, nullable=False))
    maker_unit: str = Field(sa_column=Column(Text, nullable=False))
    authority: str = Field(sa_column=Column(Text, nullable=False))
    keyed_by: str = Field(sa_column=Column(Text, nullable=False))
    reason: str = Field(sa_column=Column(Text, nullable=False))


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
    id: int | None = Field(default=None, sa_column=_key())
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
    id: int | None = Field(default=None, sa_column=_key())
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
    subject_id: int = Field(sa_column=_to("subjects.id", index=False))
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
        **{name: Field(sa_column=Column(Integer, nullable=False)) for name in NAMES},
    },
    table=True,
)
