"""A force's settings are read from one file, and refused where they do not hold together."""

from __future__ import annotations

import pytest

from db.settings import Settings, read
from hearings.errors import UsageError
from hearings.priority import Colour

WHOLE = """
[force]
name = "Metropolitan Police Service"
unit_word = "borough"
directorate = "DPS"

[targets]
severity_days = 5

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


def test_an_empty_file_changes_nothing(written):
    assert written("") == Settings()


def test_everything_can_be_set(written):
    found = written(WHOLE)

    assert (found.force, found.severity_days) == ("Metropolitan Police Service", 5)
    assert (found.blank_after, found.theme, found.mouse) == (3, "plain", False)
    assert (found.rules.unit_word, found.rules.dps) == ("borough", "DPS")
    assert list(found.rules.reasons) == ["policy"]
    assert found.rules.avoidable("policy")
    colour = found.rules.priority.colour({"threat": "1", "risk": "1", "harm": "2"})
    assert colour is Colour.RED
    assert not found.rules.priority.example


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
        ("[screen]\nmouse = 'no'", "mouse must be true or false"),
        ("[[reason]]\nwords = 'x'", "empty or repeated code"),
        ("[reason]\ncode = 'a'", r"reasons are written as \[\[reason\]\] tables"),
        ("reason = ['a']", r"\[reason\] must be a table"),
        ("[priority]\ntitle = 'x'", "cannot be read"),
        ("[priority]\ntitle = 'x'\nscale = ['1']\nline = []", "last line of the priority matrix"),
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
