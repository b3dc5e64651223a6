"""What `case show` says of how long a warning lasts, and of a finding made on appeal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from hearings.cases import Subject
from hearings.conclusions import Finding, Outcome
from hearings.people import PersonFacts
from hearings.stages import Stage
from hearings.warned import FINAL, Warned
from tui.plain.ended_words import ended_lines

ON = date(2014, 6, 24)
GIVEN = Outcome("written_warning", ON, "H-1", "hearing", "misconduct", "2012",
                effective_on=ON, months=12)  # fmt: skip
EXTENSION = replace(GIVEN, key="final_written_warning_extended", months=18,
                    extends=Warned(FINAL, date(2013, 6, 3), 18, break_days=10))  # fmt: skip
FOUND = Finding("H-1", "hearing", ON, "gross_misconduct", by="100007", by_name="Commander K Hale")


def shown(**known: object) -> str:
    subject = Subject(1, PersonFacts("201234", "Constable"), Stage.DECIDED)
    return "\n".join(ended_lines(replace(subject, **known)))  # type: ignore[arg-type]  # what a test changes


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (GIVEN, "Last day in force 2015-06-23: 12 months beginning with 2014-06-24"),
        (EXTENSION, ("Last day in force 2016-06-12: 18 months beginning with 2013-06-03, with 10"
                     " days of career break, then 18 months of extension")),
        (replace(GIVEN, effective_on=None), "    For 12 months"),
        (replace(EXTENSION, extends=None), "    Extended by 18 months"),
        (replace(GIVEN, state="quashed"), "    For 12 months"),
    ],
)  # fmt: skip
def test_a_warning_in_force_is_shown_with_its_last_day_and_how_it_was_counted(made, said):
    """Catches an extension that is shown as if it began on its own day, and had no end."""
    text = shown(outcomes=(made,))
    assert said in text
    assert ("Last day in force" in said) is ("Last day in force" in text)


def test_an_extension_of_a_warning_of_this_matter_is_counted_from_that():
    text = shown(outcomes=(replace(EXTENSION, extends=None),),
                 warned=(Warned(FINAL, date(2013, 6, 3), 18),))  # fmt: skip
    assert "Last day in force 2016-06-02" in text


def test_what_is_no_warning_has_no_last_day_in_force():
    text = shown(outcomes=(replace(GIVEN, key="dismissal_without_notice", months=0),))
    assert "in force" not in text


def test_a_finding_made_on_appeal_is_shown_as_the_tribunals():
    changed = replace(FOUND, hearing="", level="misconduct", by="the tribunal", by_name="")
    text = shown(findings=(replace(FOUND, stands=False), changed))
    assert "gross misconduct (hearing, Commander K Hale); no longer stands" in text
    assert "  Finding 2014-06-24: misconduct (on appeal, the tribunal)" in text
