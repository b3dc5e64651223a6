"""Workbooks and JSON Lines: the same rows, the same rules, and the same sentences as CSV."""

from __future__ import annotations

import builtins
import csv
import gzip
import json
import re
import zipfile
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.importer.reading import records
from db.mapping import FIELDS, read
from hearings.errors import UsageError
from tests.db.archive import COLUMNS, HEADING, Shelf, mapping, read_rejects, row, rows
from tests.desks import opened
from tests.repository import ROOT

DAYS = ("received", "happened", "closed")


@pytest.fixture
def sheet(store_templates, tmp_path):
    """Give a shelf on SQLite alone: no database has a part in how a file is read."""
    with opened(store_templates.sqlite(tmp_path)) as office:
        yield Shelf(office, tmp_path)


def workbook(
    path: Path,
    lines: list[list[Any]],
    *,
    top: int = 0,
    left: int = 0,
    hidden: bool = False,
    heading: list[str] = HEADING,
) -> Path:
    """Write a workbook, its table `top` rows down and `left` columns in."""
    with xlsxwriter.Workbook(path) as book:
        if hidden:
            book.add_worksheet("Notes").hide()
        page = book.add_worksheet("Cases")
        if hidden:
            page.activate()
            page.set_first_sheet()
        dated = book.add_format({"num_format": "dd/mm/yyyy"})
        for place, cells in enumerate([heading, *lines]):
            for column, value in enumerate(cells):
                where = (top + place, left + column)
                if isinstance(value, datetime | date | time):
                    page.write_datetime(*where, value, dated)
                elif isinstance(value, str) and value.startswith("=error "):
                    page.write_formula(*where, "=NA()", None, value.removeprefix("=error "))
                elif value != "":
                    page.write(*where, value)
        book.add_worksheet("Another").write(0, 0, "nothing of interest")
    return path


def lines_of(path: Path, objects: list[Any]) -> Path:
    """Write JSON Lines."""
    text = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in objects)
    path.write_text(text, "utf-8")
    return path


def objects(*given: list[str]) -> list[dict[str, Any]]:
    """Give rows as objects, blanks as null."""
    return [{k: v or None for k, v in zip(HEADING, cells, strict=True)} for cells in given]


def payloads(sheet):
    return [json.loads(text) for (text,) in sheet.office.rows("SELECT payload FROM events")]


ENDED = {"found": "gross misconduct", "sanction": "dismissal without notice", "heard by": "hearing"}

LINES = rows(
    {"called": "Zoë O'Brien"}, {"ref": "OF-2", "closed": "2014-05-20"} | ENDED, {"years": ""}
)


@pytest.mark.parametrize("kind", ["xlsx", "jsonl", "jsonl.gz", "ndjson"])
def test_the_same_rows_are_the_same_in_every_kind_of_file(sheet, tmp_path, kind):
    """Catches a number, a day or a blank that one kind of file gives otherwise."""
    dated = [
        [date.fromisoformat(cell) if name in DAYS and cell
         else int(cell) if name in {"officer", "years"} and cell else cell
         for name, cell in zip(HEADING, cells, strict=True)]
        for cells in LINES
    ]  # fmt: skip
    first = sheet.bring(LINES)
    file = tmp_path / f"old.{kind}"
    if kind == "xlsx":
        workbook(file, dated)
    else:
        lines_of(file, objects(*LINES))
        if kind.endswith(".gz"):
            file.write_bytes(gzip.compress(file.read_bytes()))

    again = sheet.take(file)

    assert (first["new"], again["unchanged"], again["changed"]) == (3, 3, 0)
    assert (again["read"], again["rejected"], again["absent"]) == (3, 0, 0)


CELLS = {
    "a number is whole": (12.0, "12"),
    "a number is not": (1.5, "1.5"),
    "a number below nothing": (-3, "-3"),
    "text that looks like a number": ("0012", "0012"),
    "text that looks like a character's number": ("_x0041_", "_x0041_"),
    "a truth": (True, "TRUE"),
    "a day": (date(2014, 3, 12), "2014-03-12"),
    "a moment": (datetime(2014, 3, 12, 14, 30), "2014-03-12 14:30:00"),  # noqa: DTZ001 - a cell has no zone
    "an hour": (time(9, 30), "09:30:00"),
    "text around which there is space": ("  x ", "x"),
}


@pytest.mark.parametrize(("value", "text"), CELLS.values(), ids=CELLS)
def test_a_cell_of_a_sheet_is_read_as_what_it_holds(sheet, tmp_path, value, text):
    cells: list[Any] = row()
    cells[HEADING.index("kind")] = value

    sheet.take(workbook(tmp_path / "old.xlsx", [cells]))

    (payload,) = payloads(sheet)
    assert payload["category"] == text


SAID = {
    "text": ("x", "x"), "a whole number": (12, "12"), "a whole number with a point": (12.0, "12"),
    "a number": (1.5, "1.5"), "a long number": (123456789012345678901, "123456789012345678901"),
    "a truth": (True, "true"), "text that looks like a number": ("0012", "0012"),
}  # fmt: skip


@pytest.mark.parametrize(("value", "text"), SAID.values(), ids=SAID)
def test_a_value_of_json_is_read_as_it_is_written(sheet, tmp_path, value, text):
    sheet.take(lines_of(tmp_path / "old.jsonl", [objects(row())[0] | {"kind": value}]))

    (payload,) = payloads(sheet)
    assert payload["category"] == text


def test_null_and_a_key_that_is_not_there_are_blanks(sheet, tmp_path):
    one, other = objects(row(), row(officer=902))
    del other["kind"]

    answer = sheet.take(lines_of(tmp_path / "old.jsonl", [one | {"kind": None}, other]))

    assert (answer["new"], answer["rejected"]) == (2, 0)
    assert not any("category" in payload for payload in payloads(sheet))


def test_the_keys_of_all_lines_are_the_columns(sheet, tmp_path):
    """Catches a heading that is the first line's alone."""
    one, other = objects(row(), row(officer=902))
    del one["closed"], one["remark"]

    answer = sheet.take(lines_of(tmp_path / "old.jsonl", [one, other | {"later": "x"}]))

    assert (answer["new"], answer["ignored_columns"]) == (2, 3)
    del other["closed"]
    with pytest.raises(UsageError, match="has no column 'closed'"):
        sheet.take(lines_of(tmp_path / "old.jsonl", [one, other]))


def test_a_day_of_a_sheet_is_that_day_however_the_mapping_writes_days(sheet, tmp_path):
    """Catches 3 December read as 12 March, and a day refused for a form that a cell has not."""
    text = (tmp_path / "map.toml").read_text()
    for name in DAYS:
        text = text.replace(f'"{name}"\n', f'{{ column = "{name}", format = "%Y-%d-%m" }}\n')
    (tmp_path / "map.toml").write_text(text)
    cells: list[Any] = row(happened="2014-13-02")
    cells[HEADING.index("received")] = date(2014, 12, 3)

    file, plan = workbook(tmp_path / "old.xlsx", [cells]), read(tmp_path / "map.toml")
    sheet.take(file, mapping=plan, today=date(2015, 1, 5))

    (payload,) = payloads(sheet)
    assert (payload["attention_date"], payload["incident_date"]) == ("2014-12-03", "2014-02-13")


@pytest.mark.parametrize(("top", "left"), [(0, 0), (3, 2)])
def test_rejected_rows_name_the_row_of_the_sheet_and_import_once_mended(sheet, tmp_path, top, left):
    """Catches a row that is counted from the table and not from the sheet."""
    bad: list[Any] = row(officer=902, first="?")
    bad[HEADING.index("received")] = date(2014, 3, 12)
    blank = [""] * len(HEADING)
    file = workbook(tmp_path / "old.xlsx", [row(), blank, bad], top=top, left=left)

    answer = sheet.take(file)

    assert (answer["read"], answer["new"], answer["rejected"]) == (2, 1, 1)
    assert answer["rejects"] == str(tmp_path / "old.rejects.csv")
    (left_out,) = read_rejects(answer)
    assert (left_out["line"], left_out["column"]) == (str(top + 4), "first")
    assert left_out["received"] == "2014-03-12"
    place = tmp_path / "old.rejects.csv"
    place.write_text(place.read_text().replace(",?,777,", ",G,777,", 1))
    assert sheet.take(place)["new"] == 1


def test_the_first_sheet_that_is_not_hidden_is_read(sheet, tmp_path):
    assert sheet.take(workbook(tmp_path / "old.xlsx", LINES, hidden=True))["new"] == 3


def test_cells_beyond_the_heading_reject_their_row(sheet, tmp_path):
    file = workbook(tmp_path / "old.xlsx", [row(), [*row(officer=902), "", "stray"]])

    answer = sheet.take(file)

    assert (answer["new"], answer["rejected"]) == (1, 1)
    assert f"{len(HEADING) + 2} cells" in str(read_rejects(answer)[0]["reason"])


TEXTS = st.text(st.characters(exclude_categories=["Cc", "Cn", "Cs", "Zl", "Zp"]), max_size=8).map(
    str.strip
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(lines=st.lists(st.tuples(TEXTS, TEXTS, TEXTS), min_size=1, max_size=4))
def test_any_text_is_the_same_in_every_kind_of_file(tmp_path, lines):
    """Catches text that one kind of file takes for a number, a formula, a blank or a break."""
    heading, plan = ["ref", "b", "c"], mapping(tmp_path)
    kept = [list(cells) for cells in lines if any(cells)]
    with (tmp_path / "x.csv").open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([heading, *kept])
    blank = [""] * len(heading)
    said = [dict(zip(heading, cells, strict=True)) for cells in kept or [blank]]
    lines_of(tmp_path / "x.jsonl", said)
    with xlsxwriter.Workbook(tmp_path / "x.xlsx") as book:
        page = book.add_worksheet()
        for place, cells in enumerate([heading, *kept]):
            for column, cell in enumerate(cells):
                page.write_string(place, column, cell)

    for name in ("x.csv", "x.xlsx"):
        found = [record.cells for record in records(tmp_path / name, "utf-8", plan)]
        assert found == [heading, *kept], name
    found = [record.cells for record in records(tmp_path / "x.jsonl", "utf-8", plan)]
    assert found[0] == heading
    assert [cells for cells in found[1:] if any(cells)] == kept


FAULTS = {
    "an error of a sheet": ("xlsx", "=error #N/A", "#N/A", "an error of the spreadsheet"),
    "another": ("xlsx", "=error #DIV/0!", "#DIV/0!", "an error of the spreadsheet"),
    "a list": ("jsonl", ["a", 1], '["a", 1]', "A list or an object"),
    "an object": ("jsonl", {"a": None}, '{"a": null}', "A list or an object"),
}


@pytest.mark.parametrize(("kind", "value", "text", "words"), FAULTS.values(), ids=FAULTS)
def test_what_no_text_can_say_rejects_its_row_until_it_is_mended(
    sheet, tmp_path, kind, value, text, words
):
    """Catches an error that comes in as a blank, and one that comes in by the rejects file."""
    if kind == "xlsx":
        cells: list[Any] = row(officer=902)
        cells[HEADING.index("kind")] = value
        file = workbook(tmp_path / "old.xlsx", [row(), cells])
    else:
        one, other = objects(row(), row(officer=902))
        file = lines_of(tmp_path / "old.jsonl", [one, other | {"kind": value}])

    answer = sheet.take(file)

    assert (answer["new"], answer["rejected"]) == (1, 1)
    (left_out,) = read_rejects(answer)
    assert (left_out["column"], left_out["value"], left_out["kind"]) == ("kind", text, text)
    assert words in left_out["reason"]
    place = Path(str(answer["rejects"]))
    assert sheet.take(place)["rejected"] == 1
    with place.open(newline="") as lines:
        heading, kept = csv.reader(lines)
    kept[HEADING.index("kind")] = "Pocket book"
    with place.open("w", newline="") as lines:
        csv.writer(lines).writerows([heading, kept])
    assert sheet.take(place)["new"] == 1


def test_what_no_text_can_say_is_passed_over_in_a_column_that_fills_nothing(sheet, tmp_path):
    cells: list[Any] = row()
    cells[HEADING.index("remark")] = "=error #N/A"
    assert sheet.take(workbook(tmp_path / "old.xlsx", [cells]))["new"] == 1
    two = objects(row(officer=902))[0] | {"remark": [1]}
    assert sheet.take(lines_of(tmp_path / "old.jsonl", [two]))["new"] == 1


def test_control_characters_of_json_reject_their_row(sheet, tmp_path):
    one = objects(row())[0]

    answer = sheet.take(lines_of(tmp_path / "old.jsonl", [one, one | {"called": "J\x1b[2J"}]))

    assert (answer["new"], answer["rejected"]) == (1, 1)
    assert "U+001B" in str(read_rejects(answer)[0]["reason"])


BROKEN = {
    "no JSON": ("{'ref': 1}\n", "line 2: this is not one JSON object"),
    "no object": ("[1, 2]\n", "line 2: this is not one JSON object"),
    "two objects": ("{} {}\n", "line 2: this is not one JSON object"),
    "half an object": ('{"ref": "x', "line 2: this is not one JSON object"),
    "a key twice": ('{"ref": 1, "ref": 2}\n', "the key 'ref' stands there twice"),
    "no number": ('{"ref": NaN}\n', "NaN is no number of JSON"),
    "too large a number": ('{"ref": 1e999}\n', "a number is too large"),
    "too many digits": ('{"ref": ' + "9" * 5000 + "}\n", "line 2: this is not one JSON object"),
    "too deep": ("[" * 100_000 + "\n", "line 2: this is not one JSON object"),
    "too long": ('{"ref": "' + "x" * 4_000_001 + '"}\n', "line 2: the line is longer than"),
}


@pytest.mark.parametrize(("text", "words"), BROKEN.values(), ids=BROKEN)
def test_a_line_that_cannot_be_read_is_a_sentence_and_leaves_nothing(sheet, tmp_path, text, words):
    file = lines_of(tmp_path / "old.jsonl", objects(row()))
    with file.open("a") as out:
        out.write(text)

    with pytest.raises(UsageError, match=re.escape(words)):
        sheet.take(file)

    assert sheet.office.rows("SELECT count(*) FROM cases") == [(0,)]


@pytest.mark.parametrize("text", ["", "\n\n"])
def test_json_lines_without_a_row_are_a_sentence(sheet, tmp_path, text):
    (tmp_path / "old.jsonl").write_text(text)

    with pytest.raises(UsageError, match="holds no rows"):
        sheet.take(tmp_path / "old.jsonl")


def test_json_lines_may_be_in_another_encoding(sheet, tmp_path):
    file = lines_of(tmp_path / "old.jsonl", objects(row(called="Zoë")))
    file.write_bytes(file.read_text("utf-8").encode("cp1252"))

    with pytest.raises(UsageError, match="name its encoding with --encoding"):
        sheet.take(file)
    assert sheet.take(file, encoding="cp1252")["new"] == 1
    assert sheet.office.rows("SELECT name FROM persons WHERE number = '901'") == [("Zoë",)]


def repacked(path: Path, spoil: Any) -> Path:
    """Write a workbook again with its parts as `spoil` gives them, by name and content."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, spoil(name, content))
    return path


def spoilt(part: str, old: bytes, new: bytes) -> Any:
    """Change one part."""
    return lambda name, content: content.replace(old, new) if name.endswith(part) else content


UNFOLDS = b'<!DOCTYPE z [<!ENTITY a0 "' + b"x" * 100 + b'">' + b"".join(
    b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10)
) + b"]><z>&a9;</z>"  # fmt: skip
"""A hundred thousand million characters, written with less than a thousand."""

SPOILS = {
    "entities that unfold": (
        lambda name, text: UNFOLDS if name.endswith("workbook.xml") else text, "is no workbook",
    ),
    "a cell far away": (
        spoilt("sheet1.xml", b"</row></sheetData>",
               b'</row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'),
        "spans 1,048,576 rows and 16,384 columns",
    ),
    "a sheet in another encoding": (
        lambda name, text: text.decode().encode("utf-16") if name.endswith("sheet1.xml") else text,
        "not written in UTF-8",
    ),
    "no list of sheets": (spoilt("workbook.xml", b"<sheets>", b"<sheet>"), "is no workbook"),
    "an error without a place": (
        spoilt("sheet1.xml", b"</row></sheetData>",
               b'<c t="e"><v>#N/A</v></c></row></sheetData>'),
        "an error and no place",
    ),
    "a sheet that is not there": (
        spoilt("workbook.xml.rels", b"sheet1.xml", b"sheet9.xml"), "is no workbook",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("spoil", "words"), SPOILS.values(), ids=SPOILS)
def test_a_workbook_that_cannot_be_read_is_a_sentence_and_leaves_nothing(
    sheet, tmp_path, spoil, words
):
    """Catches a sheet that takes all of the memory there is, and a fault that stops the program."""
    file = repacked(workbook(tmp_path / "old.xlsx", LINES), spoil)

    with pytest.raises(UsageError, match=words):
        sheet.take(file)

    assert sheet.office.rows("SELECT count(*) FROM cases") == [(0,)]


def test_a_workbook_that_unpacks_to_too_much_is_refused(sheet, tmp_path, monkeypatch):
    monkeypatch.setattr("db.importer.workbook.MOST_BYTES", 10_000)

    with pytest.raises(UsageError, match="unpacks to more than 10,000 bytes"):
        sheet.take(workbook(tmp_path / "old.xlsx", LINES))


@pytest.mark.parametrize("content", [b"", b"ref,officer\n", b"\xd0\xcf\x11\xe0" + b"\0" * 600])
def test_what_is_only_named_like_a_workbook_is_a_sentence(sheet, tmp_path, content):
    (tmp_path / "old.xlsx").write_bytes(content)

    with pytest.raises(UsageError, match="is no workbook"):
        sheet.take(tmp_path / "old.xlsx")


def test_a_workbook_of_nothing_has_no_heading(sheet, tmp_path):
    with pytest.raises(UsageError, match="has no heading"):
        sheet.take(workbook(tmp_path / "old.xlsx", [], heading=[]))


def test_without_its_reader_a_workbook_is_a_sentence_and_a_csv_file_is_read(
    sheet, tmp_path, monkeypatch
):
    """Catches a reader of workbooks that is loaded where no workbook is read."""
    real = builtins.__import__

    def without(name, *rest, **more):
        if name.startswith("python_calamine"):
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)

    with pytest.raises(UsageError, match=r"install hearings\[excel\]"):
        sheet.take(workbook(tmp_path / "old.xlsx", LINES))
    assert sheet.bring(LINES)["new"] == 3


@pytest.mark.parametrize("count", ["2014-05-20", ""])
def test_one_of_two_columns_may_say_when_a_case_was_closed(sheet, tmp_path, count):
    plan = mapping(tmp_path, closed_date="")
    text = (tmp_path / "map.toml").read_text()
    (tmp_path / "map.toml").write_text(text + 'closed_date = { column = ["closed", "remark"] }\n')
    plan = read(tmp_path / "map.toml")

    answer = sheet.bring(rows(
        {"closed": "2014-05-20", "remark": count}, {"ref": "OF-2", "remark": "2014-05-21"},
        {"ref": "OF-3"}, {"ref": "OF-4", "closed": "2014-05-22", "remark": "2014-05-23"},
        {"ref": "OF-5", "remark": "soon"},
    ), mapping=plan)  # fmt: skip

    assert [payload.get("closed_date") for payload in payloads(sheet)] == [
        "2014-05-20", "2014-05-21", None,
    ]  # fmt: skip
    assert [(r["column"], r["value"]) for r in read_rejects(answer)] == [
        ("remark", "2014-05-23"), ("remark", "soon"),
    ]  # fmt: skip
    assert "closed and remark say different things" in str(read_rejects(answer)[0]["reason"])


def test_the_archive_of_the_tests_has_every_field_but_the_number_of_an_allegation():
    assert set(FIELDS) - set(COLUMNS) == {"allegation"}


@pytest.mark.parametrize("name", ["chicago", "new_york", "new_orleans"])
def test_the_mappings_that_ship_are_read(name):
    found = read(ROOT / "docs" / "examples" / f"{name}.toml")

    assert found.undated
    assert "Stand-in" in found.note
    assert "finding" in found.fields
