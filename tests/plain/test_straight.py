"""A lookup is answered without the group of commands, and just as the group would answer it."""

from __future__ import annotations

import subprocess
import sys

import pytest

import cli
from tests.plain.clocks import copied
from tests.plain.ended import WARNED, template
from tests.repository import ROOT
from tui.plain.lookups import Lookup
from tui.plain.straight import lookup_in

ASKED = ("--standard", "honesty", "--culpability", "deliberate", "--harm-level", "high")

LINES = [
    (WARNED,),
    (WARNED, "--most", "2", "--format", "json"),
    (WARNED, "--regime", "2020", "-f", "csv"),
    ASKED,
    (*ASKED, "--standard", "force", "--factor", "aggravating=concealment", "--most", "3"),
    ("--level", "gross_misconduct", "--category", "Pocket book", "--rank-band", "sergeant"),
    ("--archive", "Elsewhere", "--standard", "Its own"),
    ("--standard", "nonsense"),
    ("--standard", "honesty", "--regime", "1999"),
    (WARNED, "--standard", "honesty"),
    ("MC-2014-09999/1",),
    (),
]
"""Command lines that are lookups, answered or refused."""

LEFT = [
    ("--help",), ("-h",), (WARNED, "--help"), ("--standard",), ("--standard", "--most"),
    ("--standard=honesty",), (WARNED, WARNED), (WARNED, "--most", "0"), (WARNED, "--most", "1001"),
    (WARNED, "--most", "many"), (WARNED, "--most", "²"), (WARNED, "--format", "xml"),
    (WARNED, "--nonsense", "x"), ("--", WARNED),
]  # fmt: skip
"""What is left to the group."""


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return template(tmp_path_factory.mktemp("ended"))


@pytest.mark.parametrize("line", LINES, ids=" ".join)
def test_both_roads_give_the_same_answer(place, hearings, tmp_path, monkeypatch, line):
    """Catches an option that one of the two reads otherwise."""
    ask = copied(place, hearings, tmp_path)
    assert lookup_in(["matrix", "lookup", *line]) is not None
    straight = ask("auditor", "matrix", "lookup", *line)
    monkeypatch.setattr(cli, "answered_straight", lambda _words: False)
    assert ask("auditor", "matrix", "lookup", *line) == straight


@pytest.mark.parametrize("line", LEFT, ids=" ".join)
def test_what_is_not_understood_is_left_to_the_group(line):
    assert lookup_in(["matrix", "lookup", *line]) is None


@pytest.mark.parametrize(
    "words",
    [["matrix", "show"], ["lookup"], ["--database", "x"], [], ["--version", "matrix", "lookup"],
     ["--database", "matrix", "lookup"]],
)  # fmt: skip
def test_another_command_is_no_lookup(words):
    assert lookup_in(words) is None


def test_every_option_is_read_into_its_field():
    words = ["--database", "x.db", "--as", "osei", "matrix", "lookup", "--standard", "a",
             "--standard", "b", "--factor", "c=d", "--category", "e", "--level", "f",
             "--culpability", "g", "--harm-level", "h", "--rank-band", "i", "--regime", "j",
             "--archive", "k", "--most", "7", "--format", "csv"]  # fmt: skip
    assert lookup_in(words) == (
        {"database": "x.db", "acting_as": "osei"},
        Lookup("", ("a", "b"), ("c=d",), "f", "g", "h", ("e",), "i", "j", "k", 7, "csv"),
    )


def test_a_lookup_loads_neither_the_group_nor_what_folds_a_case(place):
    """Catches an import that makes a lookup start as slowly as the group."""
    code = (
        "import sys, cli; sys.argv = ['hearings', '--database', sys.argv[1], '--as', 'auditor',"
        " 'matrix', 'lookup', '--standard', 'honesty']\n"
        "cli.app()\n"
        "print(sorted({'typer', 'pydantic', 'numpy', 'sqlalchemy', 'hearings.cases', 'db.actions',"
        " 'hearings.stages'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(place)], cwd=ROOT, capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    assert done.stdout.splitlines()[-1] == "[]"
