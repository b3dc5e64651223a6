"""A force's settings are read from one file, and refused where they do not hold together."""

from __future__ import annotations

import pytest

from db.settings import KNOWN, Settings, read
from hearings.errors import UsageError
from hearings.priority import Colour
from hearings.regimes import overlays
from hearings.stages import moves
from tests.repository import ROOT

WHOLE = """
[force]
name = "Metropolitan Police Service"
unit_word = "borough"
directorate = "DPS"

[targets]
severity_days = 5

[clock]
due_soon_days = 3

[triggers]
2012c = "chair_appointed"

[deemed_service]
post = 2
email = 0

[screen]
blank_after_minutes = 3
theme = "plain"
mouse = false

[[reason]]
code = "policy"
words = "our policy"
avoidable = true

[priority]
title = "Ours"
scale = ["1", "2"]
[[priority.line]]
colour = "red"
any = { harm = "2" }
[[priority.line]]
colour = "green"
all = {}

[factors]
edition = "Ours 2015"
source = "our handbook"
least = "2/3"
[factors.weights]
standard = 5
[[factors.culpability]]
key = "wilful"
words = "wilful"
[[factors.culpability]]
key = "careless"
words = "careless"
weight = 1
"""


@pytest.fixture
def written(tmp_path):
    """Give what writes a settings file and reads it."""

    def write(text, encoding="utf-8"):
        path = tmp_path / "settings.toml"
        path.write_text(text, encoding)
        return read(path)

    return write


def test_without_a_file_the_defaults_hold(tmp_path):
    found = read(tmp_path / "none.toml")

    assert found == Settings()
    assert (found.force, found.severity_days, found.mouse) == ("the force", 0, True)


def test_the_defaults_of_the_clock_are_the_cautious_ones(tmp_path):
    """Catches a force that never set anything being given targets, or later days of service."""
    rules = read(tmp_path / "none.toml").rules

    assert (rules.severity_days, rules.due_soon) == (0, 5)
    assert (dict(rules.triggers), dict(rules.deemed_service)) == ({}, {})


def test_every_setting_is_documented():
    """Catches a setting that nobody could find, and a method that the moves do not know."""
    told = (ROOT / "docs" / "settings.md").read_text("utf-8")
    for table, names in KNOWN.items():
        assert f"[{table}]" in told, table
        for name in names or ():
            assert name in told, name
    method = next(field for field in moves()["serve_notice"].fields if field.key == "method")
    assert set(KNOWN["deemed_service"] or ()) <= set(method.choices)
    unconfirmed = {overlay.id for overlay in overlays().values() if not overlay.confirmed}
    assert all(f"| `{name}` |" in told for name in unconfirmed)


def test_an_empty_file_changes_nothing(written):
    assert written("") == Settings()


def test_everything_can_be_set(written):
    found = written(WHOLE)

    assert (found.force, found.severity_days) == ("Metropolitan Police Service", 5)
    assert (found.blank_after, found.theme, found.mouse) == (3, "plain", False)
    assert (found.rules.unit_word, found.rules.dps) == ("borough", "DPS")
    assert (found.rules.severity_days, found.rules.due_soon) == (5, 3)
    assert found.rules.triggers == {"2012c": "chair_appointed"}
    assert found.rules.deemed_service == {"post": 2, "email": 0}
    assert list(found.rules.reasons) == ["policy"]
    assert found.rules.avoidable("policy")
    colour = found.rules.priority.colour({"threat": "1", "risk": "1", "harm": "2"})
    assert colour is Colour.RED
    assert not found.rules.priority.example
    ours = found.rules.factors
    assert (ours.edition, ours.source, ours.example) == ("Ours 2015", "our handbook", False)
    assert [factor.key for factor in ours.groups["culpability"]] == ["wilful", "careless"]
    assert ours.groups["harm"] == Settings().rules.factors.groups["harm"]
    assert (ours.weights["standard"], ours.weights["culpability=careless"]) == (5, 1)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("force = 5", r"\[force\] must be a table"),
        ("[farce]", r"unknown table \[farce\]; it takes force, targets"),
        ("[force]\nnmae = 'x'", r"\[force\] has an unknown setting nmae"),
        ("[[reason]]\ncode = 'a'\nword = 'b'", r"\[reason\] has an unknown setting word"),
        ("[force]\nname = 5", "name must be plain text"),
        ('[force]\nname = "a\\u001b[2J"', "name must be plain text"),
        ("[targets]\nseverity_days = -1", "severity_days must be a whole number"),
        ("[targets]\nseverity_days = true", "severity_days must be a whole number"),
        ("[targets]\nseverity_days = '5'", "severity_days must be a whole number"),
        ("[clock]\ndue_soon_days = 'five'", "due_soon_days must be a whole number"),
        ("[clock]\nsoon = 5", r"\[clock\] has an unknown setting soon"),
        ("[triggers]\n2012b = 'dismissed'", "2012b is set by law"),
        ("[triggers]\n1999 = 'dismissed'", "no overlay '1999'"),
        ("[triggers]\n2012c = 'nonsense'", "no such milestone"),
        ("[triggers]\n2012c = 5", r"\[triggers\] 2012c must name a fact"),
        ("[deemed_service]\npigeon = 2", r"\[deemed_service\] has an unknown setting pigeon"),
        ("[deemed_service]\npost = 31", "post must be a whole number from 0 to 30"),
        ("[deemed_service]\npost = '2'", "post must be a whole number"),
        ("[screen]\nmouse = 'no'", "mouse must be true or false"),
        ("[[reason]]\nwords = 'x'", "empty or repeated code"),
        ("[reason]\ncode = 'a'", r"reasons are written as \[\[reason\]\] tables"),
        ("reason = ['a']", r"\[reason\] must be a table"),
        ("[priority]\ntitle = 'x'", "cannot be read"),
        ("[priority]\ntitle = 'x'\nscale = ['1']\nline = []", "last line of the priority matrix"),
        ("[factors]\nsource = 'x'", r"\[factors\] lacks a key: edition"),
        ("[factors]\nedition = 'x'\nharms = []", r"\[factors\] has an unknown setting harms"),
        ("[factors]\nedition = 'x'\nharm = ['a']", r"harm, row 1 must be a table"),
        ("[factors]\nedition = 'x'\n[[factors.harm]]\nkey = 'a'", "row 1, a lacks a key: words"),
        ("[factors]\nedition = 'x'\n[factors.weights]\nharm = 21", "harm: the weight must be"),
        ("[[factors]]\nedition = 'x'", r"\[factors\] must be one table"),
        ("[force\n", "cannot be read"),
        ("force = 1\nforce = 2", "cannot be read"),
    ],
)
def test_settings_that_do_not_hold_together_are_refused_and_the_file_is_named(written, text, said):
    with pytest.raises(UsageError, match=said) as refusal:
        written(text)

    assert "settings.toml" in str(refusal.value)


def test_a_file_that_is_not_utf_8_is_refused(written):
    with pytest.raises(UsageError, match="cannot be read"):
        written("[force]\nname = 'Zoë'", "latin-1")


def test_the_file_can_be_named_in_the_environment(tmp_path, monkeypatch):
    path = tmp_path / "ours.toml"
    path.write_text("[force]\nunit_word = 'BCU'")
    monkeypatch.setenv("HEARINGS_SETTINGS", str(path))

    assert read().rules.unit_word == "BCU"
