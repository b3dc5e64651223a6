"""`--where FIELD=VALUE`: the words that are printed are taken, and what nobody has is refused."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from db import narrowing, saved_views

COMMANDS = ("reassessment", "funnel", "trend", "disparity", "tiers", "revisions", "waits", "gross",
            "workforce", "timeliness", "outcomes", "consistency")  # fmt: skip
"""Every command of figures that takes `--where`; a test holds them against the program."""

MORE = {
    "funnel": ("--by", "rank_band"),
    "disparity": ("--by", "sex"),
}


def test_these_are_all_the_commands_that_take_it():
    """Catches a new command whose values nobody checks."""
    import typer

    from tui.plain.stats import app

    group = vars(typer.main.get_command(app))
    found = {name for name, command in group["commands"].items()
             if any("--where" in param.opts for param in command.params)}  # fmt: skip
    assert found == {*COMMANDS, "keep"}


@pytest.mark.parametrize(
    ("printed", "kept"),
    [
        ("sex=male", "sex=M"),
        ("sex=FEMALE", "sex=F"),
        ("local_level=gross misconduct", "local_level=gross_misconduct"),
        ("tier=inspecting rank", "tier=inspecting"),
        ("rank_band=Constable", "rank_band=constable"),
        ("source=self report", "source=self_report"),
        ("unit=camden", "unit=Camden"),
        ("unit=not known", "unit="),
        ("ethnicity=not recorded", "ethnicity="),
        ("quarter=not known", "quarter="),
    ],
)
def test_a_value_is_taken_as_it_is_printed(demo, printed, kept):
    """Catches the words of a table answered with 0 of 0."""
    said, right = (
        demo("chaudhry", "stats", "reassessment", "--where", where, "--format", "json")
        for where in (printed, kept)
    )
    assert said.code == 0, said.err
    assert said.json == right.json


def test_figures_narrowed_to_either_are_of_somebody(demo):
    total = demo("chaudhry", "stats", "reassessment", "--where", "sex=male", "--format", "json")
    assert total.json["total"]["decided"] > 0


@pytest.mark.parametrize("command", [*COMMANDS, "keep"])
def test_a_value_that_nobody_has_is_refused_with_those_there_are(demo, command):
    """Catches a unit that was mistyped, answered as one that changed nothing."""
    more = ("A name",) if command == "keep" else MORE.get(command, ())
    found = demo("chaudhry", "stats", command, *more, "--where", "unit=Nowhere")
    assert (found.code, found.out) == (2, "")
    assert "Nobody counted here has unit 'Nowhere'; there is " in found.err
    assert "Brent" in found.err
    assert found.err.count(", ") == narrowing.NAMED - 1
    assert " and 20 more." in " ".join(found.err.split())


@pytest.mark.parametrize(
    ("command", "where", "says"),
    [
        ("gross", "tier=foo", "inspecting (inspecting rank), superintending (superintending rank)"),
        ("waits", "sex=X", "F (female), M (male)"),
        ("reassessment", "local_level=grave", "gross_misconduct (gross misconduct)"),
        ("reassessment", "quarter=2014-Q9", "cannot be '2014-Q9'; it is written as 2014-Q1"),
        ("reassessment", "year=14", "it is written as 2014"),
        ("timeliness", "step=nothing", "Nobody counted here has step 'nothing'"),
        ("timeliness", "regime=1999", "Nobody counted here has regime '1999'"),
        ("outcomes", "culpability=great", "Nobody counted here has culpability 'great'"),
        ("outcomes", "forum=bogus", "forum 'bogus'"),
    ],
)  # fmt: skip
def test_the_values_there_are_are_named(demo, command, where, says):
    found = demo("chaudhry", "stats", command, "--where", where)
    assert found.code == 2
    assert says in " ".join(found.err.split())


def test_nobody_is_named_by_a_refusal(demo):
    """Catches a list of force numbers given to whoever mistypes one."""
    found = demo("chaudhry", "stats", "reassessment", "--where", "assessor=0")
    assert found.code == 2
    assert found.err.strip().endswith("Nobody counted here has assessor '0'.")


@pytest.mark.parametrize("where", ["unit=Nowhere", "assessor=0", "unit=Brent"])
def test_whoever_has_no_right_is_told_no_value(demo, where):
    """Catches the units of a force told to an account that may not see its figures."""
    found = demo("whitfield", "stats", "reassessment", "--where", where)
    assert found.code == 3
    assert "Internal figures are open to" in " ".join(found.err.split())
    assert "Camden" not in found.err


def test_a_field_that_is_none_keeps_its_own_refusal(demo):
    found = demo("chaudhry", "stats", "reassessment", "--where", "colour=red")
    assert found.code == 2
    assert "cannot be asked for by 'colour'" in " ".join(found.err.split())


def test_a_kept_question_whose_value_has_gone_opens_and_says_so(demo, tmp_path):
    """Catches an error where a unit was renamed after the question was kept."""
    place = tmp_path / "demo.db"
    assert demo("chaudhry", "stats", "keep", "Ours", "--where", "unit=Brent").code == 0
    with closing(sqlite3.connect(place)) as plain, plain:
        plain.execute("UPDATE saved_views SET asked = replace(asked, 'Brent', 'Old Brent')")
    for figure in saved_views.FIGURES:
        with closing(sqlite3.connect(place)) as plain, plain:
            plain.execute("UPDATE saved_views SET asked ="
                          " json_set(asked, '$.figure', ?)", (figure,))  # fmt: skip
        found = demo("chaudhry", "stats", "views", "Ours")
        assert found.code == 0, found.err
        assert "Nobody counted here has unit Old Brent." in found.out


def test_what_is_not_checked_would_be_seen(demo, monkeypatch):
    """A planted defect: the values as they were typed."""
    monkeypatch.setattr(narrowing, "kept_values", lambda _session, where, _say: dict(where))
    found = demo("chaudhry", "stats", "reassessment", "--where", "sex=male", "--format", "json")
    assert found.json["total"]["decided"] == 0
