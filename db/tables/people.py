"""The tables of accounts and people, and what the database says of itself."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Integer,
    Text,
    UniqueConstraint,
)
from sqlmodel import Field, SQLModel

from db.tables.base import key, to


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
    id: int | None = Field(default=None, sa_column=key())
    realm: str = Field(sa_column=Column(Text, nullable=False))
    number: str = Field(sa_column=Column(Text, nullable=False))
    name: str = Field(sa_column=Column(Text, nullable=False))
    search: str = Field(sa_column=Column(Text, nullable=False))


class PersonFactsRow(SQLModel, table=True):
    """What was known of a person from a day on; never changed, only followed by another."""

    __tablename__ = "person_facts"
    id: int | None = Field(default=None, sa_column=key())
    person_id: int = Field(sa_column=to("persons.id"))
    starts: str = Field(sa_column=Column(Text, nullable=False))
    rank: str = Field(sa_column=Column(Text, nullable=False))
    unit: str = Field(sa_column=Column(Text, nullable=False))
    person_type: str = Field(sa_column=Column(Text, nullable=False))
    ethnicity: str = Field(sa_column=Column(Text, nullable=False))
    ethnicity_set: str = Field(sa_column=Column(Text, nullable=False))
    sex: str = Field(sa_column=Column(Text, nullable=False))
    service: str = Field(sa_column=Column(Text, nullable=False))
