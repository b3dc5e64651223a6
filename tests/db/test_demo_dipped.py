"""The demonstration's dip sample: drawn, partly read, and every one of its moves made."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from db.checking import check
from db.demo.build import build
from db.engine import Database
from hearings.samples import KINDS
from tests.desks import RULES


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("dipped") / "demo.db"
    build(str(place), 1, 250)
    return place


def rows(place: Path, sql: str) -> list[tuple[Any, ...]]:
    database = Database(str(place))
    with database.read() as connection:
        found = connection.rows(sql)
    database.close()
    return found


def test_a_sample_is_drawn_of_every_kind_and_two_thirds_of_it_are_read(built):
    kinds = Counter(kind for (kind,) in rows(built, "SELECT kind FROM sampled"))
    assert set(kinds) == set(KINDS)
    assert kinds.total() == 30
    readings = rows(built, "SELECT reader, level = decision, answer FROM readings")
    assert 15 <= len(readings) <= 20
    assert len({reader for reader, _same, _answer in readings}) > 1
    assert 0 < sum(same for _reader, same, _answer in readings) < len(readings)
    assert {answer for _reader, _same, answer in readings} == {"", "concur", "reconsider"}


def test_both_moves_of_the_sample_happen_and_all_that_is_kept_follows(built):
    """The other moves are in the stories; these need a sample, which is drawn from them."""
    events = Counter(kind for (kind,) in rows(built, "SELECT kind FROM events"))
    assert min(events["read_blind"], events["answer_reading"]) > 10
    database = Database(str(built))
    assert check(database, RULES) == []
    database.close()


@pytest.mark.parametrize("subjects", [1, 12])
def test_a_year_too_small_for_a_sample_is_told_all_the_same(tmp_path, subjects):
    place = tmp_path / "small.db"
    build(str(place), 1, subjects)
    assert len(rows(place, "SELECT * FROM readings")) <= subjects + 12
