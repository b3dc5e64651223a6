"""The one table of moves is the table of the design, and its validator finds what is planted."""

from __future__ import annotations

import copy
from dataclasses import replace
from typing import Any

import pytest

from hearings.access import roles
from hearings.errors import NotBuiltYet, OutOfTurn, UsageError
from hearings.guards import GUARDS
from hearings.packaged import facts
from hearings.stages import Stage, built, faults, move_from, move_named, moves, stage_words
from hearings.values import types

ALL = frozenset(Stage)
OPEN = ALL - {"closed"}
UNHEARD = frozenset({"reported", "with_unit", "awaiting_dps", "assessed", "investigation",
                     "case_decision", "referred", "listed", "in_hearing"})  # fmt: skip
SAME = "unchanged"

FROM_ASSESSED = (
    "assessed investigation case_decision referred listed in_hearing heard decided appealed"
    " withdrawn closed"
)

WORKFLOW: dict[str, tuple[Any, str]] = {
    "receive": ("-", "reported"),
    "assess_locally": ("reported with_unit", "with_unit"),
    "assess_formally": ("with_unit", "with_unit"),
    "pass_to_dps": ("with_unit", "awaiting_dps"),
    "keep_locally": ("with_unit", "assessed"),
    "assess": ("reported awaiting_dps", "assessed"),
    # Wherever a decision may be revised: a revision waits for its reader too.
    "second_read": ("assessed investigation case_decision referred listed", SAME),
    "revise": ("assessed investigation case_decision referred listed", SAME),
    "request_information": ("awaiting_dps", "with_unit"),
    "resubmit": ("with_unit", "awaiting_dps"),
    "refer_to_iopc": (UNHEARD, SAME),
    "iopc_decides": (UNHEARD, SAME),
    "identify": (ALL, SAME),
    "return_to_unit": ("assessed", "assessed"),
    # Of an officer who has left, also once the hearing has begun.
    "dispose": ("assessed investigation case_decision withdrawn in_hearing heard", "closed"),
    "hold": (UNHEARD, SAME),
    "release": (UNHEARD, SAME),
    "leave": (ALL, SAME),
    "transfer": (ALL, SAME),
    "join": (ALL, SAME),
    "split": (ALL, SAME),
    # From the investigation itself it is a replacement.
    "appoint_investigator": ("assessed reported awaiting_dps investigation", "investigation"),
    "serve_notice": ("investigation", SAME),
    "submit_report": ("investigation", "case_decision"),
    "determine": ("case_decision", "case_decision"),
    "certify_special_conditions": ("investigation case_decision", "referred"),
    "refer": ("case_decision", "referred"),
    # The law sends a matter back from the hearing too, once gross misconduct was not found.
    "remit": ("referred listed in_hearing heard", "case_decision investigation"),
    "schedule": ("referred", "listed"),
    "postpone": ("listed", "referred"),
    "vacate": ("listed", "referred"),
    "open": ("listed", "in_hearing"),
    "adjourn": ("in_hearing", "in_hearing"),
    "withdraw": ("referred listed", "withdrawn"),
    "record_finding": ("in_hearing", "heard"),
    "impose": ("heard", "decided"),
    "notify_outcome": ("decided", SAME),
    "report_outcome": ("decided", SAME),
    "publish_outcome": ("decided", SAME),
    # The court also looks at what was quashed, and so closed, on appeal.
    "appeal": ("decided closed", "appealed"),
    "determine_appeal": ("appealed", "decided referred closed"),
    "reopen": ("closed", "named"),
    "close": ("decided", "closed"),
    "add_subject": ("-", "reported"),
    "add_allegation": (OPEN, SAME),
    "add_party": (OPEN, SAME),
    "amend": (OPEN, SAME),
    "link": (OPEN, SAME),
    "allocate": (ALL, SAME),
    "set_priority": (ALL, SAME),
    "note": (ALL, SAME),
    "attach": (ALL, SAME),
    "record_fact": (ALL, SAME),
    "extend": (ALL, SAME),
    "reduce": (ALL, SAME),
    "pause": (ALL, SAME),
    "resume": (ALL, SAME),
    "suspend": (OPEN, SAME),
    "restrict": (OPEN, SAME),
    "review_measure": (OPEN, SAME),
    # One that still stands when a matter is closed is ended afterwards.
    "lift_measure": (ALL, SAME),
    "correct": (ALL, "as_corrected"),
    # Rows of the first issue beside the design's table.
    "send_feedback": (ALL, SAME),
    "grant_access": (ALL, SAME),
    "imported": ("-", SAME),
    # Rows of the second issue beside it.
    "investigator_assesses": ("investigation", SAME),
    "record_warning": (ALL, SAME),
    "explain_delay": (ALL, SAME),
    "schedule_appeal": ("appealed", SAME),
    "direct_notice": ("referred listed", SAME),
    # Rows of the hearing and its outcome beside it.
    "code_circumstances": (ALL, SAME),
    "compare_outcome": ("decided closed", SAME),
    "mark_document": (ALL, SAME),
    # Rows of the dip sample beside it.
    "read_blind": (FROM_ASSESSED, SAME),
    "answer_reading": (FROM_ASSESSED, SAME),
}
"""Every row: the event, the stages it starts in, and those it leads to."""

JOINTLY = frozenset({"postpone", "vacate", "open", "adjourn", "direct_notice"})
"""What happens to every officer of the same hearing at once."""


def words(value: Any) -> set[str]:
    return set(value.split()) if isinstance(value, str) else {str(stage) for stage in value}


def test_the_table_has_the_rows_of_the_design_and_no_others():
    assert set(moves()) == set(WORKFLOW)


@pytest.mark.parametrize("event", WORKFLOW)
def test_a_move_goes_from_and_to_where_the_design_says(event):
    sources, targets = WORKFLOW[event]

    assert set(moves()[event].sources) == words(sources)
    assert set(moves()[event].targets) == words(targets)


def test_a_measure_is_for_an_officer_whose_matter_is_open():
    assert all("closed" not in moves()[event].sources for event in ("suspend", "review_measure"))


def test_a_move_of_a_later_issue_says_so_and_names_the_issue(monkeypatch):
    """No row of the design waits any more, so that one is planted."""
    assert not [move for move in moves().values() if move.later]
    later = replace(moves()["note"], event="promote", later="Promotions")
    monkeypatch.setitem(moves(), "promote", later)

    with pytest.raises(NotBuiltYet, match=r"'promote' is not built yet; .*'Promotions'"):
        move_named("promote")
    assert later not in built()


@pytest.mark.parametrize("event", sorted(WORKFLOW))
def test_a_move_that_is_built_is_whole_and_has_a_maker_a_typist_and_an_example(event):
    move = move_named(event.replace("_", "-"))

    assert move.example.startswith("hearings ")
    assert move.made_by in {
        "keyer",
        "inspecting",
        "superintending",
        "authority",
        "investigator",
        "second",
    }
    assert bool(move.keyed_by) is (event != "imported")


def test_moves_are_listed_once_built_and_imports_are_no_persons_move():
    """What is made on an item of a dip sample has no command: a reference would pick it."""
    by_item = {"read_blind", "answer_reading"}
    assert {move.event for move in moves().values() if move.by_item} == by_item
    assert {move.event for move in built()} == set(WORKFLOW) - {"imported"} - by_item


def test_what_befalls_a_hearing_befalls_every_officer_of_it():
    """Listing alone is for one officer: others are listed with it by name."""
    assert {move.event for move in built() if move.jointly} == JOINTLY


def test_a_move_out_of_turn_names_the_stage_and_what_can_be_done():
    with pytest.raises(OutOfTurn) as refusal:
        move_from("assess", Stage.CLOSED, "MC-2014-00001/1")

    assert str(refusal.value).startswith("MC-2014-00001/1 is closed; 'assess' cannot be done")
    assert "reopen" in str(refusal.value)
    assert "dispose" not in str(refusal.value)


def test_a_refusal_names_few_of_the_moves_that_are_open_and_where_the_rest_are():
    with pytest.raises(OutOfTurn) as refusal:
        move_from("refer", Stage.IN_HEARING, "MC-2014-00001/1")

    said = str(refusal.value)
    assert said.startswith("MC-2014-00001/1 is being heard; 'refer' cannot be done from there.")
    named, _and, rest = said.partition("What can be: ")[2].partition(" and ")
    assert len(named.split(", ")) == 8
    assert "adjourn" in named
    assert rest.endswith(" more; 'hearings case --help' lists them.")


def test_a_move_that_is_not_in_the_table_is_a_wrong_use():
    with pytest.raises(UsageError, match="There is no move called promote"):
        move_from("promote", Stage.REPORTED, "X")


@pytest.mark.parametrize("event", ["receive", "add_subject", "imported"])
def test_only_a_new_subject_is_made(event):
    with pytest.raises(OutOfTurn):
        move_from(event, Stage.REPORTED, "X")


def test_a_stage_has_words_with_the_forces_own_names():
    assert stage_words("with_unit", "borough") == "with borough"
    assert stage_words("awaiting_dps", dps="PSD") == "awaiting PSD"
    assert stage_words("elsewhere") == "elsewhere"


def test_every_type_of_field_can_be_read():
    assert {row["type"] for row in facts("stages.toml")["field"].values()} <= types()


# ------ the validator


def check(table: dict[str, Any]) -> list[str]:
    return faults(table, frozenset(GUARDS), frozenset(roles()))


@pytest.fixture
def table() -> dict[str, Any]:
    return copy.deepcopy(facts("stages.toml"))


def row(table: dict[str, Any], event: str) -> dict[str, Any]:
    return next(found for found in table["move"] if found["event"] == event)


def test_the_table_holds_together(table):
    assert check(table) == []


def test_every_guard_is_asked_by_some_move(table):
    asked = {name for found in table["move"] for name in found.get("unless", [])}

    assert asked == set(GUARDS)


def test_a_stage_that_nothing_reaches_and_nothing_leaves_is_found(table):
    table["stages"].append("limbo")
    table["words"]["limbo"] = "in limbo"

    assert check(table) == ["No move reaches limbo.", "From limbo nothing leads to an end."]


def test_an_orphan_does_not_hide_behind_reopen_or_correct(table):
    """Both may start in every stage; counted as edges, they would connect the orphan."""
    table["stages"].append("limbo")
    table["words"]["limbo"] = "in limbo"
    for group in table["groups"].values():
        group.append("limbo")
    row(table, "reopen")["from"] = "any"

    assert check(table) == ["No move reaches limbo.", "From limbo nothing leads to an end."]


def test_a_stage_reached_only_from_an_orphan_is_found(table):
    for name in ("limbo", "beyond"):
        table["stages"].append(name)
        table["words"][name] = name
    row(table, "close")["from"].append("beyond")
    table["move"].append({"event": "drift", "from": ["limbo"], "to": "beyond", "later": "x"})

    assert check(table) == ["No move reaches beyond.", "No move reaches limbo."]


def test_a_stage_without_a_way_out_is_found(table):
    table["stages"].append("trap")
    table["words"]["trap"] = "trapped"
    table["move"].append({"event": "fall", "from": ["assessed"], "to": "trap", "later": "x"})

    assert check(table) == ["From trap nothing leads to an end."]


def test_cutting_the_only_way_into_a_stage_is_found(table):
    row(table, "schedule")["to"] = "referred"

    assert "No move reaches listed." in check(table)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"unless": ["no_such_guard"]}, "note names the unknown guard no_such_guard."),
        ({"keyed_by": ["postman"]}, "note names the unknown role postman."),
        ({"fields": ["colour!"]}, "note asks for the unknown field colour!."),
        ({"from": ["nowhere"]}, "note names the unknown stage nowhere."),
        ({"from": "every"}, "note names the unknown stage every."),
        ({"to": "nowhere"}, "note names the unknown stage nowhere."),
        ({"example": ""}, "note is built and has no example."),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_an_unknown_name_is_found(table, change, said):
    row(table, "note").update(change)

    assert said in check(table)


_HALF = {"local_or_authority": "authority_reaches", "authority_or_presiding": "authority_reaches"}
"""Guards that ask for the authority's reach where it is the authority's to decide."""


@pytest.mark.parametrize(
    ("made_by", "guards"),
    [
        ("inspecting", {"maker_not_involved", "maker_of_rank"}),
        ("superintending", {"maker_not_involved", "maker_of_rank"}),
        ("authority", {"maker_not_involved", "authority_reaches"}),
        ("second", {"maker_not_involved", "second_is_another"}),
        ("investigator", {"maker_investigates"}),
    ],
)
def test_whoever_must_make_a_move_is_looked_at_in_every_such_row(made_by, guards):
    rows = [move for move in moves().values() if move.made_by == made_by and move.keyed_by]

    assert rows
    for move in rows:
        asked = {_HALF.get(name, name) for name in move.unless}
        assert guards <= asked, move.event


def test_an_event_that_stands_twice_is_found(table):
    table["move"].append(copy.deepcopy(row(table, "note")))

    assert check(table) == ["note stands in the table twice."]


def test_a_stage_without_words_is_found(table):
    del table["words"]["heard"]

    assert check(table) == ["Stage heard has no words."]


def test_a_group_of_an_unknown_stage_is_found(table):
    table["groups"]["any"].append("nowhere")

    assert check(table) == ["The group any names the unknown stage nowhere."]


def test_an_unknown_kind_of_maker_is_found(table):
    row(table, "note")["made_by"] = "postman"

    assert check(table) == ["note is made by an unknown postman."]


def test_an_unknown_setting_of_a_row_is_found(table):
    row(table, "note")["unles"] = []

    assert check(table) == ["note has an unknown unles."]
