"""The words of the demonstration's misconduct meetings, which have no panel."""

from __future__ import annotations

from db.demo import FIRST
from db.demo.data import table
from tests.db.telling import came_in, lived


def test_nothing_that_was_said_at_a_meeting_or_of_it_speaks_of_a_panel():
    """Would catch the words of a hearing's panel in the mouth of one who conducts a meeting."""
    met = [
        file.subjects[0]
        for file in lived().values()
        if came_in(file) < FIRST and file.subjects[0].forum == "meeting"
    ]
    said = [one.reasons for each in met for one in each.findings]
    said += [one.reasons for each in met for one in each.outcomes]
    said += [one.reasons for each in met for one in each.appeals]
    assert len(said) > 2 * len(met) > 0
    assert all(said)
    assert not [words for words in said if "panel" in words.casefold()]


def test_a_meeting_has_as_many_phrases_as_a_hearing_so_that_the_chances_stay():
    """Would catch a phrase added to one list alone, which tells every later case anew."""
    words = table("decided")
    assert {"proved", "not_proved", "written_warning"} <= set(words["met"])
    for name, phrases in words["met"].items():
        assert len(phrases) == len(words["said"][name]), name
        assert "panel" not in " ".join(phrases).casefold()
