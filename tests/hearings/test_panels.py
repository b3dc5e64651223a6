"""Who may sit: every row of the table, lawful and unlawful, against a table of our own."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearings.errors import Refused, UsageError
from hearings.listing import (
    Fault,
    capacities,
    capacity_words,
    composition_faults,
    is_senior,
    panel_rule,
    panel_rules,
    refusals,
    warnings,
)
from hearings.listing import bars as bars_module
from hearings.listing import panels as panels_module
from hearings.listing.panels import OFFICERS, PanelRule, panels
from hearings.packaged import facts
from hearings.people import known_ranks
from hearings.regimes import regimes
from hearings.sittings import KINDS, Seat

ERAS = {
    "none": ("none", ()),
    "2008": ("2008", ()),
    "2012": ("2012", ("2012a", "2012b")),
    "2012_qualified": ("2012", ("2012b", "2012c", "2012d")),
    "2020": ("2020", ("2025",)),
    "2024": ("2020", ("2024", "2025")),
}

SUPT, CSUPT, CDR, CC = "Superintendent", "Chief Superintendent", "Commander", "Chief Constable"
SENIOR = [
    ("chair_senior_officer", CDR),
    ("member_superintendent", SUPT),
    ("member_independent", ""),
]
QUALIFIED = [
    ("chair_legally_qualified", ""),
    ("member_superintendent", CSUPT),
    ("member_independent", ""),
]
CHIEF = [
    ("chair_chief_officer", CC),
    ("member_independent", ""),
    ("member_independent_qualified", ""),
    ("legal_adviser", ""),
]
OTHER = [("chair_other_force", "Deputy Chief Constable"), *CHIEF[1:]]
THREE = [("chair_legally_qualified", ""), ("member_superintendent", ""), ("member_independent", "")]

LAWFUL: dict[tuple[str, str, str], tuple[list[tuple[str, str]], str]] = {
    **{(era, "meeting", "not_senior"): ([("conducting_officer", "Inspector")], "firm")
       for era in ERAS if era != "none"},
    **{(era, "meeting", "special"): ([("conducting_officer", "Sergeant")], "firm")
       for era in ERAS if era != "none"},
    **{(era, "appeal_meeting", "not_senior"): ([("conducting_officer", SUPT)], "soft")
       for era in ERAS if era != "none"},
    **{(era, "appeal_meeting", "special"): ([("conducting_officer", "Inspector")], "soft")
       for era in ERAS if era != "none"},
    ("2008", "hearing", "not_senior"): (SENIOR, "firm"),
    ("2012", "hearing", "not_senior"): (SENIOR, "firm"),
    ("2012_qualified", "hearing", "not_senior"): (QUALIFIED, "firm"),
    ("2020", "hearing", "not_senior"): (QUALIFIED, "firm"),
    ("2024", "hearing", "not_senior"): (CHIEF, "firm"),
    **{(era, forum, "senior"): (THREE, "soft")
       for era in ("2008", "2012", "2012_qualified")
       for forum in ("meeting", "hearing", "accelerated")},
    ("2020", "meeting", "senior"): (
        [("chair_legally_qualified", ""), ("member_superintendent", SUPT),
         ("member_independent", "")], "firm"),
    ("2020", "hearing", "senior"): (
        [("chair_inspectorate", ""), ("member_independent", ""), ("member_retired", "")], "firm"),
    ("2020", "accelerated", "senior"): (THREE, "soft"),
    ("2024", "meeting", "senior"): (OTHER, "firm"),
    ("2024", "hearing", "senior"): (OTHER, "firm"),
    ("2024", "accelerated", "senior"): (OTHER, "firm"),
    **{(era, "accelerated", "not_senior"): ([("chair_chief_officer", CC)], "soft")
       for era in ("2008", "2012", "2012_qualified", "2020")},
    ("2024", "accelerated", "not_senior"): ([("chair_delegate_senior_officer", CDR)], "firm"),
}  # fmt: skip
"""One lawful panel for each row, and whether the row refuses or warns."""

RANKS = {"not_senior": "Sergeant", "senior": "Assistant Chief Constable", "special": "SC"}
TYPES = {"not_senior": "officer", "senior": "officer", "special": "special"}
ROWS = sorted(LAWFUL)


def seated(*held: tuple[str, str]) -> list[Seat]:
    """Give each seat somebody of their own."""
    return [
        Seat(capacity, f"40000{i}", f"Person {i}", rank) for i, (capacity, rank) in enumerate(held)
    ]


def rule_of(era: str, forum: str, officer: str) -> PanelRule:
    regime, overlays = ERAS[era]
    flags = {"senior": officer == "senior", "special": officer == "special"}
    return panel_rule(regime, overlays, forum, **flags)


def faults_of(row: tuple[str, str, str], seats: list[Seat], meeting: str = "") -> tuple[Fault, ...]:
    officer = row[2]
    return composition_faults(seats, rule_of(*row), RANKS[officer], TYPES[officer], meeting)


def refused(row: tuple[str, str, str], *held: tuple[str, str]) -> tuple[str, ...]:
    return refusals(faults_of(row, seated(*held)))


def test_every_row_of_the_table_is_covered():
    checked = {(r.era, r.forum, r.officer) for r in panels() if not r.unchecked}

    assert checked == set(LAWFUL)
    shaped = [row["shape"] for row in panels_module._table("panel") if "shape" in row]
    assert set(shaped) == set(panels_module._table("shape"))


def test_every_regime_overlay_forum_and_officer_has_one_answer():
    """Old and new panels stand side by side: the same call with other overlays gives another."""
    overlays = ("2012a", "2012b", "2012c", "2012d", "2024", "2025")
    every = [set(some) for n in range(len(overlays) + 1) for some in combinations(overlays, n)]
    for regime in regimes():
        for some in every:
            for forum in KINDS:
                for senior, special in ((False, False), (True, False), (True, True)):
                    closed = forum == "appeal_meeting" and senior and not special
                    if closed and regime != "none":
                        with pytest.raises(Refused, match="no appeal from a misconduct meeting"):
                            panel_rule(regime, some, forum, senior=senior, special=special)
                        continue
                    rule = panel_rule(regime, some, forum, senior=senior, special=special)
                    assert rule.forum == forum
                    assert rule.seats or rule.unchecked
                    assert rule.source
                    assert rule.appoints

    with pytest.raises(UsageError, match="no era for the regime '1999'"):
        panel_rule("1999", (), "hearing")
    with pytest.raises(UsageError, match="does not say who sits"):
        panel_rule("2012", (), "trial")


@pytest.mark.parametrize("row", ROWS, ids="-".join)
def test_a_lawful_panel_is_not_refused(row):
    assert refused(row, *LAWFUL[row][0]) == ()


@pytest.mark.parametrize("row", ROWS, ids="-".join)
def test_a_missing_a_second_and_a_strange_member_are_faults_of_every_row(row):
    """Planted once: a count that asked for `at least` let a second chair in."""
    lawful, sure = LAWFUL[row]
    panel = [seat for seat in lawful if seat[0] != "legal_adviser"]
    spoilt = [[s for s in lawful if s is not gone] for gone in panel]
    spoilt += [[*lawful, twice] for twice in panel]
    known = {key for seat in rule_of(*row).seats for key in seat.of}
    spoilt += [
        [*lawful, (key, CC)]
        for key, capacity in capacities().items()
        if capacity.side == "panel" and key not in known
    ]
    for held in spoilt:
        found = faults_of(row, seated(*held))
        named = [fault.words for fault in found if "needs" in fault.words or "place" in fault.words]
        assert named, held
        assert bool(refusals(found)) is (sure == "firm"), held


@pytest.mark.parametrize("row", [row for row in ROWS if rule_of(*row).confidence != "quoted"])
def test_a_rule_that_was_not_read_itself_says_so(row):
    rule = rule_of(*row)
    words = [fault.words for fault in faults_of(row, [])]

    assert any(rule.source in said and rule.confidence in said for said in words)


UNLAWFUL = [
    (("2012", "meeting", "not_senior"), [("conducting_officer", "Sergeant")], "one rank above"),
    (("2012", "meeting", "not_senior"), [("conducting_officer", "DS")], "one rank above"),
    (("2012", "meeting", "not_senior"), [("conducting_officer", "Constable")], "one rank above"),
    (("2012", "meeting", "not_senior"), [("conducting_officer", "")], "of no recorded rank"),
    # Planted once: a grade of staff stood for a rank in a seat that takes a police officer.
    (("2012", "meeting", "not_senior"), [("conducting_officer", "Staff (Supt)")], "no rank of the"),
    (("2012", "meeting", "not_senior"), [("conducting_senior_hr", "")], "no place"),
    (("2020", "meeting", "special"), [("conducting_officer", "Constable")], "Sergeant or above"),
    (("2008", "meeting", "special"), [("conducting_officer", "SC")], "Sergeant or above"),
    (("2012", "hearing", "not_senior"),
     [("chair_senior_officer", CSUPT), *SENIOR[1:]], "Commander or above"),
    (("2012", "hearing", "not_senior"),
     [SENIOR[0], ("member_superintendent", "DCI"), SENIOR[2]], "Superintendent or above"),
    (("2012", "hearing", "not_senior"),
     [SENIOR[0], ("member_superintendent", "Staff (Supt)"), SENIOR[2]], "no rank of the police"),
    (("2012", "hearing", "not_senior"),
     [("chair_senior_hr", ""), ("member_senior_hr", ""), SENIOR[2]], "only beside"),
    (("2012", "hearing", "not_senior"), [*QUALIFIED], "no place"),
    (("2012_qualified", "hearing", "not_senior"), [*SENIOR], "no place"),
    (("2012_qualified", "hearing", "not_senior"), [*CHIEF], "no place"),
    (("2020", "hearing", "not_senior"), [*CHIEF], "no place"),
    (("2020", "hearing", "not_senior"),
     [QUALIFIED[0], ("member_superintendent", "Ch Insp"), QUALIFIED[2]], "Superintendent or above"),
    (("2024", "hearing", "not_senior"), [*QUALIFIED], "no place"),
    (("2024", "hearing", "not_senior"), CHIEF[:3], "Legally qualified adviser"),
    (("2024", "hearing", "not_senior"), [("chair_chief_officer", "DCC"), *CHIEF[1:]], "Constable"),
    (("2024", "hearing", "not_senior"),
     [("chair_delegate_senior_officer", CSUPT), *CHIEF[1:]], "Commander or above"),
    (("2024", "hearing", "not_senior"),
     [CHIEF[0], CHIEF[1], CHIEF[1], CHIEF[3]], "at least one has to be"),
    (("2024", "hearing", "senior"),
     [("chair_other_force", "ACC"), *OTHER[1:]], "one rank above"),
    (("2024", "hearing", "senior"), [("chair_inspectorate", ""), *OTHER[1:]], "only where"),
    (("2024", "hearing", "senior"), CHIEF, "no place"),
    (("2024", "accelerated", "senior"), OTHER[:3], "Legally qualified adviser"),
    (("2024", "accelerated", "not_senior"), [("chair_legally_qualified", "")], "no place"),
    (("2020", "hearing", "senior"), THREE[:2], "A panel of three conducts"),
    (("2020", "meeting", "senior"), [*THREE, ("member_retired", "")], "A panel of three conducts"),
    (("2024", "hearing", "senior"), [*OTHER, ("member_independent", "")], "A panel of three"),
]  # fmt: skip


@pytest.mark.parametrize(("row", "held", "says"), UNLAWFUL)
def test_an_unlawful_panel_is_refused_in_a_sentence(row, held, says):
    found = refused(row, *held)

    assert any(says in sentence for sentence in found), found
    assert all(sentence.endswith(").") and "(" in sentence for sentence in found)


@pytest.mark.parametrize(
    ("row", "held"),
    [
        (("2012", "meeting", "not_senior"), [("conducting_staff", "Police staff")]),
        (("2012", "meeting", "not_senior"), [("conducting_staff", "Staff (Insp)")]),
        (("2020", "meeting", "special"), [("conducting_senior_hr", "")]),
        (("2020", "meeting", "special"), [("conducting_staff", "")]),
        (("2008", "hearing", "not_senior"), [("chair_senior_hr", ""), *SENIOR[1:]]),
        (("2012", "hearing", "not_senior"), [SENIOR[0], ("member_senior_hr", ""), SENIOR[2]]),
        (("2012", "hearing", "not_senior"), [*SENIOR, ("legal_adviser", ""), ("clerk", "")]),
        (("2024", "hearing", "not_senior"), [("chair_chief_officer", "AC"), *CHIEF[1:]]),
        (("2024", "hearing", "not_senior"), [CHIEF[0], CHIEF[2], CHIEF[2], CHIEF[3]]),
        (("2024", "hearing", "not_senior"),
         [("chair_delegate_former_senior_officer", ""), *CHIEF[1:]]),
        (("2024", "hearing", "not_senior"), [("chair_delegate_staff", ""), *CHIEF[1:]]),
        (("2024", "accelerated", "not_senior"), [CHIEF[0], CHIEF[3]]),
    ],
)  # fmt: skip
def test_other_lawful_panels_are_not_refused(row, held):
    assert refused(row, *held) == ()


def test_what_only_a_person_can_check_is_said_and_not_guessed():
    held = [("chair_delegate_former_senior_officer", ""), *CHIEF[1:]]
    found = faults_of(("2024", "hearing", "not_senior"), seated(*held))

    assert refusals(found) == ()
    assert "at most five years before the delegation" in " ".join(warnings(found))


def test_a_grade_of_staff_that_is_not_above_the_officer_is_refused():
    row = ("2012", "meeting", "not_senior")
    seats = seated(("conducting_staff", "Staff (Insp)"))
    over = composition_faults(seats, rule_of(*row), "Ch Insp", "officer")

    assert "Person 0, person conducting it (member of staff), is" in refusals(over)[0]
    assert "above the officer, who is Chief Inspector" in refusals(over)[0]


def test_an_officer_of_unknown_rank_gives_a_warning_to_check():
    row = ("2012", "meeting", "not_senior")
    found = composition_faults(seated(("conducting_officer", "PS")), rule_of(*row), "??", "officer")

    assert refusals(found) == ()
    assert "The rank of the officer is not known" in warnings(found)[0]


def test_an_appeal_is_determined_above_whoever_conducted_the_meeting():
    row = ("2020", "appeal_meeting", "not_senior")
    seats = seated(("conducting_officer", "Inspector"))

    assert "above whoever conducted the meeting" in warnings(faults_of(row, seats, "Insp"))[0]
    assert faults_of(row, seats, "PS") == ()
    assert "whoever conducted the meeting is not known" in warnings(faults_of(row, seats))[0]


# Each of these was refused on the strength of a reference that nobody had seen.
UNSEEN = [
    (("2020", "appeal_meeting", "not_senior"), [("conducting_officer", "PS")], "one rank above"),
    (("2012", "appeal_meeting", "not_senior"), [("conducting_senior_hr", "")], "no place"),
    (("2020", "hearing", "senior"), [*THREE[:2], ("legal_adviser", "")], "other member"),
    (("2020", "meeting", "senior"),
     [("conducting_officer", CC), ("member_superintendent", SUPT), THREE[2]], "no place"),
]  # fmt: skip


@pytest.mark.parametrize(("row", "held", "says"), UNSEEN)
def test_what_nobody_has_seen_is_said_and_refuses_nothing(row, held, says):
    found = faults_of(row, seated(*held))

    named = [said for said in warnings(found) if says.lower() in said.lower()]
    assert named
    assert all("unverified" in said for said in named if "not known" not in said)
    assert not [said for said in refusals(found) if "A panel of three" not in said]


def test_a_superintendent_who_does_not_outrank_the_officer_is_warned_of():
    seats = seated(QUALIFIED[0], ("member_superintendent", SUPT), QUALIFIED[2])
    found = composition_faults(seats, rule_of("2020", "hearing", "not_senior"), CSUPT, "officer")

    assert refusals(found) == ()
    assert warnings(found)[-1] == (
        "Person 1, member (superintendent or above), is Superintendent and has to be of at least"
        " one rank above the officer, who is Chief Superintendent (SI 2020/4 reg 28(4)(b),"
        " unverified)."
    )


def test_the_panels_of_senior_officers_say_how_sure_they_are():
    sure = {row: rule_of(*row).confidence for row in ROWS if row[2] == "senior"}

    assert {sure["2020", forum, "senior"] for forum in ("meeting", "hearing")} == {"unverified"}
    assert {sure["2024", forum, "senior"] for forum in ("meeting", "hearing", "accelerated")} == {
        "secondary"
    }
    three = {row: rule_of(*row).three for row in ROWS}
    assert {row[:2] for row, known in three.items() if known is not None} == {
        ("2020", "meeting"), ("2020", "hearing"), ("2024", "meeting"), ("2024", "hearing"),
    }  # fmt: skip
    assert {known.confidence for known in three.values() if known is not None} == {"quoted"}


def test_no_rule_names_a_reference_that_is_not_in_the_dossier():
    said = str(facts("panels.toml"))

    assert not [one for one in ("2016/41", "2024/603", "(5A)") if one in said]


def test_where_an_overlay_is_unsure_either_panel_may_hold():
    """Planted once: an overlay whose trigger is not known chose the panel on its own."""
    both = panel_rules("2012", ("2012b",), "hearing", unsure={"2012c", "2012d"})
    turned = panel_rules("2012", ("2012b", "2012c"), "hearing", unsure={"2012c"})

    assert [rule.era for rule in both] == ["2012", "2012_qualified"]
    assert [rule.era for rule in turned] == ["2012_qualified", "2012"]
    assert panel_rules("2012", (), "hearing") == (panel_rule("2012", (), "hearing"),)
    new = panel_rules("2020", (), "accelerated", senior=True, unsure=frozenset({"2024"}))
    assert [rule.era for rule in new] == ["2020", "2024"]
    special = panel_rules("2020", (), "meeting", special=True, unsure=frozenset({"2024"}))
    assert [rule.officer for rule in special] == ["special", "special"]
    with pytest.raises(Refused, match="no appeal from a misconduct meeting"):
        panel_rules("2020", (), "appeal_meeting", senior=True, unsure=frozenset({"2024"}))


def test_nobody_is_there_twice_and_everybody_who_sits_has_a_number():
    row = ("2012", "hearing", "not_senior")
    seats = seated(*SENIOR)
    twice = [*seats[:2], replace(seats[2], person=seats[0].person)]
    blank = [*seats[:2], replace(seats[2], person="", name="")]
    witness = [*seats, Seat("witness", "", "Z Ali"), Seat("witness", "", "Y Ali")]

    assert "Person 0 cannot be there twice" in refusals(faults_of(row, twice))[0]
    assert "Somebody (independent member) needs a number" in refusals(faults_of(row, blank))[0]
    assert refusals(faults_of(row, witness)) == ()
    assert refusals(faults_of(row, [*seats, Seat("judge", "1", "J")])) == (
        "Nobody is at a hearing as 'judge'.",
    )


@pytest.mark.parametrize("kind", ["staff", "pcso", "volunteer"])
def test_the_regulations_do_not_reach_police_staff(kind):
    rule = rule_of("2012", "hearing", "not_senior")
    found = composition_faults([], rule, "PCSO", kind)

    assert refusals(found) == ()
    assert warnings(found) == (
        "Police staff follow the force's own policy, not the regulations; who sits is not checked.",
    )


def test_an_archive_without_regulations_is_not_checked():
    rule = panel_rule("none", (), "hearing", special=True)

    assert [f.firm for f in composition_faults([], rule, "", "officer")] == [False]


def test_a_senior_officer_is_above_chief_superintendent_and_never_a_special():
    assert is_senior("Commander", "officer")
    assert is_senior("ACC", "former")
    assert not is_senior(CSUPT, "officer")
    assert not is_senior("Commander", "special")
    assert not is_senior("", "officer")


def test_words_for_a_screen():
    assert capacity_words("legal_adviser") == "legally qualified adviser"
    assert capacity_words("head_cook") == "head cook"
    assert rule_of("2012", "accelerated", "not_senior").words == "a special case hearing"
    assert rule_of("2020", "accelerated", "not_senior").words == "an accelerated hearing"
    assert not capacities()["witness"].sits
    assert rule_of("2012", "hearing", "not_senior").provision.endswith(", parallel")


# ------ an oracle of our own

ORDER = {name: i for i, name in enumerate(
    ["SC", "Constable", "Sergeant", "Inspector", "Chief Inspector", SUPT, CSUPT, CDR,
     "Deputy Chief Constable", CC])}  # fmt: skip
CAPS = sorted(key for key, row in capacities().items() if row.sits)
FIRM = [row for row in ROWS if LAWFUL[row][1] == "firm" and row[2] == "not_senior"]
DELEGATES = {"chair_delegate_former_senior_officer", "chair_delegate_staff"}


def lawful(row: tuple[str, str, str], held: list[tuple[str, str]], officer: str) -> bool:
    """Say by hand whether a panel of not senior officers is lawful."""
    era, forum, _officer = row
    panel = sorted(seat for seat in held if seat[0] != "legal_adviser")
    least = {"chair_senior_officer": CDR, "chair_chief_officer": CC, "member_superintendent": SUPT,
             "chair_delegate_senior_officer": CDR, "chair_other_force": CDR}  # fmt: skip
    if any(cap in least and ORDER[rank] < ORDER[least[cap]] for cap, rank in panel):
        return False
    caps = [cap for cap, _rank in panel]
    lay = [cap for cap in caps if cap.startswith("member_independent")]
    rest = [cap for cap in caps if not cap.startswith("member_independent")]
    chief = {"chair_chief_officer", "chair_delegate_senior_officer"} | DELEGATES
    if forum in {"meeting", "appeal_meeting"}:
        one = len(panel) == 1 and caps[0] in {"conducting_officer", "conducting_staff"}
        return one and ORDER[panel[0][1]] > ORDER[officer]
    if forum == "accelerated":
        return len(panel) == 1 and caps[0] in chief
    if era in {"2008", "2012"}:
        return len(lay) == 1 and rest in (
            ["chair_senior_officer", "member_superintendent"],
            ["chair_senior_officer", "member_senior_hr"],
            ["chair_senior_hr", "member_superintendent"],
        )
    if era == "2024":
        advised = any(cap == "legal_adviser" for cap, _rank in held)
        qualified = "member_independent_qualified" in lay
        return len(lay) == 2 and qualified and len(rest) == 1 and rest[0] in chief and advised
    # That the superintendent of 2020 outranks the officer was not seen, and warns alone.
    return len(lay) == 1 and rest == ["chair_legally_qualified", "member_superintendent"]


@st.composite
def panels_of(draw):
    """Draw a row and a panel near one that is lawful there."""
    row = draw(st.sampled_from(FIRM))
    ranks = st.sampled_from(sorted(ORDER))
    held = [(cap, draw(st.sampled_from([rank, rank, rank or CC, draw(ranks)])) or "Constable")
            for cap, rank in LAWFUL[row][0]]  # fmt: skip
    if draw(st.booleans()) and held:
        held.pop(draw(st.integers(0, len(held) - 1)))
    held += draw(st.lists(st.tuples(st.sampled_from(CAPS), ranks), max_size=2))
    return row, held, draw(st.sampled_from(["Constable", "Sergeant", CSUPT]))


@given(panels_of())
def test_what_is_accepted_is_what_a_plain_table_accepts(drawn):
    row, held, officer = drawn
    found = composition_faults(seated(*held), rule_of(*row), officer, "officer")

    assert (refusals(found) == ()) is lawful(row, held, officer)


def test_the_oracle_knows_the_ranks():
    assert set(ORDER) - {"SC"} <= set(known_ranks())


# ------ a table that does not hold together


@pytest.fixture
def table(monkeypatch):
    """Read a changed copy of the table, and forget it afterwards."""
    plain = facts("panels.toml")

    def changed(name, value):
        monkeypatch.setattr(panels_module, "facts", lambda _name: {**plain, name: value})
        monkeypatch.setattr(bars_module, "facts", lambda _name: {**plain, name: value})
        forget()

    def forget():
        for kept in (panels_module.capacities, panels_module.panels, bars_module.bars):
            kept.cache_clear()

    yield changed
    monkeypatch.undo()
    forget()


SEAT = {"words": "chair", "of": ["witness"], "number": 1}
ROW = {
    "eras": ["2012"],
    "forums": ["hearing"],
    "officers": [OFFICERS[0]],
    "appoints": "them",
    "shape": "s",
    "source": "reg 1",
    "confidence": "quoted",
}


@pytest.mark.parametrize(
    ("rows", "shape", "says"),
    [
        ([{**ROW, "colour": "red"}], [SEAT], "unknown key: colour"),
        ([{**ROW, "source": ""}], [SEAT], "lacks a source"),
        ([{**ROW, "confidence": "sure"}], [SEAT], "known confidence"),
        ([{**ROW, "eras": ["1999"]}], [SEAT], "unknown era"),
        ([{**ROW, "forums": ["trial"]}], [SEAT], "unknown era, forum"),
        ([{**ROW, "officers": ["general"]}], [SEAT], "unknown era, forum or officer"),
        ([ROW], [], "needs a shape"),
        ([{**ROW, "unchecked": "Why"}], [SEAT], "needs a shape, or to say why"),
        ([ROW, ROW], [SEAT], "says twice"),
        ([ROW], [{**SEAT, "of": ["judge"]}], "unknown capacity"),
        ([ROW], [{**SEAT, "lowest": "General"}], "unknown capacity or rank"),
        ([ROW], [{**SEAT, "colour": "red"}], "unknown key: colour"),
        ([ROW], [{**SEAT, "above_confidence": "sure"}], "rank above without a known confidence"),
        ([{**ROW, "three": {"source": "reg 2"}}], [SEAT], "three has a rule without a source"),
    ],
)
def test_a_table_that_does_not_hold_together_is_refused(table, monkeypatch, rows, shape, says):
    plain = panels_module._table
    known = {"panel": rows, "shape": {"s": shape}}
    monkeypatch.setattr(panels_module, "_table", lambda name: known.get(name) or plain(name))
    panels_module.panels.cache_clear()

    with pytest.raises(UsageError, match=says):
        panels()


def test_a_strange_capacity_or_bar_is_refused(table):
    table("capacity", {"cook": {"words": "cook", "side": "kitchen"}})
    with pytest.raises(UsageError, match="unknown side or rank"):
        capacities()

    table("bar", {"cook": {"words": "cooked for it"}})
    with pytest.raises(UsageError, match="the bar cook is not well formed"):
        bars_module.bars()

    row = {"words": "cooked", "source": "s", "confidence": "quoted", "passes": ["cook"]}
    table("bar", {"cook": row})
    with pytest.raises(UsageError, match="passes an unknown capacity"):
        bars_module.bars()

    table("recipe", {})
    with pytest.raises(UsageError, match="unknown key: recipe"):
        panels()
