"""What `outcome lawful` prints of outcomes of which the same is said."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from hearings.outcomes import Facts, grouped, rulings
from tui.plain.outcome import _print_group


def facts(**more: Any) -> Facts:
    later = frozenset({"2024", "2025"})
    return replace(Facts("2020", later, "hearing", "gross_misconduct", "officer"), **more)


@pytest.mark.parametrize(
    ("so", "said"),
    [
        ({}, "    Lawful with --exceptional and --authority-views and --new-rank"),
        ({"exceptional": True}, "    Lawful with --authority-views and --new-rank"),
        ({"exceptional": True, "authority_views": True}, "    Recorded with --new-rank"),
        ({"lowest_rank": True}, ""),
    ],
)
def test_everything_that_is_needed_stands_on_one_line(capsys, so, said):
    """Catches two lines that read as if either were enough, and a new rank that nobody asks for."""
    for each in grouped(rulings(facts(**so))):
        if "reduction_in_rank" in {one.outcome for one in each.rulings}:
            _print_group(each)
    lines = capsys.readouterr().out.splitlines()
    assert "  reduction in rank" in lines
    assert [line for line in lines if " with --" in line] == ([said] if said else [])


def test_outcomes_that_say_the_same_are_listed_above_one_sentence(capsys):
    for each in grouped(one for one in rulings(facts()) if not one.allowed):
        _print_group(each)
    out = capsys.readouterr().out
    assert out.count("No outcome under the 2020 Regulations. ") == 1
    assert out.index("  management advice") < out.index("No outcome under the 2020 Regulations")
