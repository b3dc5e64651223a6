"""The ways that hold for every command: help, exit codes, data apart from words."""

from __future__ import annotations

import csv
import importlib
import io
import re
import stat
import tomllib

import pytest
from typer.main import get_command

from hearings.guidance import LABELS, all_guidance
from hearings.stages import built
from hearings.standards import standards
from tests.repository import ROOT
from tui.plain.group import COMMANDS


def test_every_command_has_help_with_an_example(hearings):
    for name in COMMANDS:
        answer = hearings(name, "--help")
        assert answer.code == 0
        if "Commands:" not in answer.out:
            assert "Example: hearings" in answer.out, name


@pytest.mark.parametrize("move", built(), ids=lambda move: move.command)
def test_every_move_that_is_built_is_a_command_with_an_example(hearings, move):
    answer = hearings("case", move.command, "--help")
    assert answer.code == 0
    assert "Example: hearings case" in answer.out
    for field in move.fields:
        assert f"--{field.option}" in answer.out


def test_every_example_of_the_table_is_a_command_that_parses(demo):
    """An option renamed in the table and not in its example would show here as wrong usage."""
    import shlex

    for move in built():
        words = shlex.split(move.example)[1:]
        assert demo("adeyemi", *words).code == 3, move.example


def test_every_command_is_in_the_docs():
    told = (ROOT / "docs/commands.md").read_text("utf-8")
    for name in COMMANDS:
        assert f"`hearings {name}" in told, name
    for move in built():
        assert f"`{move.command}`" in told, move.command


def test_the_version_is_the_projects(hearings):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert hearings("--version").out.strip() == project["version"]


def test_a_wrong_word_is_exit_code_2(hearings):
    assert hearings("nonsense").code == 2
    assert hearings("case", "list", "--nonsense").code == 2


def test_without_a_database_the_sentence_says_how_to_make_one(hearings):
    answer = hearings("case", "list")
    assert answer.code == 3
    assert "hearings init" in answer.err


def test_init_makes_a_private_file_in_a_private_folder(hearings, tmp_path):
    assert hearings("init").code == 0
    place = tmp_path / "data" / "hearings" / "hearings.db"
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert stat.S_IMODE(place.parent.stat().st_mode) == 0o700
    assert hearings("init").code == 3


def test_as_is_refused_outside_a_demonstration(hearings):
    hearings("init")
    answer = hearings("--as", "osei", "case", "list")
    assert answer.code == 3
    assert "--as works in a demonstration" in answer.err


def test_where_names_the_settings(hearings, tmp_path):
    found = hearings("where", "--format", "json").json
    assert found["settings"] == str(tmp_path / "config" / "hearings" / "settings.toml")


def test_settings_that_cannot_be_read_are_named(hearings, tmp_path):
    hearings("init")
    place = tmp_path / "config" / "hearings" / "settings.toml"
    place.parent.mkdir(parents=True)
    place.write_text("[force]\nnickname = 'Met'\n")
    answer = hearings("case", "list")
    assert answer.code == 2
    assert "nickname" in answer.err


WORDS = "the words of a case"


def test_a_fault_is_one_sentence_with_a_reference_and_keeps_no_words(demo, monkeypatch, tmp_path):
    import db.store

    def broken(*_args, **_more):
        raise RuntimeError(WORDS)

    monkeypatch.setattr(db.store, "load", broken)
    answer = demo("osei", "case", "show", "MC-2013-00001")
    assert answer.code == 1
    assert re.search(r"reference \d{8}-\d{6}", answer.err)
    log = (tmp_path / "state" / "hearings" / "faults.log").read_text()
    assert "RuntimeError" in log
    assert WORDS not in answer.err + log


def test_the_list_is_paged_by_a_token(demo):
    whole = demo("osei", "case", "list", "--limit", "10000", "--format", "json").json
    seen, token = [], ""
    while token is not None:
        page = demo("osei", "case", "list", "--limit", "7", "--after", token, "--sort", "unit",
                    "--descending", "--format", "json").json  # fmt: skip
        seen += [row["subject"] for row in page["rows"]]
        token = page["next"]
    assert len(seen) == len(set(seen)) == whole["total"]
    assert set(seen) == {row["subject"] for row in whole["rows"]}


def test_one_of_a_thing_is_said_as_one(demo):
    [row] = demo("mensah", "case", "list", "--limit", "1", "--format", "json").json["rows"]
    answer = demo("mensah", "case", "list", "--search", row["case"])
    assert answer.err.endswith(" in 1 case.\n")


def test_a_spreadsheet_takes_no_cell_for_a_formula(demo):
    demo("mensah", "case", "amend", "MC-2014-00012/1", "--unit", "=1+1", "--reason", "Typed so.")
    assert ",'=1+1," in demo("mensah", "case", "list", "--limit", "10000", "--format", "csv").out


def test_users_are_listed_and_managed_by_an_administrator_alone(demo):
    assert demo("osei", "user", "add", "new", "--role", "caseworker").code == 3
    assert demo("kaur", "user", "add", "new", "--role", "nonsense").code == 2
    assert demo("kaur", "user", "add", "new", "--role", "caseworker").code == 0
    rows = demo("kaur", "user", "list", "--format", "json").json["rows"]
    assert next(row for row in rows if row["account"] == "new")["roles"] == ["caseworker"]
    assert demo("kaur", "user", "close", "new").code == 0
    assert demo("new", "case", "list").code == 3


def test_an_administrator_cannot_read_cases(demo):
    assert demo("kaur", "case", "list", "--format", "json").json["total"] == 0
    assert demo("kaur", "case", "show", "MC-2013-00001").code == 3


def test_a_local_assessor_sees_the_own_unit_alone(demo):
    rows = demo("whitfield", "case", "list", "--limit", "999", "--format", "json").json["rows"]
    assert {row["unit"] for row in rows} <= {"Camden"}
    assert demo("whitfield", "stats", "reassessment").code == 3


def test_a_local_assessor_receives_the_own_units_matters_alone(demo):
    words = ("case", "receive", "--attention-date", "2014-03-10", "--track", "internal_conduct",
             "--source", "supervisor", "--standard", "honesty", "--narrative", "x")  # fmt: skip
    assert demo("whitfield", *words, "--unit", "Brent").code == 3
    assert demo("whitfield", *words, "--unit", "Camden").code == 0


def test_guidance_is_shown_for_a_standard(hearings):
    answer = hearings("guidance", "show", "honesty", "--level", "misconduct")
    assert "Honesty and Integrity" in answer.out
    assert hearings("guidance", "show", "nonsense").code == 3


def test_the_points_of_guidance_are_data_with_source_confidence_and_regimes(hearings):
    """Catches a point that a program can have only as wrapped lines, or of another regime."""
    whole = hearings("guidance", "show", "honesty", "--format", "json").json
    assert (whole["schema"], whole["standard"], whole["level"], whole["regime"]) == (
        "hearings.guidance/1", "honesty", None, None,
    )  # fmt: skip
    guidance = all_guidance()["honesty"]
    points = [guidance.opening, *(point for level in guidance.levels.values()
                                  for part in level.parts.values() for point in part)]  # fmt: skip
    assert [(row["text"], row["source"], row["confidence"]) for row in whole["rows"]] == [
        (point.text, point.provision.source, point.provision.confidence) for point in points
    ]
    assert {tuple(row["regimes"]) for row in whole["rows"]} > {()}
    words = ("guidance", "show", "honesty", "--level", "misconduct", "--regime", "2012")
    found = hearings(*words, "--format", "json").json
    assert {row["level"] for row in found["rows"]} == {"misconduct"}
    assert {row["part"] for row in found["rows"]} == set(LABELS)
    assert all(row["regimes"] == [] or "2012" in row["regimes"] for row in found["rows"])
    sheet = list(csv.DictReader(io.StringIO(hearings(*words, "--format", "csv").out)))
    assert [row["text"] for row in sheet] == [row["text"] for row in found["rows"]]
    listed = hearings("guidance", "list", "--format", "json").json
    assert listed["schema"] == "hearings.guidance_list/1"
    assert {row["standard"] for row in listed["rows"]} == set(standards())
    assert hearings("guidance", "list", "--format", "csv").out.startswith("standard,words,text,")


def _documented(name, sub):
    """Give the options that the rows of the table name beside a command, or behind `each with`."""
    page = (ROOT / "docs" / "commands.md").read_text("utf-8")
    rows = [row.split(" | ")[0] for row in page.replace("\\|", "/").splitlines()
            if re.match(rf"\| .*\b{name} {sub}\b[^|]* \| ", row)]  # fmt: skip
    return set(re.findall(r"--[a-z-]+", " ".join(rows)))


@pytest.mark.parametrize("name", ["stats", "action", "review", "report", "release", "guidance"])
def test_every_option_of_a_figure_stands_in_the_table_of_commands(name):
    """Catches `--as-of` that nobody is told of, and `--out` promised of what takes none."""
    page = (ROOT / "docs" / "commands.md").read_text("utf-8")
    said = re.search(r"Every `stats` command but (.*?) takes `--out", page)
    assert said is not None
    group = get_command(importlib.import_module(COMMANDS[name][0]).app)
    for sub, command in vars(group)["commands"].items():
        taken = {word for one in command.params for word in one.opts if word.startswith("--")}
        # `--second` stands under "Who is acting", `--format` above the table.
        assert taken - {"--out", "--force", "--format", "--help", "--second"} <= _documented(
            name, sub
        )
        if name == "stats":
            assert ("--out" in taken) == (f"`{sub}`" not in said[1]), sub
