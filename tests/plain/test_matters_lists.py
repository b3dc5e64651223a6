"""`--list` of the commands that follow matters: each number they print, by its name there."""

from __future__ import annotations

import csv
import io
import re
import shlex

import pytest

from tests.plain.clocks import copied
from tests.plain.followed import template
from tests.repository import ROOT
from tui.plain.behind_words import CLOSED, NAMES

COMMANDS = ("revisions", "tiers", "waits", "gross")


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return template(tmp_path_factory.mktemp("followed"))


@pytest.fixture
def ask(place, hearings, tmp_path):
    """Give a function that runs `hearings stats` on a copy as an auditor."""
    run = copied(place, hearings, tmp_path)
    return lambda *words: run("auditor", "stats", *words)


def answered(ask, *words):
    answer = ask(*words, "--format", "json")
    assert answer.code == 0, answer.err
    return answer.json


def in_json(command, found):
    """Give every count of the JSON of a figure by the name that its list has."""
    if command == "gross":
        return of_gross(found)
    if command == "tiers":
        tables = {"superintending/inspecting": found["superintending_of_inspecting"]}
        tables |= {f"dps/{one['tier'] or 'not_known'}": one["levels"] for one in found["dps"]}
        return {"cases": found["cases"]} | {
            f"{table}/{row['level'] or 'all'}/{name}": number
            for table, rows in tables.items()
            for row in rows
            for name, number in (("raised", row["raised"]["count"]),
                                 ("lowered", row["lowered"]["count"]),
                                 ("base", row["raised"]["base"]))
        }  # fmt: skip
    total = found["total"]
    numbers = {name: number for name, number in total.items() if isinstance(number, int)}
    if command == "revisions":
        return numbers | {"revised": total["revised"]["count"], "base": total["revised"]["base"]}
    return numbers | {
        f"{part}_{name}": total[part][name]
        for part in ("with_unit_days", "with_dps_days")
        for name in ("times", "over")
    }


def of_gross(found):
    numbers = {"cases": found["cases"]} | {
        f"table/{one['local_level'] or 'none'}/{one['decision'] or 'none'}": one["subjects"]
        for one in found["table"]
    }
    for one in found["called"]:
        for name, value in one.items():
            at = f"{one['by']}/{name}"
            if isinstance(value, int):
                numbers[at] = value
            elif isinstance(value, dict):
                numbers |= {at: value["count"], f"{at}/base": value["base"]}
            elif isinstance(value, list):
                numbers |= {f"{at}/{row['value']}": row["count"] for row in value}
                numbers |= {f"{at}/base": row["base"] for row in value}
    return numbers


BESIDE = {
    "gross": {"subjects", *(f"{who}/{what}/base" for who in ("unit", "dps")
                            for what in ("outcomes", "disposals"))},
    "waits": {"not_decided", "with_dps", "with_unit_days_not_over", "with_dps_days_not_over"},
}  # fmt: skip
"""What the text prints and JSON leaves to be worked out; and bases that may have no row."""


@pytest.mark.parametrize("command", COMMANDS)
def test_every_number_is_listed_by_its_name_and_no_other_name_is_known(ask, command):
    """Catches a number of a figure that nothing lists, and a name that lists another number."""
    numbers = in_json(command, answered(ask, command))
    # Each command is a start of the program, so one empty list stands for all of them here.
    empty = next(name for name, number in numbers.items() if not number)
    for name, number in numbers.items():
        if not number and name != empty:
            continue
        page = answered(ask, command, "--list", name)
        assert (page["total"], len(page["rows"])) == (number, number), name
    refused = ask(command, "--list", "nothing")
    assert (refused.code, refused.out) == (2, "")
    known = re.sub(r"\s+", "", refused.err.partition("it can of")[2]).rstrip(".").split(",")
    assert set(known) - BESIDE.get(command, set()) <= set(numbers) <= set(known)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_rows_of_the_sheet_have_the_words_of_the_names(ask, command):
    """Catches a list that is named by other words than the comma-separated values have."""
    rows = list(csv.DictReader(io.StringIO(ask(command, "--format", "csv").out)))
    for row in rows[::3]:
        if command == "gross":
            at = "/".join(part for part in (row["called_by"], row["what"], row["value"]) if part)
        elif command == "tiers":
            judged, level = row["judged"] or "not_known", row["level"] or "all"
            at = "/".join((row["judged_by"], judged, level, row["direction"]))
        else:
            continue
        assert answered(ask, command, "--list", at)["total"] == int(row["count"]), at
    if command in {"revisions", "waits"}:
        counts = {name for name, value in rows[0].items() if value.isdecimal()}
        days = {name for name in counts if name.endswith(("_median", "_ninetieth"))}
        for name in counts - days - {"count", "share", "low", "high", "spread"}:
            assert answered(ask, command, "--list", name)["total"] == int(rows[0][name]), name


def test_what_the_text_works_out_is_listed_too(ask):
    total = answered(ask, "waits")["total"]
    for name, right in (
        ("not_decided", total["subjects"] - total["decided"]),
        ("with_dps", total["waiting"] - total["with_unit"]),
        *((f"{part}_not_over", total[part]["times"] - total[part]["over"])
          for part in ("with_unit_days", "with_dps_days")),
    ):  # fmt: skip
        assert answered(ask, "waits", "--list", name)["total"] == right, name


def test_the_list_turns_its_pages_in_every_format(ask):
    seen, after = [], ""
    while after is not None:
        words = ("--list", "table/gross_misconduct/gross_misconduct", "--limit", "1")
        page = answered(ask, "gross", *words, "--after", after)
        seen += page["rows"]
        after = page["next"]
    assert len({row["reference"] for row in seen}) == len(seen) == page["total"] == 2
    answer = ask("gross", *words, "--format", "csv")
    heading, *rows = csv.reader(io.StringIO(answer.out))
    assert (heading, rows) == ([*NAMES], [[value or "" for value in seen[0].values()]])
    text = ask("gross", *words).out
    said = "Gross, table, gross misconduct, gross misconduct: 2 subjects"
    assert text.splitlines()[0] == said
    assert answered(ask, "gross", *words)["next"] == seen[0]["reference"]
    assert all(len(line) <= 80 for line in text.splitlines())
    assert "Revisions, read: 1 reading\n" in ask("revisions", "--list", "read").out


def test_a_list_is_of_a_row_and_of_a_day_by_the_same_options(ask):
    """Catches an option that narrows the figure and not its list."""
    for words in (("--where", "unit=Camden"), ("--from", "2014-03-11"), ("--as-of", "2014-03-02")):
        total = answered(ask, "waits", *words)["total"]
        page = answered(ask, "waits", *words, "--list", "subjects")
        assert page["total"] == total["subjects"], words
    assert page["as_of"] == "2014-03-02"


@pytest.mark.parametrize("command", COMMANDS)
def test_a_list_goes_into_no_file_and_has_one_number(ask, command, tmp_path):
    answer = ask(command, "--list", "base", "--out", tmp_path / "names.csv")
    assert (answer.code, answer.out) == (2, "")
    assert "goes into no file" in answer.err
    assert not (tmp_path / "names.csv").exists()
    if command in {"revisions", "waits"}:
        answer = ask(command, "--list", "base", "--by", "unit")
        assert answer.code == 2
        assert "--where FIELD=VALUE" in " ".join(answer.err.split())


def test_whoever_reads_no_case_gets_lines_that_say_nothing(demo):
    """Catches a list that names officers to somebody who may see figures alone."""
    page = demo("chaudhry", "stats", "gross", "--list", "unit/subjects", "--format", "json").json
    total = demo("chaudhry", "stats", "gross", "--format", "json").json["called"][0]["subjects"]
    assert page["total"] == total > 0
    text = demo("chaudhry", "stats", "gross", "--list", "unit/subjects").out
    closed = [row for row in page["rows"] if row["reference"] is None]
    assert text.count(CLOSED) == len(closed)
    assert all(set(row.values()) == {None} for row in closed)
    assert demo("whitfield", "stats", "gross", "--list", "unit/subjects").code == 3


def test_the_json_has_the_keys_that_are_documented(ask):
    page = (ROOT / "docs" / "figures.md").read_text("utf-8")
    said, _has, promise = page.partition("`hearings.matters_behind/1` has")
    said, promise = said.rpartition("\n\n")[2], promise.partition("\n\n")[0]
    for command, name, count_of in (
        ("gross", "dps/cases", "cases"),
        ("waits", "waiting", "subjects"),
        ("waits", "with_dps_days_over", "times"),
        ("revisions", "then_revised", "readings"),
        ("revisions", "confirmed", "revisions"),
    ):
        page = answered(ask, command, "--list", name)
        assert (page["schema"], page["figure"]) == ("hearings.matters_behind/1", command)
        assert (page["column"], page["count_of"]) == (name, count_of)
        assert all(f"`{key}`" in promise for key in {*page, *NAMES} - {"schema"})
        assert f"`{count_of}`" in said


@pytest.mark.parametrize("command", COMMANDS)
def test_each_example_of_the_help_runs(ask, command):
    """Catches a name in the help that lists nothing."""
    paragraphs = ask(command, "--help").out.split("\n\n")
    examples = [" ".join(one.split()).removeprefix("Example: hearings stats ")
                for one in paragraphs if one.strip().startswith("Example:")]  # fmt: skip
    assert ["--list" in one for one in examples] == [False, True]
    for one in examples:
        assert ask(*shlex.split(one)).code == 0, one
