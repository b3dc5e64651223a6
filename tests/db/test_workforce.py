"""The workforce is taken in whole or not at all, and the later load of a day counts."""

from __future__ import annotations

import gzip
import os
from datetime import date
from pathlib import Path

import pytest

from db.demo.workforce import DAY, PEOPLE
from db.demo.workforce import workforce as invented
from db.figures import Breakdown
from db.workforce import LARGEST, load_workforce, per_workforce, show_workforce, workforce
from hearings.errors import NotAllowed, UsageError
from hearings.people import rank_band
from hearings.workforce import GROUP
from tests.cast import TODAY

HEAD = "day,unit,rank_band,ethnicity,people"
GOOD = f"""{HEAD}
2014-03-01,Camden,sergeant,16+1:W1,40
2014-03-01,Camden,constable,16+1:W1,100
2014-03-01,Barnet,constable,,60
"""


def loaded(office, tmp_path, text=GOOD, account="caseworker"):
    file = tmp_path / "workforce.csv"
    file.write_text(text, "utf-8")
    return load_workforce(office.desk(account), file)


def people(office, by, day="2014-06-01"):
    with office.database.read() as connection:
        return workforce(connection, by, date.fromisoformat(day))


def test_the_lines_of_a_file_are_kept_and_what_it_leaves_out_is_not_known(office, tmp_path):
    found = loaded(office, tmp_path)

    assert (found.lines, found.people) == (3, {"2014-03-01": 200})
    assert people(office, ()) == ("2014-03-01", {(): 200})
    assert people(office, ("unit",))[1] == {("Camden",): 140, ("Barnet",): 60}
    assert people(office, ("ethnicity",))[1] == {("16+1:W1",): 140, ("",): 60}
    shown = show_workforce(office.desk("auditor"), date(2014, 6, 1))
    assert len(shown.lines) == 3
    assert all(len(group) == len(GROUP) for group, _people in shown.lines)


def test_a_later_load_of_the_same_day_counts_and_the_earlier_stays_on_record(office, tmp_path):
    loaded(office, tmp_path)
    loaded(office, tmp_path, f"{HEAD}\n2014-03-01,Camden,sergeant,,50\n")

    assert people(office, ("unit",))[1] == {("Camden",): 50}
    assert office.rows("SELECT count(*), count(DISTINCT load) FROM workforce") == [(4, 2)]


def test_the_latest_day_on_or_before_the_one_asked_for_counts(office, tmp_path):
    loaded(office, tmp_path)
    loaded(office, tmp_path, "day,people\n2014-05-01,300\n")

    assert people(office, (), "2014-02-28") == ("", {})
    assert people(office, (), "2014-03-01") == ("2014-03-01", {(): 200})
    assert people(office, (), "2014-04-30") == ("2014-03-01", {(): 200})
    assert people(office, (), "2014-05-01") == ("2014-05-01", {(): 300})


BAD = {
    "a column nobody knows": ("day,colour,people\n2014-03-01,red,3\n", "line 1: 'colour'"),
    "a column twice": ("day,unit,unit,people\n2014-03-01,a,b,3\n", "line 1: 'unit'"),
    "no people": ("day,unit\n2014-03-01,Camden\n", "the column people is missing"),
    "no line": (f"{HEAD}\n", "no line of people"),
    "nothing": ("", "no line of people"),
    "a value": (GOOD + "2014-03-01,Brent,wizard,,5\n", "line 5, rank_band: 'wizard'"),
    "a cell too few": (GOOD + "2014-03-01,Brent,constable\n", "line 5: 3 cells"),
    "a group twice": (GOOD + "2014-03-01,Barnet,constable,,1\n", "line 5: .* line 4"),
    "a number": (GOOD + "2014-03-01,Brent,constable,,many\n", "line 5, people: 'many'"),
    "a quotation mark": (GOOD + '2014-03-01,"Brent,constable,,5\n', "quotation"),
}


@pytest.mark.parametrize("what", BAD)
def test_a_file_with_a_fault_is_taken_in_not_at_all_and_the_fault_is_named(office, tmp_path, what):
    text, said = BAD[what]
    with pytest.raises(UsageError, match=said):
        loaded(office, tmp_path, text)

    assert office.rows("SELECT count(*) FROM workforce") == [(0,)]


def test_what_never_ends_or_is_too_large_is_refused_before_it_is_read(office, tmp_path):
    """Catches a device or a packed file that is read until no memory is left."""
    packed, pipe, large = tmp_path / "it.csv.gz", tmp_path / "pipe", tmp_path / "large.csv"
    packed.write_bytes(gzip.compress(bytes(LARGEST + 1)))
    os.mkfifo(pipe)
    with large.open("wb") as file:
        file.truncate(LARGEST + 1)
    refused = {
        Path("/dev/zero"): "name a plain file",
        pipe: "name a plain file",
        tmp_path: "name a plain file",
        packed: f"larger than the {LARGEST:,} bytes",
        large: f"larger than the {LARGEST:,} bytes",
    }
    for file, said in refused.items():
        with pytest.raises(UsageError, match=said) as found:
            load_workforce(office.desk("caseworker"), file)
        assert str(found.value).startswith(str(file))
    assert office.rows("SELECT count(*) FROM workforce") == [(0,)]


def test_another_encoding_is_named(office, tmp_path):
    file = tmp_path / "workforce.csv"
    file.write_bytes("day,unit,people\n2014-03-01,Zoë,3\n".encode("latin-1"))
    with pytest.raises(UsageError, match="utf-8"):
        load_workforce(office.desk("caseworker"), file)


def test_who_may_not_import_and_who_may_not_see_figures_is_refused_and_kept(office, tmp_path):
    with pytest.raises(NotAllowed):
        loaded(office, tmp_path, account="local_assessor")
    assert office.trail()[-1][1] == "workforce.import"
    with pytest.raises(NotAllowed):
        show_workforce(office.desk("local_assessor"), date(2014, 6, 1))
    with pytest.raises(NotAllowed):
        per_workforce(office.desk("local_assessor"), Breakdown())
    assert {row[5] for row in office.trail()[-3:]} == {"refused"}


def test_what_was_loaded_is_in_the_trail(office, tmp_path):
    loaded(office, tmp_path)
    show_workforce(office.desk("auditor"), date(2014, 6, 1))
    per_workforce(office.desk("auditor"), Breakdown())

    assert [row[1] for row in office.trail()[-3:]] == [
        "workforce.import", "workforce.show", "figures.workforce"]  # fmt: skip
    assert '"2014-03-01": 200' in office.trail()[-3][-1]


# ------ rates


def rates(office, **asked):
    found = per_workforce(office.desk("auditor"), Breakdown(**asked))
    rows = {tuple(row.key.values()): row.counts for row in found.report.rows}
    return found, rows


def test_officers_and_cases_are_set_beside_the_people_of_their_group(office, tmp_path):
    loaded(office, tmp_path)
    ref = office.receive()
    office.go("add_subject", ref.split("/")[0], person="201235", name="P Two", rank="PC",
              standard="force", narrative="Pushed.", reason="Seen.")  # fmt: skip
    found, rows = rates(office, by=("rank_band",))

    assert found.day == "2014-03-01"
    total = found.report.total
    assert (total.subjects.count, total.subjects.people, total.cases.count) == (2, 200, 1)
    assert total.subjects.spread == pytest.approx(2**0.5)
    assert (rows["sergeant",].subjects.count, rows["sergeant",].subjects.people) == (1, 40)
    assert (rows["constable",].subjects.rate, rows["constable",].cases.rate) == (
        pytest.approx(1 / 1.6), pytest.approx(1 / 1.6))  # fmt: skip


def test_a_group_with_people_and_no_matter_stands_at_nought(office, tmp_path):
    loaded(office, tmp_path)
    office.receive()
    _found, rows = rates(office, by=("unit",))

    assert (rows["Barnet",].subjects.count, rows["Barnet",].subjects.rate) == (0, 0.0)


def test_a_group_without_people_says_so_and_is_not_nought(office, tmp_path):
    loaded(office, tmp_path)
    office.receive(unit="Brent")
    _found, rows = rates(office, by=("unit",))

    assert (rows["Brent",].subjects.count, rows["Brent",].subjects.rate) == (1, None)


def test_officers_of_a_unit_that_the_workforce_leaves_out_are_set_over_nobody(office, tmp_path):
    """Catches 3 officers of 200 people in all, of whom one serves in a unit outside the 200.

    Planted: the rows by unit said `no workforce figure` of Brent, and the total counted it.
    """
    loaded(office, tmp_path)
    office.receive()
    office.receive(person="201302", name="P Two", unit="Barnet")
    office.run("UPDATE subjects SET unit = '' WHERE unit = 'Barnet'")
    known, rows = rates(office, by=("unit",))
    assert (known.uncounted, known.report.total.subjects.people) == ((), 200)
    office.receive(person="201303", name="P Three", unit="Brent")
    for by in ((), ("unit",), ("rank_band",)):
        found, rows = rates(office, by=by)
        total = found.report.total
        assert found.uncounted == ("Brent",)
        assert (total.subjects.count, total.subjects.rate, total.cases.rate) == (3, None, None)
        assert ("unit" in by) == any(one.subjects.people for one in rows.values())
    alone, _rows = rates(office, where={"unit": "Camden"})
    assert (alone.uncounted, alone.report.total.subjects.people) == ((), 140)


def test_a_field_that_no_line_has_gives_no_rate_at_all(office, tmp_path):
    """Else all of the workforce would be people whose sex is not known, and a base for them."""
    loaded(office, tmp_path)
    office.receive()
    found, rows = rates(office, by=("sex",))

    assert found.lacking == ("sex",)
    assert all(one.subjects.people is None for one in rows.values())
    assert found.report.total.subjects.people == 200
    narrowed, _rows = rates(office, where={"sex": "F"})
    assert narrowed.report.total.subjects.people is None


def test_before_any_workforce_there_is_no_rate(office, tmp_path):
    loaded(office, tmp_path)
    office.receive()
    found, _rows = rates(office, end=date(2014, 2, 1))

    assert (found.day, found.report.total.subjects.people) == ("", None)


def test_a_rate_is_of_twelve_months_unless_days_are_given_and_says_which(office, tmp_path):
    """Catches all matters there ever were, over the people of one day, read as a year's.

    Planted: with no default the two officers of 2012 and of 2014 would both be in it.
    """
    loaded(office, tmp_path)
    for number, day in ((201235, "2012-03-12"), (201236, "2014-03-12")):
        office.receive(person=str(number), name="P", attention_date=date.fromisoformat(day))
    found, _rows = rates(office)
    assert (found.period.first, found.period.last) == (date(2013, 6, 2), TODAY)
    assert (found.report.asked.start, found.report.asked.end) == (date(2013, 6, 2), TODAY)
    assert found.report.total.subjects.count == 1
    since, _rows = rates(office, start=date(2012, 1, 1))
    assert (since.period.last, since.report.total.subjects.count) == (TODAY, 2)
    until, _rows = rates(office, end=date(2014, 3, 11))
    assert (until.period.first, until.report.total.subjects.count) == (date(2013, 3, 12), 0)
    later, _rows = rates(office, start=date(2015, 1, 1))
    assert (later.period.days, later.report.total.subjects.count) == (1, 0)
    with pytest.raises(UsageError, match="ends before it begins"):
        rates(office, start=date(2014, 1, 2), end=date(2014, 1, 1))


@pytest.mark.parametrize("name", ["standard", "year", "assessor", "colour"])
def test_it_cannot_be_asked_for_by_what_the_workforce_does_not_say(office, name):
    with pytest.raises(UsageError, match=name):
        per_workforce(office.desk("auditor"), Breakdown(by=(name,)))


# ------ the demonstration's


def test_the_invented_workforce_is_hmics_and_the_same_every_time():
    lines = list(invented())

    assert sum(line.people for line in lines) == PEOPLE == 44_400
    assert lines == list(invented())
    assert {line.day for line in lines} == {DAY}
    assert len({line.group for line in lines}) == len(lines)
    assert all(line.people > 0 for line in lines)


def test_the_invented_workforce_has_every_group_at_its_share():
    by_ethnicity: dict[str, int] = {}
    for line in invented():
        by_ethnicity[line.group[3]] = by_ethnicity.get(line.group[3], 0) + line.people

    assert by_ethnicity["16+1:W1"] == pytest.approx(PEOPLE * 0.705, rel=0.01)
    assert by_ethnicity["16+1:B1"] == pytest.approx(PEOPLE * 0.022, rel=0.03)
    assert by_ethnicity["16+1:M2"] == pytest.approx(PEOPLE * 0.004, rel=0.08)


def test_a_smaller_demonstration_has_as_many_fewer_who_serve():
    assert sum(line.people for line in invented(211)) == PEOPLE // 10
    assert rank_band("Constable") in {line.group[1] for line in invented(60)}
