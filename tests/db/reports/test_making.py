"""What a report says is what the record says, and nothing that its audience may not have."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest

from db.actions import Desk
from db.disparity import Asked, disparity
from db.figures import Breakdown, reassessment
from db.releases import Release
from db.reports import making
from db.reports.associations import AGAINST, FIELDS, _counted, _table, associations_report, year_to
from db.reports.disparity import BY, LADDER
from db.reports.model import Table
from db.reports.reassessment import reassessment_report
from db.reports.released import outward_report
from db.workforce import keep_lines
from hearings.disclosure import audience_named
from hearings.disparity.comparing import SAYS_NOT
from hearings.errors import NotAllowed, UsageError
from hearings.workforce import line_of
from tests.cast import NOW, TODAY

QUARTER = "2014-Q1"


@pytest.fixture
def decided(office):
    """Give an office in which some were lowered, some left, one waits, and one is of April."""
    for _number in range(7):
        office.decided("gross_misconduct", "misconduct")
    for _number in range(6):
        office.decided("misconduct", "misconduct")
    office.passed()
    office.decided("gross_misconduct", "misconduct", attention_date="2014-04-01")
    return office


def cells(report):
    """Give every cell of every table of a report, without headings and row names."""
    data = report.data()
    blocks = [block for section in data["sections"] for block in section["blocks"]]
    return [cell for b in blocks if "table" in b for row in b["table"]["rows"] for cell in row[1:]]


def test_the_report_counts_what_the_figures_count(decided):
    """Catches a report with figures of its own, and a quarter that ends a day early."""
    desk = decided.desk("supervisor")
    report = reassessment_report(desk, QUARTER)
    found = reassessment(desk, Breakdown(start=date(2014, 1, 1), end=date(2014, 3, 31))).total
    assert (found.decided, found.changed, found.undecided) == (13, 7, 1)
    table = next(b for b in report.sections[0].blocks if isinstance(b, Table))
    assert table.rows[0][:4] == ("changed, of decided", "7", "13", "53.8 %")
    beside = next(b for b in report.sections[1].blocks if isinstance(b, Table))
    assert beside.rows[0] == ("not yet decided", "1")


@pytest.mark.parametrize("make", [
    reassessment_report,
    lambda desk, quarter: outward_report(desk, quarter, "staff"),
    associations_report,
])  # fmt: skip
def test_a_report_says_of_which_day_its_counts_are_and_whether_the_quarter_is_over(decided, make):
    """Catches counts of today said to have stood so on the day of `--as-of`.

    Planted: `as they stood on` that day, of matters that came in after it; a quarter of a year to
    come without a remark.
    """
    for quarter, today, said in (
        (QUARTER, date(2014, 3, 31), [" is unfinished: it is not over on 2014-03-31."]),
        (QUARTER, date(2014, 4, 1), []),
        ("2016-Q1", TODAY, [" is unfinished: it has not begun on 2014-06-01."]),
    ):
        _whom, counted, *more = make(decided.desk("supervisor", today), quarter).lead
        assert f"on {NOW.date().isoformat()}" in counted
        assert "stood" not in counted
        assert [one.removeprefix("This quarter").removeprefix("This year") for one in more] == said


def test_a_report_of_nobody_widens_nothing(decided):
    """Catches `widened 1.00 times` under a table of noughts."""
    section = reassessment_report(decided.desk("supervisor"), "2016-Q1").sections[0]
    assert not [block for block in section.blocks if "widened" in str(block)]


def test_the_words_of_every_picture_stand_in_its_table(decided):
    """Catches a sentence with a number that no figure of the report has."""
    number = re.compile(r"\d(?:[\d,]*\d)?(?:\.\d+)?")
    for block in (
        block
        for section in reassessment_report(decided.desk("supervisor"), QUARTER).data()["sections"]
        for block in section["blocks"]
        if block["kind"] == "picture"
    ):
        grid = block["table"]
        held = " ".join([*grid["columns"], *(cell for row in grid["rows"] for cell in row)])
        said = " ".join(block["words"]).replace("99.8 % limits around", "")
        assert set(number.findall(said)) <= set(number.findall(held)), block["title"]


def test_a_covert_matter_is_in_no_report(decided):
    """Catches a section that counts by a query of its own."""
    desk = decided.desk("supervisor")
    before = reassessment_report(desk, QUARTER).data()
    decided.run("UPDATE cases SET sensitivity = 'covert' WHERE id = (SELECT min(id) FROM cases)")
    first = decided.rows("SELECT min(case_id) FROM subjects")[0][0]
    decided.run("UPDATE subjects SET pair_state = '' WHERE case_id = :first", first=first)
    after = reassessment_report(desk, QUARTER).data()
    counted = re.compile(r"([\d,]+) officers in")
    numbers = [int(counted.findall(data["lead"][1])[0]) for data in (before, after)]
    assert numbers == [14, 13]


def test_what_left_for_an_audience_is_all_that_its_report_says(decided):
    """Catches an exact number beside a protected one: remove the withholding and this fails."""
    desk = decided.desk("supervisor")
    for audience, least, base in (("staff", 5, 1), ("public", 10, 5)):
        for make in (outward_report, associations_report):
            for cell in cells(make(desk, QUARTER, audience)):
                if re.fullmatch(r"[\d,]+", cell):
                    number = int(cell.replace(",", ""))
                    assert number == 0 or number >= least, (make, cell)
                    assert number % base == 0


def test_the_table_for_associations_has_one_shape(decided):
    """Catches rows that come and go with whoever is in them."""
    desk = decided.desk("supervisor")

    def shape(quarter):
        report = associations_report(desk, quarter)
        tables = [b for s in report.sections for b in s.blocks if isinstance(b, Table)]
        fixed = {"in all", "others, counted together"}
        return [(t.title, t.columns, [r[0] for r in t.rows if r[0] not in fixed]) for t in tables]

    assert shape("2014-Q1") == shape("2013-Q4")
    wanted = [f"{by} against {AGAINST[key].title}" for _field, by in FIELDS for key in AGAINST]
    assert [title for title, *_rest in shape("2014-Q1")] == wanted


def test_the_most_wanted_table_is_made_first(decided):
    """Catches an order by which the table that was asked for is kept back by one that was not."""
    associations_report(decided.desk("supervisor"), QUARTER)
    order = [(field, key) for field, _words in FIELDS for key in AGAINST]
    assert order[:3] == [
        ("ethnicity", "outcome"), ("ethnicity", "gross_lowered"), ("ethnicity", "investigated"),
    ]  # fmt: skip
    asked = [json.loads(row[0]) for row in decided.rows("SELECT asked FROM releases ORDER BY id")]
    made = [(one["by"], one["against"]) for one in asked]
    assert made[0] == order[0]
    assert made == sorted(made, key=order.index)


@pytest.mark.parametrize(
    ("quarter", "start", "end"),
    [
        ("2014-Q1", date(2013, 4, 1), date(2014, 3, 31)),
        ("2014-Q4", date(2014, 1, 1), date(2014, 12, 31)),
        ("2016-Q1", date(2015, 4, 1), date(2016, 3, 31)),
        ("0001-Q1", date(1, 4, 1), date(1, 3, 31)),
    ],
)
def test_the_tables_are_of_the_twelve_months_to_the_end_of_the_quarter(quarter, start, end):
    assert year_to(quarter) == (start, end)


def test_columns_that_were_counted_together_say_so_in_the_fixed_shape():
    """Catches a nought, or a column that goes, where two columns left as one."""
    against = AGAINST["outcome"]
    columns = ("dismissed", "not_dismissed")
    rows = ("F", "others together")
    published = {(row, column): 7 for row in (*rows, None) for column in (*columns, None)}
    left = Release(1, date(2014, 4, 1), "", audience_named("staff"), "associations", {}, rows,
                   columns, (), rows[1], published)  # fmt: skip
    table = _table(left, "sex", against, "")
    assert len(table.columns) == 1 + len(against.heads)
    together = "counted together"
    whole = ("7", together, together, "7", "7")
    assert table.rows == (
        ("F", *whole), ("M", *[together] * 5), ("not recorded", *[together] * 5),
        ("others, counted together", *whole), ("in all", *whole),
    )  # fmt: skip


def test_a_table_that_cannot_leave_says_so_and_not_why(decided):
    """Catches a sentence that tells the reader how few there are."""
    report = associations_report(decided.desk("supervisor"), QUARTER, "public")
    assert report.aside
    said = json.dumps(report.data())
    assert said.count("This table is not given.") == len(report.aside)
    assert not any(sentence.split(": ", 1)[1] in said for sentence in report.aside)


def test_an_outcome_that_stands_is_counted_and_one_set_aside_is_not(decided):
    """Catches an outcome set aside, one of another year, and a base of those without one."""
    ids = [row[0] for row in decided.rows("SELECT id FROM subjects ORDER BY id")]
    for place, outcome in enumerate(["dismissal_without_notice"] * 8 + ["written_warning"] * 6):
        kept = dict.fromkeys(
            ("finding", "chair", "culpability", "harm_level", "edition", "features",
             "warns_from", "warns_to", "compared_on", "disposal"), "",
        )  # fmt: skip
        numbers = dict.fromkeys(("overturned", "comparators", "lighter", "same", "heavier"), 0)
        standing = "quashed" if place == 13 else "stands"
        day = "2013-03-31" if place == 0 else "2014-03-31"
        row = {"subject_id": ids[place], "ended": "outcome", "forum": "hearing", "regime": "2012",
               "outcome": outcome, "standing": standing, "decided_on": day,
               **kept, **numbers}  # fmt: skip
        with decided.database.write() as connection:
            connection.insert("conclusions", row)
    assert tabled(decided, "outcome") == {
        ("not recorded", "dismissed"): 7,
        ("not recorded", "warning"): 5,
    }


def tabled(office, against):
    """Count a table of the associations by sex."""
    with office.database.read() as connection:
        found = _counted(connection, period=year_to(QUARTER), field="sex", against=AGAINST[against])
    return dict(found.counts)


def test_what_is_made_of_gross_misconduct_is_of_those_decided(decided):
    """Catches officers who wait, those first assessed otherwise, and those of April."""
    assert tabled(decided, "gross_lowered") == {("not recorded", "lowered"): 7}
    assert sum(tabled(decided, "investigated").values()) == 14


def section(report, title):
    """Give the blocks of one section."""
    return next(one.blocks for one in report.sections if one.title == title)


def test_how_groups_fared_is_what_disparity_counts(decided):
    """Catches a ladder with a step or a group left out, and one of another quarter."""
    desk = decided.desk("supervisor")
    blocks = section(reassessment_report(desk, QUARTER), "How groups fared")
    tables = {block.title: block.rows for block in blocks if isinstance(block, Table)}
    start, end = date(2014, 1, 1), date(2014, 3, 31)
    titled = {"ethnicity": "self-defined ethnicity", "sex": "sex"}
    for by in BY:
        for key in LADDER:
            (step,) = disparity(desk, Asked(by, key, start=start, end=end)).steps
            words = step.measure.words
            title = f"{words[:1].upper()}{words[1:]}, by {titled[by]}"
            rows = step.found.rows
            counted = [(f"{row.counts.changed:,}", f"{row.counts.decided:,}") for row in rows]
            assert [row[1:3] for row in tables.get(title, ())[:-1]] == counted, (by, key)
    assert sum(int(rows[-1][2]) for rows in tables.values()) == 2 * (7 + 6 + 6)
    assert blocks[-1] == SAYS_NOT


def test_matters_to_a_hundred_are_of_the_workforce_of_the_day(decided):
    """Catches a rate without a workforce, and one of another day's."""
    desk = decided.desk("supervisor")
    without = section(reassessment_report(desk, QUARTER), "To a hundred of the workforce")
    assert without == ("No workforce was taken in by 2014-03-31, so there is no rate.",)
    with decided.database.write() as connection:
        for day, people in (("2014-03-01", 200), ("2014-06-01", 900)):
            keep_lines(connection, [line_of({"day": day, "unit": "Camden", "people": str(people)})])
    blocks = section(reassessment_report(desk, QUARTER), "To a hundred of the workforce")
    first, second = (block for block in blocks if isinstance(block, Table))
    assert "2014-03-01" in " ".join(block for block in blocks if isinstance(block, str))
    assert [row[:4] for row in first.rows] == [
        ("officers in a case", "14", "200", "7.0"), ("cases", "14", "200", "7.0"),
    ]  # fmt: skip
    assert [row[:4] for row in second.rows] == [("Camden", "14", "200", "7.0")]


@pytest.mark.parametrize("audience", ["staff", "public"])
def test_how_groups_fared_leaves_by_releases_alone(decided, audience):
    """Catches a table of groups that goes round the attack, or is left out without a word."""
    desk = decided.desk("supervisor")
    report = outward_report(desk, QUARTER, audience)
    blocks = section(report, "How groups fared")
    given = [block for block in blocks if isinstance(block, Table)]
    left = decided.rows("SELECT figure FROM releases WHERE figure = 'disparity'")
    refused = [said for said in report.aside if ", by " in said]
    assert len(given) == len(left)
    assert len(given) + len(refused) == len(BY) * len(LADDER)
    assert not any("among like matters" in name for table in given for name in table.columns)


@pytest.mark.parametrize("kind", making.KINDS)
def test_a_report_leaves_its_line_in_the_trail(decided, kind):
    made = making.make(decided.desk("supervisor"), kind, QUARTER, "", "html")
    last = decided.trail()[-1]
    assert last[1] == "report.make"
    assert json.loads(last[6])["sha256"] == made.sha256


@pytest.mark.parametrize(
    ("kind", "audience", "account"),
    [
        ("reassessment", "internal", "local_assessor"),
        ("reassessment", "staff", "caseworker"),
        ("associations", "public", "caseworker"),
        ("associations", "staff", "investigator"),
    ],
)
def test_who_may_not_is_refused_and_that_is_kept(decided, kind, audience, account):
    """Catches a report that goes round the right to figures, or to releases."""
    with pytest.raises(NotAllowed):
        making.make(decided.desk(account), kind, QUARTER, audience, "html")
    assert any(row[5] == "refused" for row in decided.trail()[-3:])
    assert not [row for row in decided.trail() if row[1] == "report.make"]


@pytest.mark.parametrize(
    ("kind", "quarter", "audience", "form", "error"),
    [
        ("year", QUARTER, "", "html", UsageError),
        ("reassessment", QUARTER, "", "odt", UsageError),
        ("reassessment", QUARTER, "press", "html", UsageError),
        ("associations", QUARTER, "internal", "html", UsageError),
        ("reassessment", "2014-Q5", "", "html", UsageError),
        ("reassessment", "2014", "", "html", UsageError),
    ],
)
def test_what_cannot_be_asked_for_is_refused(office, kind, quarter, audience, form, error):
    with pytest.raises(error):
        making.make(office.desk("supervisor"), kind, quarter, audience, form)


def test_an_empty_quarter_is_a_report_without_data(office):
    report = reassessment_report(office.desk("supervisor"), "2010-Q2")
    assert "no data" in cells(report)
    assert not [cell for cell in cells(report) if cell == "0.0 %"]


def test_making_it_twice_gives_the_same_bytes(decided):
    desk: Desk = decided.desk("supervisor")
    made = [making.make(desk, "associations", QUARTER, "staff", "pdf").body for _again in range(2)]
    assert made[0] == made[1]
