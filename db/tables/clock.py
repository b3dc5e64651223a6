"""The tables of limits and of the diary, and what the force has settled for both."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Text,
    text,
)
from sqlmodel import Field, SQLModel

from db.tables.base import BIG, key, to


class LimitRow(SQLModel, table=True):
    """A statutory limit whose clock has started, as the events and the regime make it."""

    __tablename__ = "limits"
    __table_args__ = (
        Index(
            "limits_open",
            "last_day",
            sqlite_where=text("met_on = '' AND last_day <> ''"),
            postgresql_where=text("met_on = '' AND last_day <> ''"),
        ),
    )
    subject_id: int = Field(
        sa_column=Column(BIG, ForeignKey("subjects.id"), primary_key=True, autoincrement=False)
    )
    place: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    key: str = Field(sa_column=Column(Text, nullable=False))
    period: int = Field(sa_column=Column(Integer, nullable=False))
    clock_date: str = Field(sa_column=Column(Text, nullable=False))
    count: str = Field(sa_column=Column(Text, nullable=False))
    phrase: str = Field(sa_column=Column(Text, nullable=False))
    due: str = Field(sa_column=Column(Text, nullable=False))
    last_day: str = Field(sa_column=Column(Text, nullable=False))
    met_on: str = Field(sa_column=Column(Text, nullable=False))
    paused: int = Field(sa_column=Column(Integer, nullable=False))
    firm: int = Field(sa_column=Column(Integer, nullable=False))
    open: int = Field(sa_column=Column(Integer, nullable=False))
    code: str = Field(sa_column=Column(Text, nullable=False))
    agreed_by: str = Field(sa_column=Column(Text, nullable=False))
    reason: str = Field(sa_column=Column(Text, nullable=False))


class SittingRow(SQLModel, table=True):
    """One sitting day of one officer's hearing; kept when it is called off."""

    __tablename__ = "sittings"
    subject_id: int = Field(
        sa_column=Column(BIG, ForeignKey("subjects.id"), primary_key=True, autoincrement=False)
    )
    hearing: str = Field(sa_column=Column(Text, primary_key=True, index=True))
    place: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    day: str = Field(sa_column=Column(Text, nullable=False, index=True))
    starts: int = Field(sa_column=Column(Integer, nullable=False))
    ends: int = Field(sa_column=Column(Integer, nullable=False))
    room: str = Field(sa_column=Column(Text, nullable=False))
    kind: str = Field(sa_column=Column(Text, nullable=False))
    state: str = Field(sa_column=Column(Text, nullable=False))
    sequence: int = Field(sa_column=Column(Integer, nullable=False))


class SeatRow(SQLModel, table=True):
    """Somebody who sits or attends at one officer's hearing."""

    __tablename__ = "seats"
    subject_id: int = Field(
        sa_column=Column(BIG, ForeignKey("subjects.id"), primary_key=True, autoincrement=False)
    )
    hearing: str = Field(sa_column=Column(Text, primary_key=True, index=True))
    place: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    capacity: str = Field(sa_column=Column(Text, nullable=False))
    person: str = Field(sa_column=Column(Text, nullable=False, index=True))
    name: str = Field(sa_column=Column(Text, nullable=False))
    rank: str = Field(sa_column=Column(Text, nullable=False))


class AwayRow(SQLModel, table=True):
    """A day or more on which a person, or a room, is not to be had."""

    __tablename__ = "away"
    id: int | None = Field(default=None, sa_column=key())
    person: str = Field(sa_column=Column(Text, nullable=False))
    room: str = Field(sa_column=Column(Text, nullable=False))
    first: str = Field(sa_column=Column(Text, nullable=False))
    last: str = Field(sa_column=Column(Text, nullable=False))
    why: str = Field(sa_column=Column(Text, nullable=False))
    account: str = Field(sa_column=Column(Text, nullable=False))
    at: str = Field(sa_column=Column(Text, nullable=False))
    withdrawn: str = Field(sa_column=Column(Text, nullable=False))


class SignOffRow(SQLModel, table=True):
    """A lawyer's word that a rule stands; never changed, never removed."""

    __tablename__ = "sign_offs"
    id: int | None = Field(default=None, sa_column=key())
    rule: str = Field(sa_column=Column(Text, nullable=False))
    digest: str = Field(sa_column=Column(Text, nullable=False))
    signed_by: str = Field(sa_column=Column(Text, nullable=False))
    signed_on: str = Field(sa_column=Column(Text, nullable=False))
    note: str = Field(sa_column=Column(Text, nullable=False))
    account: str = Field(sa_column=Column(Text, nullable=False))
    at: str = Field(sa_column=Column(Text, nullable=False))


class CalendarRow(SQLModel, table=True):
    """A table of bank holidays taken in; the newest counts, and none is removed."""

    __tablename__ = "calendars"
    id: int | None = Field(default=None, sa_column=key())
    vintage: str = Field(sa_column=Column(Text, nullable=False))
    body: str = Field(sa_column=Column(Text, nullable=False))
    account: str = Field(sa_column=Column(Text, nullable=False))
    at: str = Field(sa_column=Column(Text, nullable=False))


class LetterRow(SQLModel, table=True):
    """A letter as it was issued, byte for byte; never changed, never removed."""

    __tablename__ = "letters"
    id: int | None = Field(default=None, sa_column=key())
    subject_id: int = Field(sa_column=to("subjects.id"))
    kind: str = Field(sa_column=Column(Text, nullable=False))
    format: str = Field(sa_column=Column(Text, nullable=False))
    issued_at: str = Field(sa_column=Column(Text, nullable=False))
    account: str = Field(sa_column=Column(Text, nullable=False))
    facts: str = Field(sa_column=Column(Text, nullable=False))
    sha256: str = Field(sa_column=Column(Text, nullable=False))
    body: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
