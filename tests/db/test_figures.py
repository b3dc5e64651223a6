"""The reassessment figures, counted three ways on both databases: kept, by SQL, and one by one."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest

from db import columns, summary
from db.ages import Waiting
from db.checking import check
from db.figures import Breakdown, _figures, reassessment
from db.importer.counting import Tallies
from db.upgrade import HEAD, upgrade
from hearings.errors import NotAllowed, UsageError
from hearings.rates import CLUSTERS, COLUMNS, FIELDS, NOTHING, Counts
from hearings.tallies import clustered
from tests.db.archive import Shelf, rows
from tests.desks import RULES, opened

EVER = Breakdown(start=date(2000, 1, 1), end=date(2099, 12, 31))
"""A period that holds everything: asked for, it cannot be answered from the kept counts."""


def of_one_case(number, station, *levels):
    """Give the cells of one case whose officers have these levels, each `first` and `final`."""
    return [
        {"ref": f"OF-{number}", "officer": 1000 + 10 * number + place, "station": unit,
         "first": pair[0].strip("-"), "final": pair[1].strip("-"),
         "ethnicity": "W1" if place % 2 else "B1", "received": f"2014-0{1 + number % 5}-12"}
        for place, (unit, pair) in enumerate(zip(station, levels, strict=True))
    ]  # fmt: skip


CASES = [
    of_one_case(1, ("Camden", "Camden", "Camden"), "GM", "GM", "GM"),
    of_one_case(2, ("Camden", "Camden", "Brent"), "GG", "GG", "GM"),
    of_one_case(3, ("Brent", "Brent"), "MG", "MN"),
    of_one_case(4, ("Brent", ""), "G-", "NN"),
    of_one_case(5, ("Camden",), "-M"),
    of_one_case(6, ("Camden", "Camden"), "NN", "NM"),
    of_one_case(7, ("Brent", "Brent", "Brent", "Brent"), "GM", "GM", "GG", "G-"),
]


@pytest.fixture
def full(office, tmp_path):
    """Give an office with an archive of many officers a case, and matters entered by hand."""
    return furnished(office, tmp_path)


def furnished(office, folder):
    shelf = Shelf(office, folder)
    shelf.bring(rows(*(cells for case in CASES for cells in case)))
    office.decided(person="201301", name="P One")
    office.decided("misconduct", "misconduct", person="201302", name="P Two")
    office.passed(person="201303", name="P Three")
    return office


def one_by_one(office, by):
    """Count each subject by itself, and the sums case by case."""
    names = ("pair_state", "direction", "avoidable", "resubmitted", "reason", "case_id", *by)
    groups: defaultdict[tuple[str, ...], defaultdict[int, Counts]] = defaultdict(
        lambda: defaultdict(lambda: NOTHING)
    )
    sql = f"SELECT {', '.join(names)} FROM subjects WHERE pair_state <> ''"
    for state, direction, avoidable, resubmitted, reason, case, *key in office.rows(sql):
        moved = {}
        if direction in {"raised", "lowered"}:
            moved = {"changed": 1, direction: 1, "no_reason": int(not reason)}
        one = Counts(**{state: 1, "avoidable": avoidable, "resubmitted": resubmitted, **moved})
        groups[tuple(key)][case] += one
    return {
        key: sum((c + clustered(c) + Counts(cases=1) for c in cases.values()), NOTHING)
        for key, cases in groups.items()
    }


def shown(found):
    return {tuple(row.key.values()): row.counts for row in found.rows}


def before_withheld(office, asked):
    """Count as `reassessment` does before it withholds what is about a person."""
    with office.database.read() as connection:
        found = _figures(connection, asked, asked.by)
    return {tuple(row.key.values()): row.counts for row in found}


SINGLE = tuple(name for name in COLUMNS if name != "month")


def test_the_kept_counts_are_those_counted_one_by_one_and_by_sql(full):
    """Catches an import, a write or a query that sums over cases otherwise than the domain."""
    desk = full.desk("auditor")
    assert check(full.database, RULES) == []
    for name in SINGLE:
        right = one_by_one(full, (name,))
        assert before_withheld(full, Breakdown(by=(name,))) == right, name
        assert before_withheld(full, replace(EVER, by=(name,))) == right, name
    (right,) = one_by_one(full, ()).values()
    assert reassessment(desk, Breakdown()).total == right
    assert reassessment(desk, EVER).total == right
    assert right.decided_squared > right.decided
    assert max(counts.spread for counts in one_by_one(full, ("unit",)).values()) > 1.2


@pytest.mark.parametrize("name", FIELDS)
def test_each_field_gives_the_same_kept_and_counted(full, name):
    desk = full.desk("auditor")
    kept, anew = (reassessment(desk, replace(of, by=(name,))) for of in (Breakdown(), EVER))
    assert kept.rows == anew.rows
    assert (kept.total, kept.by_level) == (anew.total, anew.by_level)


@pytest.mark.parametrize(("one", "other"), [("unit", "ethnicity"), ("local_level", "unit")])
def test_two_fields_at_once_are_counted_one_by_one(full, one, other):
    desk = full.desk("auditor")
    found = reassessment(desk, Breakdown(by=(one, other)))
    assert shown(found) == one_by_one(full, (one, other))
    narrowed = reassessment(desk, Breakdown(by=(other,), where={one: found.rows[0].key[one]}))
    assert shown(narrowed) == {
        key[1:]: counts for key, counts in shown(found).items() if key[0] == found.rows[0].key[one]
    }


def test_an_import_that_forgets_the_officers_of_one_case_is_found_out(
    office, tmp_path, monkeypatch
):
    """A planted defect: every officer counted as if alone in the case."""
    monkeypatch.setattr(Tallies, "_count_together", lambda *_given: None)
    shelf = Shelf(office, tmp_path)
    monkeypatch.setattr(shelf, "sound", lambda: None)
    shelf.bring(rows(*(cells for case in CASES for cells in case)))
    said = check(office.database, RULES)
    assert said
    assert all(any(name in sentence for name in CLUSTERS) for sentence in said)


def test_old_counts_are_filled_with_the_sums_and_stay_as_they_are_otherwise(full):
    """Catches a filling that leaves out a case, or counts what is avoidable by other rules."""
    with full.database.read() as connection:
        right = summary.everything(connection)
    sums = ", ".join(f"{name} = 0" for name in CLUSTERS)
    full.run(f"UPDATE summary SET {sums}, avoidable = avoidable + 1 WHERE field = ''")
    full.run(f"UPDATE summary SET {sums}")
    with full.database.write() as connection:
        summary.recount(connection, RULES)
    with full.database.read() as connection:
        found = summary.everything(connection)
    kept = found[("", "")]
    assert kept == right[("", "")] + Counts(avoidable=1)
    assert {k: v for k, v in found.items() if k[0]} == {k: v for k, v in right.items() if k[0]}


def test_the_sums_of_what_was_lowered_and_raised_come_with_the_upgrade(full):
    """Catches a database of the step before whose intervals are those of officers alone."""
    with full.database.read() as connection:
        right = summary.everything(connection)
    assert any(one.lowered_squared > one.lowered for one in right.values())
    with full.database.write() as connection:
        for name in CLUSTERS:
            if name.startswith(("lowered", "raised")):
                connection.run(f"ALTER TABLE summary DROP COLUMN {name}")
        connection.run("UPDATE alembic_version SET version_num = '0005'")
    assert upgrade(full.database) == HEAD
    with full.database.read() as connection:
        assert summary.everything(connection) == right


def test_a_filling_that_breaks_off_keeps_nothing(full, monkeypatch):
    """Catches a database that is half filled: the sums of the first cases alone."""
    with full.database.read() as connection:
        right = summary.everything(connection)
    monkeypatch.setattr(summary, "BATCH", 2)

    def broken(*_given):
        raise RuntimeError("broken off")

    with full.database.write() as connection:
        summary.recount(connection, RULES)
    monkeypatch.setattr(summary, "add", broken)
    with pytest.raises(RuntimeError), full.database.write() as connection:
        summary.recount(connection, RULES)
    with full.database.read() as connection:
        assert summary.everything(connection) == right


def test_the_base_and_what_stands_beside_it_are_the_same_in_every_breakdown(full):
    """Catches a total that is an average, or not the sum of its parts."""
    desk = full.desk("auditor")
    for one, other in product(("unit", "local_level", "month", "quarter", "year"), repeat=2):
        by = (one,) if one == other else (one, other)
        found = reassessment(desk, Breakdown(by=by))
        pooled = sum((row.counts for row in found.rows), NOTHING)
        for name in ("decided", "changed", "undecided", "subjects"):
            assert getattr(pooled, name) == getattr(found.total, name), by
        rates = [row.counts.rate for row in found.rows if row.counts.rate is not None]
        assert found.total.rate is not None
        assert min(rates) <= found.total.rate <= max(rates)


def test_how_long_they_have_waited_is_said_beside_the_base(full):
    """Three wait: two of the archive since 12 January and March, one since 10 March."""
    desk = full.desk("auditor")
    days = sorted(
        (date(2014, 6, 1) - date.fromisoformat(day)).days
        for (day,) in full.rows("SELECT received FROM subjects WHERE pair_state = 'undecided'")
    )
    assert len(days) == 3
    right = Waiting(3, days[1], days[2])
    assert reassessment(desk, Breakdown()).waiting == right
    assert reassessment(desk, EVER).waiting == right
    none = reassessment(desk, Breakdown(where={"local_level": "neither"}))
    assert none.waiting == Waiting(0, None, None)


def test_as_of_an_earlier_day_moves_ages_alone_and_says_so(full):
    """Catches figures that seem to be of an earlier day, and an age of what is yet to come."""
    now = reassessment(full.desk("auditor"), Breakdown())
    assert not any("later ones included" in note for note in now.notes)
    received = full.rows("SELECT received FROM subjects WHERE pair_state = 'undecided'")
    first, *later = sorted(date.fromisoformat(day) for (day,) in received)
    day = later[0] - timedelta(1)
    then = reassessment(full.desk("auditor", day), Breakdown())
    assert then.total == now.total
    assert any(f"as of {day} moves how long those have waited" in note for note in then.notes)
    assert first < later[0]
    assert then.waiting == Waiting(1, *[(day - first).days] * 2)


def test_one_person_with_fewer_than_ten_decided_is_withheld_in_every_way(full):
    """Catches a person's figures read off the total, the levels or another field of one person."""
    desk = full.desk("auditor")
    for by in ((), ("unit",), ("local_level",)):
        found = reassessment(desk, Breakdown(by=by, where={"decider": "300002"}))
        assert found.withheld
        assert (found.total, found.by_level) == (NOTHING, ())
        assert all(row.withheld and row.counts == NOTHING for row in found.rows)
    unknown = reassessment(desk, Breakdown(where={"decider": ""}))
    assert not unknown.withheld
    with pytest.raises(NotAllowed):
        reassessment(full.desk("authority"), Breakdown(where={"decider": "300002"}))


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (Breakdown(by=("colour",)), "cannot be asked for by 'colour'"),
        (Breakdown(by=("unit", "unit")), "once"),
        (Breakdown(basis="today"), "one of received"),
        (Breakdown(start=date(2014, 2, 1), end=date(2014, 1, 1)), "ends before it begins"),
    ],
)
def test_what_cannot_be_asked_for_is_refused_with_a_sentence(full, asked, says):
    with pytest.raises(UsageError, match=says):
        reassessment(full.desk("auditor"), asked)


BREAKDOWNS = [*((name,) for name in FIELDS), (), ("unit", "ethnicity"), ("standard", "quarter"),
              ("unit", "local_level", "month")]  # fmt: skip


@pytest.fixture
def file_of_many(store_templates, tmp_path):
    """Give the office of `full` on SQLite alone, and numpy with it."""
    pytest.importorskip("numpy")  # an extra; without it SQLite counts, as every other test does
    with opened(store_templates.sqlite(tmp_path)) as office:
        yield furnished(office, tmp_path)


def counted_both_ways(office, monkeypatch):
    """Give every breakdown as SQL counts it, and as it is counted a column at a time.

    The pieces are shorter than a case, which must not be taken for several.
    """
    office.run("UPDATE subjects SET resubmitted = 1, avoidable = 1 WHERE number = 2")
    asked = [replace(EVER, by=by, where=where) for by in BREAKDOWNS
             for where in ({}, {"unit": "Camden"}, {"unit": "Nowhere"})]  # fmt: skip
    desk = office.desk("auditor")
    by_sql = [reassessment(desk, one) for one in asked]
    monkeypatch.setattr(columns, "FEWEST", 0)
    monkeypatch.setattr(columns, "PIECE", 3)
    return by_sql, [reassessment(desk, one) for one in asked]


def test_counted_a_column_at_a_time_they_are_what_sql_counts(file_of_many, monkeypatch):
    by_sql, by_columns = counted_both_ways(file_of_many, monkeypatch)
    for right, found in zip(by_sql, by_columns, strict=True):
        assert found == right, found.asked
    total = by_columns[0].total
    assert (total.resubmitted, total.avoidable) == (6, 7)
    assert 0 < total.no_reason < total.changed


def test_a_reason_that_is_not_read_a_column_at_a_time_would_be_seen(file_of_many, monkeypatch):
    """A planted defect: everybody has a reason."""
    wrong = columns._STANDING.replace("'d'", "'b'").replace("'e'", "'c'")
    monkeypatch.setattr(columns, "_STANDING", wrong)
    by_sql, by_columns = counted_both_ways(file_of_many, monkeypatch)
    assert by_columns[0].total != by_sql[0].total


def test_a_letter_for_the_wrong_state_would_be_seen(file_of_many, monkeypatch):
    """A planted defect: what was raised is read as what was lowered."""
    wrong = columns._STANDING.replace("'b'", "'x'").replace("'c'", "'b'").replace("'x'", "'c'")
    monkeypatch.setattr(columns, "_STANDING", wrong)
    by_sql, by_columns = counted_both_ways(file_of_many, monkeypatch)
    assert by_columns[0].total != by_sql[0].total


def test_columns_of_very_many_values_are_counted_alike(file_of_many, monkeypatch):
    """Seven fields have many more combinations of values than there are officers."""
    monkeypatch.setattr(columns, "FEWEST", 0)
    by = ("unit", "ethnicity", "rank", "local_level", "reason", "source", "month")
    file_of_many.run("UPDATE subjects SET rank = reference")
    found = reassessment(file_of_many.desk("auditor"), Breakdown(by=by))
    assert shown_total(found) == len(found.rows) == found.total.subjects


def shown_total(found):
    return sum(row.counts.subjects for row in found.rows)


def test_only_a_large_sqlite_file_is_counted_a_column_at_a_time(full, monkeypatch):
    with full.database.read() as connection:
        assert not columns.worth_it(connection)
        monkeypatch.setattr(columns, "FEWEST", 0)
        assert columns.worth_it(connection) is (connection.dialect == "sqlite")
        monkeypatch.setattr(columns, "MOST", 3)
        assert not columns.worth_it(connection)
