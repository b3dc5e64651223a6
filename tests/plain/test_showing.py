"""A line of a case's history, without a database."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from db.actions import View
from hearings.cases import Case, CaseFile, Event, Party
from tui.plain.showing import case_lines, event_line

DAY = date(2014, 4, 4)


def event(kind: str, **payload: Any) -> Event:
    at = datetime(2014, 4, 4, 9, tzinfo=UTC)
    return Event("MC-2014-00001", 1, kind, at, DAY, "listed", "listed", "100001", "A Kaur", "Sgt",
                 "DPS", "", "kaur", stated=False, late=False, payload=payload)  # fmt: skip


# Catches a line that names the command alone, and leaves what it was about to be guessed.
@pytest.mark.parametrize(
    ("kind", "payload", "said"),
    [
        ("record_fact", {"fact": "hearing_concluded"}, "proceedings concluded"),
        ("extend", {"limit": "hearing_held", "to": "2014-06-13", "extended_by": "Cmdr Hale, chair",
                    "reason": "Counsel is away."},
         "Hearing held; to 13 Jun 2014; by Cmdr Hale, chair; Counsel is away."),
        ("reduce", {"limit": "response", "to": "2014-04-07", "agreed_by": "both"},
         "Officer's response; to 7 Apr 2014; agreed by both"),
        ("lift_measure", {"measure": "suspension", "reason": "No case."}, "suspension; No case."),
        ("transfer", {"unit": "Camden", "holds_from": "2014-04-07"}, "to Camden"),
        ("transfer", {"force": "Kent"}, "to Kent"),
        ("join", {"other_case": "MC-2014-00009"}, "with MC-2014-00009"),
        ("adjourn", {"sitting": ["2014-04-22 10:00-16:30"], "room": "Room 3", "reason": "Ill."},
         "to Tue 22 Apr 2014, 10:00–16:30; Room 3; Ill."),
        ("transfer", {"unit": "Cam\nden"}, "to Cam / den"),
        ("note", {"note": "Long."}, ""),
    ],
)  # fmt: skip
def test_a_line_says_what_the_event_kept(kind, payload, said):
    assert event_line(event(kind, **payload)).partition("(keyed by kaur)")[2].lstrip(": ") == said


def test_a_party_known_by_the_number_alone_is_named_once():
    parties = (Party("witness", "300009", "300009"), Party("complainant", "R Patel"))
    case = Case(
        "MC-2014-00001", DAY, "2012", "internal_conduct", "public", "Brent", parties=parties
    )
    text = list(case_lines(View(CaseFile(case, ()), (), {}, {}), None))
    assert "Witness: 300009" in text
    assert "Complainant: R Patel" in text
