"""What a person types is read, or refused with the sentence that says what can be taken."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearings.errors import BadValue
from hearings.severity import headings
from hearings.stages import Field, built, move_named
from hearings.values import LONGEST, clean, payload, read_date, read_reference
from tests.cast import MATTER, RATIONALE

ESC = "\x1b]52;c;aGk=\x07"
HOSTILE = (
    "J Smith [/]", "[@click=app.quit]x", "Zoë Ann O'Brien-Hughes", "李", "=cmd()", "<script>",
    "../../etc", "\u202eevil",
)  # fmt: skip
FIELDS = [(move.event, field) for move in built() for field in move.fields]


def read(event, /, **given):
    return payload(move_named(event), given)


def required(event):
    """Fill what a move may not go without."""
    samples = {
        "date": "2014-03-10", "level": "misconduct", "rationale": RATIONALE, "standard": "honesty",
        "whole": "1", "milestone": "officer_told",
        "delay": "counsel", "breaches": "honesty=breached", "outcome": "written_warning",
    }  # fmt: skip
    move = move_named(event)
    return {field.key: sample(field, samples) for field in move.fields if field.required}


def sample(field: Field, samples: dict[str, Any]) -> Any:
    """Give a value that a field takes."""
    if field.type == "answers":
        return f"1={field.choices[0]}"
    return samples.get(field.type) or (field.choices[0] if field.choices else "words")


@pytest.mark.parametrize(
    ("event", "field"), FIELDS, ids=[f"{event}-{field.key}" for event, field in FIELDS]
)
def test_a_control_character_is_refused_in_every_field(event, field):
    for sign in ("\x00", "\x07", ESC, "\x7f", "\x85", "\x9b31m", "\ud800"):
        text = f"a{sign}b"
        value = {"information": text, "action": "x"} if field.type == "rationale" else text

        with pytest.raises(BadValue) as refusal:
            read(event, **{**required(event), field.key: value})

        assert refusal.value.field in {field.key, "information"}


@pytest.mark.parametrize(
    ("event", "field"), [(e, f) for e, f in FIELDS if f.type in {"line", "number", "reference"}],
    ids=lambda value: getattr(value, "key", value),
)  # fmt: skip
def test_a_line_break_is_refused_where_one_line_is_asked_for(event, field):
    with pytest.raises(BadValue) as refusal:
        read(event, **{**required(event), field.key: "a\nb"})

    assert refusal.value.field == field.key
    assert "U+000A" in str(refusal.value)


@pytest.mark.parametrize(
    ("event", "field"), [(e, f) for e, f in FIELDS if f.type in {"line", "text"}],
    ids=lambda value: getattr(value, "key", value),
)  # fmt: skip
def test_hostile_looking_text_is_kept_as_it_was_typed(event, field):
    for text in HOSTILE:
        taken = read(event, **{**required(event), field.key: f"  {text} "})
        assert taken[field.key] == text


def test_text_keeps_its_lines_and_loses_the_carriage_returns():
    assert clean("note", " one\r\n\ttwo\n", lines=True) == "one\n\ttwo"


@given(st.text())
def test_what_is_taken_holds_no_control_character_and_is_taken_again_unchanged(text):
    try:
        taken = clean("note", text, lines=True)
    except BadValue:
        return
    assert clean("note", taken, lines=True) == taken
    assert not any(ord(sign) < 32 and sign not in "\n\t" for sign in taken)


def test_a_text_has_a_longest_length():
    assert len(clean("note", "x" * LONGEST, lines=True)) == LONGEST
    with pytest.raises(BadValue, match="longer than 20,000 characters"):
        clean("note", "x" * (LONGEST + 1), lines=True)


@pytest.mark.parametrize("text", ["2014-02-30", "10/03/2014", "2014-3-1", "soon", "٢٠١٤-٠٣-١٠"])
def test_a_day_is_an_iso_date_or_refused(text):
    with pytest.raises(BadValue, match="write the day as 2014-03-12"):
        read_date("on", text)


def test_a_day_is_read():
    assert read_date("on", " 2014-03-10 ") == date(2014, 3, 10)


@pytest.mark.parametrize("text", ["MC/14", "MC-1/2", "MC 1", "MC\t1"])
def test_a_reference_with_a_slash_or_a_space_is_refused(text):
    """It would be read as a subject's, or never found again."""
    with pytest.raises(BadValue):
        read_reference("reference", text)


def test_a_reference_is_read_without_the_space_around_it():
    assert read_reference("reference", " MC-2014-00042 ") == "MC-2014-00042"


def test_a_field_the_move_does_not_take_is_refused():
    with pytest.raises(BadValue, match="'note' does not take level") as refusal:
        read("note", note="x", level="misconduct")
    assert refusal.value.field == "level"


@pytest.mark.parametrize(
    ("event", "field"), [(e, f) for e, f in FIELDS if f.required],
    ids=lambda value: getattr(value, "key", value),
)  # fmt: skip
def test_a_required_field_may_not_be_empty(event, field):
    for empty in (None, "", "   "):
        value: object = {} if field.type == "rationale" else empty
        with pytest.raises(BadValue) as refusal:
            read(event, **{**required(event), field.key: value})

        assert refusal.value.field in {field.key, "information"}


def test_what_is_empty_is_left_out():
    given = read("receive", **MATTER, place="", sex="  ", service=None)

    assert set(given) == set(MATTER)


@pytest.mark.parametrize(
    ("event", "given", "field", "said"),
    [
        ("receive", {"track": "gossip"}, "track", "one of complaint, recordable_conduct"),
        ("receive", {"standard": "probity"}, "standard", "one of honesty, authority"),
        ("receive", {"attention_date": "soon"}, "attention_date", "attention-date cannot be"),
        ("assess", {"level": "grave"}, "level", "one of neither, misconduct"),
        ("assess", {"by_allegation": {"one": "misconduct"}}, "by_allegation", "no allegation's"),
        ("assess", {"by_allegation": "1"}, "by_allegation", "NAME=VALUE"),
        ("assess", {"by_allegation": ["1=grave"]}, "by_allegation", "cannot be 'grave'"),
        ("assess", {"rationale": "because"}, "rationale", "heading by heading"),
        ("assess", {"rationale": {**RATIONALE, "mood": "x"}}, "rationale", "no heading mood"),
        ("assess", {"rationale": {"information": "x"}}, "action", "Decision, reasons and review"),
        ("assess", {"rationale": {"action": "x"}}, "information", "may not be empty"),
        ("assess", {"rationale": {"information": " ", "action": "x"}}, "information", "may not"),
        ("correct", {"event": "first"}, "event", "whole number"),
        ("correct", {"event": "-1"}, "event", "whole number"),
        ("correct", {"event": "9" * 19}, "event", "whole number"),
        ("add_party", {"protected_disclosure": "maybe"}, "protected_disclosure", "yes or no"),
        ("submit_report", {"opinions": "one=none"}, "opinions", "no allegation's number"),
        ("submit_report", {"opinions": {"1": "perhaps"}}, "opinions", "one of gross_misconduct"),
        ("record_fact", {"fact": "arrested"}, "fact", "it is one of .*officer_told"),
        ("record_fact", {"fact": "proceedings_opened"}, "fact", "it is one of"),
        ("record_finding", {"facts": "1=perhaps"}, "facts", "one of proved, not_proved, withdrawn"),
        ("record_finding", {"breaches": "probity=breached"}, "breaches", "probity"),
        ("record_finding", {"breaches": "honesty=bent"}, "breaches", "breached, not_breached"),
        ("record_finding", {"breaches": "honesty"}, "breaches", "NAME=VALUE"),
        ("impose", {"outcome": "hanging"}, "outcome", "one of not_proven, reflective_practice"),
        ("impose", {"notice_days": "28.5"}, "notice_days", "whole number"),
        ("extend", {"delay_reason": "weather"}, "delay_reason", "one of officer_unwell"),
        ("direct_notice", {"allowed": ["name", "colour"]}, "allowed", "cannot be 'colour'"),
        ("schedule", {"seat": "clerk"}, "seat", "write it as CAPACITY=NUMBER"),
        ("schedule", {"seat": "clerk= "}, "seat", "write it as CAPACITY=NUMBER"),
        ("schedule", {"seat": [{"capacity": "clerk"}]}, "seat", "has a capacity and a number"),
        ("schedule", {"seat": [{"person": "300001"}]}, "seat", "has a capacity and a number"),
        (
            "schedule",
            {"seat": [{"capacity": "clerk", "person": "1", "vote": "no"}]},
            "seat",
            "has no vote",
        ),
        ("schedule", {"sitting": "soon"}, "sitting", "write a sitting as 2014-04-22"),
        ("schedule", {"sitting": "2014-04-22 10:00"}, "sitting", "write the times as"),
        ("schedule", {"sitting": "2014-04-22 16:00-10:00"}, "sitting", "ends before it starts"),
        ("schedule", {"sitting": "2014-04-22 10:00-24:01"}, "sitting", "the day ends at 24:00"),
        ("schedule", {"sitting": "2014-04-22 10:00-10:60"}, "sitting", "write a time as 10:30"),
        ("schedule", {"sitting": "2014-04-22 ١٠:00-16:00"}, "sitting", "write a time as 10:30"),
    ],
)
def test_a_value_that_cannot_be_taken_is_refused_and_its_field_named(event, given, field, said):
    with pytest.raises(BadValue, match=said) as refusal:
        read(event, **{**required(event), **given})

    assert refusal.value.field == field


def test_all_six_headings_are_taken_in_their_order():
    full = {key: f"On {key}." for key in reversed(headings())}

    assert list(read("assess", level="neither", rationale=full)["rationale"]) == list(headings())


@pytest.mark.parametrize("given", [{"1": "misconduct"}, {1: "Misconduct"}, ["1=misconduct"],
                                   "01=misconduct"])  # fmt: skip
def test_levels_of_allegations_are_read_from_text_and_from_json(given):
    taken = read("assess", level="misconduct", rationale=RATIONALE, by_allegation=given)

    assert taken["by_allegation"] == {"1": "misconduct"}


@pytest.mark.parametrize("said", [
    "2014-04-23\n2014-04-22 09:30-24:00\n",
    ["2014-04-23 10:00-17:00", " 2014-04-22  9:30-24:00 "],
])  # fmt: skip
def test_sitting_days_are_read_in_order_and_a_bare_day_is_ten_to_five(said):
    taken = read("schedule", sitting=said)["sitting"]

    assert taken == ["2014-04-22 09:30-24:00", "2014-04-23 10:00-17:00"]


def test_what_is_no_list_of_sittings_is_none():
    assert read("schedule", sitting=7) == {}


@pytest.mark.parametrize("said", [
    "member_independent=ind04 R Shah", ["member_independent = IND04  R Shah"],
    [{"capacity": "member_independent", "person": "ind04", "name": "R Shah", "rank": ""}],
])  # fmt: skip
def test_a_seat_is_read_from_text_and_from_json(said):
    """One number has one spelling; bars and clashes compare it."""
    taken = read("schedule", seat=said)["seat"]

    assert taken == [{"capacity": "member_independent", "person": "IND04", "name": "R Shah"}]


@pytest.mark.parametrize("said", ["place\nname\nplace", ["place", "name"]])
def test_several_choices_are_each_taken_once_in_the_tables_order(said):
    taken = read("direct_notice", directed_by="lqc07", reason="R", allowed=said)

    assert (taken["allowed"], taken["directed_by"]) == (["name", "place"], "LQC07")


@pytest.mark.parametrize(
    ("text", "is_true"),
    [("yes", True), ("1", True), (True, True), ("no", False), (False, False), ("0", False)],
)
def test_a_flag_is_yes_or_no(text, is_true):
    given = read("add_party", role="witness", party_name="R Patel", protected_disclosure=text)

    assert given.get("protected_disclosure", False) is is_true


@pytest.mark.parametrize(
    ("event", "field", "said", "words"),
    [
        ("record_finding", "facts", ["1=proved", "1=not_proved"], "fact names 1 twice"),
        ("record_finding", "facts", ["1=proved", "01=not_proved"], "fact names 1 twice"),
        ("record_finding", "breaches", ["honesty=breached", "honesty=not_breached"],
         "breach names honesty twice"),
        ("record_finding", "breaches", ["honesty=breached", "Honesty and Integrity=not_breached"],
         "breach names honesty twice"),
        ("submit_report", "opinions", ["1=none", "1=misconduct"], "opinion names 1 twice"),
        ("correct", "set", ["level=misconduct", "level=neither"], "set names level twice"),
    ],
)  # fmt: skip
def test_what_is_said_twice_is_refused(event, field, said, words):
    """Catches the last of two findings on one allegation that wins without a word."""
    with pytest.raises(BadValue, match=words):
        read(event, **{**required(event), field: said})
