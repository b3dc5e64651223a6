"""Mappings: what one can say, and the sentence for what it cannot."""

from __future__ import annotations

import pytest

from db.mapping import FIELDS, Filled, Range, read
from hearings.errors import UsageError
from tests.repository import ROOT

SOURCE = '[source]\nname = "Old forms"\n'
COLUMNS = '[columns]\ncase = "ref"\nperson = "officer"\nattention_date = "received"\n'


@pytest.fixture
def written(tmp_path):
    def write(text):
        path = tmp_path / "map.toml"
        path.write_text(text, "utf-8")
        return path

    return write


def test_a_mapping_is_read_whole(written):
    found = read(
        written(
            SOURCE
            + 'note = "Typed in by hand."\n'
            + COLUMNS
            + 'closed_date = { column = "closed", format = "%d/%m/%Y" }\n'
            + "[columns.local_level]\n"
            + 'column = "first"\n'
            + 'values = { "600" = "neither", "0..180" = "misconduct", "" = "none" }\n'
        )
    )

    assert (found.name, found.regime, found.note) == ("Old forms", "", "Typed in by hand.")
    assert not found.undated
    assert found.realm == ""
    assert found.fields["case"] == Filled(("ref",))
    assert found.fields["closed_date"] == Filled(("closed",), "%d/%m/%Y")
    assert found.fields["local_level"] == Filled(
        ("first",), "", {"600": "neither", "": ""}, (Range(0, 180, "misconduct"),)
    )


def test_an_archive_without_clocks_has_people_of_its_own_and_may_leave_them_out(written):
    text = SOURCE + 'regime = "none"\n[columns]\ncase = "ref"\nallegation = "number"\n'

    found = read(written(text))

    assert found.undated
    assert found.realm == "Old forms"


def test_every_field_of_the_contract_can_be_filled(written):
    lines = [f'{name} = "{name}"' for name in FIELDS]

    assert set(read(written(SOURCE + "[columns]\n" + "\n".join(lines))).fields) == set(FIELDS)


def test_the_shipped_mapping_is_read():
    found = read(ROOT / "docs" / "examples" / "chicago.toml")

    assert found.name == "Chicago 2000-2016"
    assert "Stand-in" in found.note
    assert found.fields["local_level"].values == found.fields["dps_level"].values


WRONG = {
    "no TOML": ("[source", "cannot be read"),
    "an unknown table": (SOURCE + COLUMNS + "[colums]\n", "unknown key colums"),
    "an unknown key": (SOURCE + 'nme = "x"\n' + COLUMNS, "[source] has an unknown key nme"),
    "an unknown field": (SOURCE + COLUMNS + 'weight = "kg"\n', "unknown field weight"),
    "an unknown key of a column": (
        SOURCE + COLUMNS + 'unit = { column = "u", format = "x" }\n',
        "[columns] unit has an unknown key format",
    ),
    "an unknown regime": (SOURCE + 'regime = "2012"\n' + COLUMNS, "regime cannot be '2012'"),
    "no name": ("[source]\n" + COLUMNS, "needs the name"),
    "a name of two lines": ('[source]\nname = "a\\nb"\n' + COLUMNS, "one line of plain text"),
    "no case": (SOURCE + '[columns]\nperson = "p"\nattention_date = "d"\n', "a column for case"),
    "no person": (SOURCE + '[columns]\ncase = "c"\nattention_date = "d"\n', "column for person"),
    "no attention date": (SOURCE + '[columns]\ncase = "c"\nperson = "p"\n', "for attention_date"),
    "no key at all": (
        SOURCE + 'regime = "none"\n[columns]\ncase = "c"\n',
        "for person or for allegation",
    ),
    "no column": (SOURCE + COLUMNS + "unit = {}\n", "unit does not say which column"),
    "a number for a column": (SOURCE + COLUMNS + "unit = 3\n", "unit is a column's name"),
    "values that are no table": (
        SOURCE + COLUMNS + 'unit = { column = "u", values = "x" }\n',
        "unit.values must be a table",
    ),
    "a level that is none": (
        SOURCE + COLUMNS + 'local_level = { column = "l", values = { "1" = "grave" } }\n',
        "local_level cannot be 'grave'",
    ),
    "a column named twice": (
        SOURCE + COLUMNS + 'closed_date = { column = ["c", "c"] }\n',
        "closed_date names a column twice",
    ),
    "a list of no columns": (SOURCE + COLUMNS + "unit = { column = [] }\n", "does not say which"),
    "a finding that is none": (
        SOURCE + COLUMNS + 'finding = { column = "f", values = { "1" = "guilty" } }\n',
        "finding cannot be 'guilty'; it is one of not_proven, misconduct, gross_misconduct",
    ),
    "an outcome that is none": (
        SOURCE + COLUMNS + 'outcome = { column = "o", values = { "1" = "sacked" } }\n',
        "outcome cannot be 'sacked'",
    ),
    "a forum that is none": (
        SOURCE + COLUMNS + 'forum = { column = "f", values = { "1" = "court" } }\n',
        "forum cannot be 'court'; it is one of meeting, hearing, accelerated",
    ),
    "a Standard that is none": (
        SOURCE + COLUMNS + 'standard = { column = "s", values = { "1" = "tidiness" } }\n',
        "standard cannot be 'tidiness'",
    ),
    "a range that runs backwards": (
        SOURCE + COLUMNS + 'unit = { column = "u", values = { "9..1" = "x" } }\n',
        "ends before it begins",
    ),
    "a number with two meanings": (
        SOURCE + COLUMNS + 'unit = { column = "u", values = { "1..5" = "x", "5..9" = "y" } }\n',
        "gives 5 two meanings",
    ),
    "a format without a year": (
        SOURCE + COLUMNS + 'closed_date = { column = "c", format = "%d/%m" }\n',
        "does not hold a year",
    ),
    "a format that is none": (
        SOURCE + COLUMNS + 'closed_date = { column = "c", format = "%Q" }\n',
        "the format of closed_date",
    ),
}


@pytest.mark.parametrize(("text", "words"), WRONG.values(), ids=WRONG)
def test_what_a_mapping_cannot_say_is_refused_by_file_and_key(written, text, words):
    path = written(text)

    with pytest.raises(UsageError) as refused:
        read(path)

    assert words in str(refused.value)
    assert str(path) in str(refused.value)


def test_a_field_can_be_filled_from_the_one_of_several_columns_that_says_something(written):
    lines = 'closed_date = { column = ["tried", "settled"], format = "%m/%d/%Y" }\n'

    found = read(written(SOURCE + COLUMNS + lines))

    assert found.fields["closed_date"] == Filled(("tried", "settled"), "%m/%d/%Y")


OWN = {
    "a finding by its key": ("finding", "gross_misconduct", "gross_misconduct"),
    "a finding by its words": ("finding", "Not proven", "not_proven"),
    "an outcome by its words": ("outcome", "Final Written Warning", "final_written_warning"),
    "a forum by its words": ("forum", "Accelerated hearing", "accelerated"),
}


@pytest.mark.parametrize(("field", "text", "key"), OWN.values(), ids=OWN)
def test_a_dated_archive_says_findings_outcomes_and_forums_as_we_do(written, field, text, key):
    """Catches words that are kept as they stand where the law knows them by another name."""
    line = f'{field} = {{ column = "x", values = {{ "1" = "{text}" }} }}\n'

    dated = read(written(SOURCE + COLUMNS + line))
    assert dated.fields[field].values == {"1": key}
    undated = read(written(SOURCE + 'regime = "none"\n' + COLUMNS + line))
    assert undated.fields[field].values == {"1": text}


def test_a_mapping_that_is_not_there_is_a_sentence(tmp_path):
    with pytest.raises(UsageError, match="cannot be read"):
        read(tmp_path / "nowhere.toml")
