"""What the importer cannot take: one row, with its reason, or a whole file, with a sentence."""

from __future__ import annotations

import csv
import gzip
import stat

import pytest

from db.mapping import read
from hearings.errors import HearingsError, UsageError
from hearings.people import person_types
from tests.db.archive import HEADING, Shelf, mapping, read_rejects, row, rows, write


@pytest.fixture
def shelf(office, tmp_path):
    return Shelf(office, tmp_path)


@pytest.fixture
def sheet(store_templates, tmp_path):
    """Give a shelf on SQLite alone, for what no database has a part in."""
    from tests.desks import opened

    with opened(store_templates.sqlite(tmp_path)) as office:
        yield Shelf(office, tmp_path)


LONG = "x" * 201

CELLS = {
    "a blank case": ({"ref": " "}, "ref", " ", "The case is blank."),
    "a blank person": ({"officer": ""}, "officer", "", "The person is blank."),
    "a blank attention date": ({"received": ""}, "received", "", "The attention date is blank."),
    "a day that is none": (
        {"received": "2014-02-30"},
        "received",
        "2014-02-30",
        "There is no such day; one is written as 2014-03-12.",
    ),
    "a day otherwise written": (
        {"closed": "20140312"},
        "closed",
        "20140312",
        "There is no such day; one is written as 2014-03-12.",
    ),
    "a day before any regime": (
        {"received": "2008-11-30"},
        "received",
        "2008-11-30",
        (
            "The attention date 2008-11-30 lies before 2008-12-01, when the first regime this"
            " product knows began."
        ),
    ),
    "a level with no line": ({"first": "X"}, "first", "X", "The mapping has no line for 'X'."),
    "a number in no range": ({"final": "10"}, "final", "10", "The mapping has no line for '10'."),
    "an unknown type": (
        {"type": "horse"},
        "type",
        "horse",
        f"person_type cannot be 'horse'; it is one of {', '.join(person_types())}.",
    ),
    "a control character": (
        {"called": "J\x1b]52;c;x\x07"},
        "called",
        "J\\x1b]52;c;x\\x07",
        "A control character (U+001B) stands at place 2.",
    ),
    "one of the second set": (
        {"kind": "a\x9bb"},
        "kind",
        "a\\x9bb",
        "A control character (U+009B) stands at place 2.",
    ),
    "one in a column that fills nothing": (
        {"remark": "\x00"},
        "remark",
        "\\x00",
        "A control character (U+0000) stands at place 1.",
    ),
    "a line break outside of prose": (
        {"station": "Cam\nden"},
        "station",
        "Cam\\nden",
        "A control character (U+000A) stands at place 4.",
    ),
    "a text that is too long": (
        {"station": LONG},
        "station",
        LONG,
        "The unit is longer than 200 characters.",
    ),
}


@pytest.mark.parametrize(("cells", "column", "value", "reason"), CELLS.values(), ids=CELLS)
def test_a_row_that_cannot_be_taken_is_left_out_with_its_reason(
    sheet, cells, column, value, reason
):
    answer = sheet.bring(rows({}, cells, {"ref": "OF-2"}))

    assert (answer["new"], answer["rejected"]) == (2, 1)
    (left_out,) = read_rejects(answer)
    assert [left_out[name] for name in ("line", "column", "value", "reason")] == [
        "3", column, value, reason,
    ]  # fmt: skip
    assert [left_out[name] for name in HEADING] == row(**{"officer": 902} | cells)


def test_a_blank_level_needs_a_line_of_its_own(sheet, tmp_path):
    text = (tmp_path / "map.toml").read_text().replace(', "" = "none"', "")
    (tmp_path / "map.toml").write_text(text)

    answer = sheet.bring(rows({}, {"final": ""}), mapping=read(tmp_path / "map.toml"))

    (left_out,) = read_rejects(answer)
    assert (left_out["column"], left_out["reason"]) == (
        "final",
        "The mapping has no line for a blank.",
    )


def test_an_archive_without_clocks_has_days_standards_and_types_of_its_own(sheet, tmp_path):
    plan = mapping(tmp_path, regime="none")

    sheet.bring(rows({"received": "1987-01-02", "breach": "Rule 4", "type": "horse"}), mapping=plan)

    assert sheet.office.rows("SELECT standard FROM allegations") == [("Rule 4",)]
    assert sheet.office.rows("SELECT person_type, received FROM subjects") == [
        ("horse", "1987-01-02")
    ]


def test_lines_are_those_of_the_file_also_after_a_cell_of_several(sheet):
    prose = {"words": "One,\ntwo,\r\nthree.", "remark": "a\n\tb"}
    answer = sheet.bring(rows(prose, {"first": "?"}, {}, prose | {"final": "?"}))

    assert [line["line"] for line in read_rejects(answer)] == ["6", "8"]
    view, _ = sheet.office.desk().show("OF-1/1")
    assert view.file.subjects[0].allegations[0].narrative == "One,\ntwo,\nthree."


def test_empty_lines_are_no_rows_but_are_lines(sheet, tmp_path):
    file = write(tmp_path / "old.csv", rows({}, {"first": "?"}))
    file.write_text(file.read_text().replace("\n", "\n\n"))

    answer = sheet.take(file)

    assert (answer["read"], answer["rejected"]) == (2, 1)
    assert read_rejects(answer)[0]["line"] == "5"


def test_a_short_or_a_long_row_keeps_its_cells_and_its_reasons_under_their_names(sheet):
    short, long = row(officer=902)[:5], [*row(officer=903), "one", "too many"]

    answer = sheet.bring([row(), short, long])

    first, second = read_rejects(answer)
    assert first["value"] == ",".join(short)
    assert first["reason"] == (
        f"The row has 5 cells and the heading {len(HEADING)};"
        " those that are not there are written (no cell) here."
    )
    assert [first[name] for name in HEADING] == [*short, *["(no cell)"] * (len(HEADING) - 5)]
    assert (first["line"], second["line"]) == ("3", "4")
    assert (
        second["reason"] == f"The row has {len(HEADING) + 2} cells and the heading {len(HEADING)}."
    )
    assert second[None] == ["one", "too many"]


def test_the_rejects_file_imports_again_only_as_far_as_it_is_mended(sheet, tmp_path):
    bad = [row(), row(officer=902)[:-1], [*row(officer=903), "x"], row(officer=904, first="?"),
           row(officer=905, received="soon")]  # fmt: skip
    first = sheet.bring(bad)
    place = tmp_path / "old.rejects.csv"
    assert first["rejects"] == str(place)

    untouched = sheet.take(place)

    assert (untouched["rejected"], untouched["absent"]) == (4, 1)
    assert untouched["rejects"] == str(tmp_path / "old.rejects.rejects.csv")
    with place.open(newline="") as file:
        heading, short, long, level, day = csv.reader(file)
    assert heading == [*HEADING, "line", "column", "value", "reason"]
    width = len(HEADING)
    mended = [
        [*short[: width - 1], "", *short[width:]],
        long[:-1],
        [*row(officer=904), *level[width:]],
        row(officer=905, received="2014-04-04"),
    ]
    half = [*short[: width - 2], "(no cell)", "", *short[width:]]
    with place.open("w", newline="") as file:
        csv.writer(file).writerows([heading, *mended, half])

    answer = sheet.take(place)

    assert (answer["new"], answer["rejected"], answer["absent"]) == (4, 1, 1)
    assert read_rejects(answer)[0]["column"] == HEADING[-2]
    assert sheet.bring(rows(*[{}] * 5))["changed"] == 1
    assert day[-1].startswith("There is no such day")


def test_the_rejects_file_is_its_owner_s_alone_and_never_takes_another_s_place(sheet, tmp_path):
    bad = rows({"first": "?"})

    places = [sheet.bring(bad)["rejects"] for _ in range(2)]
    named = sheet.bring(bad, rejects=tmp_path / "new" / "mine.csv")["rejects"]

    assert places == [str(tmp_path / "old.rejects.csv"), str(tmp_path / "old.rejects-2.csv")]
    assert named == str(tmp_path / "new" / "mine.csv")
    for place in (*places, named):
        assert stat.S_IMODE((tmp_path / place).stat().st_mode) == 0o600
    assert sheet.bring(bad, rejects=tmp_path / "new" / "mine.csv")["rejects"] == named
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == ["mine.csv"]


def test_nothing_is_written_where_nothing_is_rejected(sheet, tmp_path):
    assert sheet.bring(rows({}), rejects=tmp_path / "mine.csv")["rejects"] is None
    assert not (tmp_path / "mine.csv").exists()


@pytest.mark.parametrize("name", ["old.csv", "sub"])
def test_a_place_that_cannot_be_is_refused_before_anything_is_done(sheet, tmp_path, name):
    (tmp_path / "sub").mkdir()

    with pytest.raises(UsageError, match="cannot be written"):
        sheet.bring(rows({"first": "?"}), rejects=tmp_path / name)

    assert sheet.office.rows("SELECT count(*) FROM imports") == [(0,)]


def test_a_rejects_file_that_fails_at_last_says_that_the_import_is_done(
    sheet, tmp_path, monkeypatch
):
    monkeypatch.setattr("os.fsync", lambda _handle: (_ for _ in ()).throw(OSError(28, "No space")))

    with pytest.raises(HearingsError, match=r"The import is done, but .*No space"):
        sheet.bring(rows({}, {"first": "?"}))

    assert not list(tmp_path.glob("*.rejects*"))
    assert sheet.office.rows("SELECT count(*) FROM subjects") == [(1,)]


@pytest.mark.parametrize("sign", "=+-@")
def test_the_added_columns_are_no_formulas_and_the_own_ones_stay(sheet, sign):
    cell = f"{sign}cmd|' /C calc'!A0"

    (left_out,) = read_rejects(sheet.bring(rows({"first": cell})))

    assert left_out["first"] == cell
    assert left_out["value"] == f"'{cell}"


ENCODINGS = ("utf-8", "UTF_8", "utf-8-sig", "cp1252", "utf-16")


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("packed", [False, True])
def test_a_file_may_be_packed_and_in_any_encoding(sheet, tmp_path, encoding, packed):
    text = write(
        tmp_path / "old.csv", rows({"called": "Zoë"}, {"kind": "é", "first": "é"})
    ).read_text()
    file = tmp_path / ("old.csv.gz" if packed else "old.csv")
    content = text.encode(encoding)
    file.write_bytes(gzip.compress(content) if packed else content)

    answer = sheet.take(file, encoding=encoding)

    assert (answer["new"], answer["rejected"]) == (1, 1)
    assert answer["rejects"].endswith("old.rejects.csv")
    assert sheet.office.rows("SELECT name FROM persons WHERE number = '901'") == [("Zoë",)]
    kept = (tmp_path / "old.rejects.csv").read_bytes().decode(encoding)
    assert "no line for 'é'" in kept
    assert sheet.take(tmp_path / "old.rejects.csv", encoding=encoding)["rejected"] == 1


def test_a_byte_order_mark_is_no_part_of_the_heading(sheet, tmp_path):
    file = write(tmp_path / "old.csv", rows({}))
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())

    assert sheet.take(file)["new"] == 1


FILES = {
    "an unclosed quote": (
        lambda content: content.replace(b'Two."', b"Two."),
        "line 3: a quotation mark is opened there and never closed",
    ),
    "an unclosed quote in a large file": (
        lambda content: content.replace(b'Two."', b"Two.") + b"x" * 200_000,
        "line 3: a cell is longer than 131,072 characters",
    ),
    "a quote in a cell": (
        lambda content: content.replace(b'Two."', b'Two."x'),
        "line 3: the quotation marks do not hold together",
    ),
    "another encoding": (
        lambda content: content.replace(b"Camden", b"Caf\xe9", 1),
        "is not written in utf-8",
    ),
    "nothing": (lambda _content: b"", "has no heading"),
    "empty lines": (lambda _content: b"\n\n", "has no heading"),
    "half a gzip": (lambda content: gzip.compress(content)[:-20], "cannot be read"),
    "a spoilt gzip": (lambda content: gzip.compress(content)[:30] + b"0" * 90, "cannot be read"),
    "a column twice": (
        lambda content: content.replace(b"remark", b"ref", 1),
        "has more than one column 'ref'",
    ),
    "a column that is not there": (
        lambda content: content.replace(b"station", b"stations", 1),
        "has no column 'station'",
    ),
}


@pytest.mark.parametrize(("spoil", "words"), FILES.values(), ids=FILES)
def test_a_file_that_cannot_be_read_is_a_sentence_and_leaves_nothing(sheet, tmp_path, spoil, words):
    file = write(tmp_path / "old.csv", rows({}, {"words": "One.\nTwo."}, {}))
    file.write_bytes(spoil(file.read_bytes()))

    with pytest.raises(UsageError) as refused:
        sheet.take(file)

    assert words in str(refused.value)
    assert str(refused.value).endswith(".")
    assert sheet.office.rows("SELECT count(*) FROM cases") == [(0,)]


@pytest.mark.parametrize(
    ("name", "said"), [("nowhere.csv", "cannot be read: "), (".", "is not a file that can be read")]
)
def test_a_file_that_is_not_there_is_a_sentence(sheet, tmp_path, name, said):
    with pytest.raises(UsageError, match=said):
        sheet.take(tmp_path / name)


@pytest.mark.parametrize("encoding", ["martian", "rot13", "hex"])
def test_an_encoding_that_is_none_is_a_sentence(sheet, encoding):
    with pytest.raises(UsageError, match=f"There is no encoding '{encoding}'"):
        sheet.bring(rows({}), encoding=encoding)


@pytest.mark.parametrize("name", ["old.xls", "old.ods", "OLD.JSON"])
def test_other_kinds_of_file_are_a_sentence(sheet, tmp_path, name):
    with pytest.raises(UsageError, match="save it as CSV or XLSX, or as JSON Lines"):
        sheet.take(tmp_path / name)


@pytest.mark.parametrize("name", ["mine.xlsx", "mine.JSONL"])
def test_a_rejects_file_that_is_named_as_no_csv_is_refused(sheet, tmp_path, name):
    with pytest.raises(UsageError, match="are written as CSV"):
        sheet.bring(rows({"first": "?"}), rejects=tmp_path / name)


def test_rows_are_rejected_alike_on_both_databases(shelf):
    answer = shelf.bring(rows({}, {"first": "?"}, {"called": "\x00"}, {"station": LONG}))

    assert (answer["new"], answer["rejected"]) == (1, 3)
    shelf.folder.joinpath(str(answer["rejects"])).unlink()


def test_repeats_of_a_row_that_is_left_out_are_left_out_too(shelf):
    own = shelf.office.receive().partition("/")[0]

    answer = shelf.bring([row(ref=own), row(ref=own)])

    assert (answer["rejected"], answer["unchanged"]) == (2, 0)
    assert [line["line"] for line in read_rejects(answer)] == ["2", "3"]
    shelf.folder.joinpath(str(answer["rejects"])).unlink()
