"""What a matter ended in, and past outcomes beside a question, as they are worded."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.actions import View
from hearings.cases import Subject
from hearings.conclusions import Comparison, Document, Finding, Outcome
from hearings.factors import factors
from hearings.outcomes import grouped
from hearings.precedents import Index, Row, comparators
from hearings.warned import Warned
from tests.tui import decided, heard
from tests.tui.office import GROSS, HOSTILE, RULES, SETTINGS, WAITING, clock
from tui.lawful import lawful_here
from tui.office import Office
from tui.telling import history, matrix, precedents
from tui.telling.hearing import hearing
from tui.telling.outcome import outcome
from tui.telling.said import Said


def text(said: Iterable[Said]) -> str:
    """Give the words of a page."""
    return "\n".join(f"{' ' * each.indent}{each.text}" for each in said)


def page(path: Path, ref: str = GROSS, **changed: object) -> str:
    """Give the Outcome tab of a matter."""
    view, number = heard.desk_on(path, "me", decided.LATER).show(ref)
    return text(outcome(view, number or 1, RULES, decided.LATER, **changed))  # type: ignore[arg-type]  # what a test changes


def with_subject(view: View, **changed: object) -> View:
    """Change what is known of a subject."""
    subject: Subject = replace(view.file.subjects[0], **changed)  # type: ignore[arg-type]  # as above
    return replace(view, file=replace(view.file, subjects=(subject,)))


def test_before_a_hearing_the_page_says_what_is_not_there(store: Path) -> None:
    told = page(store, WAITING)
    assert "Nothing has been found yet." in told
    assert "None has been recorded." in told
    assert "Press m and choose to code the circumstances." in told
    assert "Appeal" not in told


def test_after_the_finding_the_page_says_what_is_lawful_and_why_not(store: Path) -> None:
    # Would catch a page that leaves an outcome out, or greys one without its rule.
    decided.find(store)
    office = Office(heard.desk_on(store, "me", decided.LATER), SETTINGS, clock)
    lawful = lawful_here(office, GROSS)
    told = page(store, lawful=lawful)
    assert "Gross misconduct, Wed 23 Apr 2014, at the misconduct hearing H-2014-00001." in told
    assert "Allegation 1, Duties and Responsibilities, facts: proved" in told
    assert "Standard Duties and Responsibilities: breached" in told
    assert f"Chair: Commander {heard.CONDUCTS}, {heard.CHAIR}" in told
    assert "What can be given here as sanction" in told
    lines = [line.strip() for line in told.splitlines()]
    signs = [line[0] for line in lines if line[:2] in {"✓ ", "✗ "}]
    refused = grouped(one for one in lawful.rulings if not one.allowed)
    assert signs.count("✓") == sum(one.allowed for one in lawful.rulings)
    assert signs.count("✗") == len(refused)
    assert "Warnings in force on the day of the severity assessment: none" in told
    assert signs == sorted(signs)
    [none] = [
        line for line in lines if line.startswith("✗ No outcome under the 2012 Regulations: ")
    ]
    assert "reduction in rank" in none
    assert "Reading what is lawful here…" in page(store)


def test_a_varied_outcome_stays_on_record_under_the_one_that_stands(store: Path) -> None:
    # Would catch a page on which an appeal makes the first outcome vanish.
    decided.conclude(store)
    brought = {"route": "tribunal", "grounds": HOSTILE[1]}
    decided.move(store, "appeal", brought, on=decided.LATER)
    assert "Appeal to the police appeals tribunal, Fri 9 May 2014: not determined yet" in page(
        store
    )
    ended = {"result": "vary", "determined_by": "the tribunal", "reason": "Too severe.",
             "outcome": "final_written_warning"}  # fmt: skip
    decided.move(store, "determine_appeal", ended, on=decided.LATER)
    told = page(store)
    stands, _, before = told.partition("Before it, and still on record")
    assert "Final written warning, Fri 9 May 2014, in the place of another" in stands
    assert "In effect from: Wed 23 Apr 2014, the day of the outcome it was put in" in stands
    assert "Last day in force: Thu 22 Oct 2015: 18 months beginning with Wed 23" in stands
    assert "Dismissal without notice, Wed 23 Apr 2014: varied on appeal" in before
    assert f"Grounds: {HOSTILE[1]}" in before
    assert "varied, Fri 9 May 2014" in before
    assert "Notice of appeal to the tribunal" in before


def test_an_appeal_to_the_tribunal_needs_no_meeting_to_be_ready(store: Path) -> None:
    # Would catch a Hearing tab that asks for an appeal meeting where a tribunal hears the appeal.
    decided.conclude(store)
    decided.move(store, "appeal", {"route": "tribunal", "grounds": "x"}, on=decided.LATER)
    view, _ = heard.desk_on(store, "me", decided.LATER).show(GROSS)
    told = text(hearing(view, 1, RULES, decided.LATER))
    assert "Ready to be listed" not in told
    assert "What was found and what was done stands on the Outcome tab." in told
    assert "Investigator's opinion: case to answer for gross misconduct" in told
    assert "The authority's decision: case to answer for gross misconduct" in told
    assert f"Misconduct hearing {view.file.subjects[0].findings[0].hearing}: heard" in told


def test_the_history_tells_all_of_it_in_words(store: Path) -> None:
    # Would catch a payload told by its keys, and factors in other words than they were coded in.
    decided.conclude(store)
    brought = {"route": "tribunal", "grounds": "x"}
    decided.move(store, "appeal", brought, on=decided.LATER)
    view, _ = heard.desk_on(store, "me", decided.LATER).show(GROSS)
    concluded = view.history[-8:]
    coded = next(e for e in concluded if e.kind == "code_circumstances")
    old = dict(coded.payload["words"]) | {"culpability.deliberate": "meant, as it was once said"}
    earlier = replace(coded, payload={**coded.payload, "words": old})
    told = text(history(tuple(earlier if e is coded else e for e in concluded), 1, RULES))
    assert "Culpability: meant, as it was once said" in told
    assert "Aggravating: concealment, or blaming others, abuse of trust" in told
    assert "Facts: allegation 1: proved" in told
    assert "Standard: Duties and Responsibilities: breached" in told
    assert "Outcome: dismissal without notice" in told
    assert "Took effect on: 23 Apr 2014" in told
    assert "Against it by: appeal to the police appeals tribunal" in told
    assert not re.findall(r"\b[a-z]+(?:_[a-z]+)+\b", told)


def test_a_quashed_outcome_leaves_none_standing(store: Path) -> None:
    decided.conclude(store)
    decided.move(store, "appeal", {"route": "judicial_review", "grounds": "x"}, on=decided.LATER)
    ended = {"result": "quash", "determined_by": "the High Court", "reason": "Unfair."}
    decided.move(store, "determine_appeal", ended, on=decided.LATER)
    told = page(store)
    assert "None stands now." in told
    assert "No longer stands." in told
    assert "Still on record\nDismissal without notice, Wed 23 Apr 2014: quashed" in told


MEETING = Finding(
    hearing="H-1",
    forum="meeting",
    on=date(2021, 5, 4),
    level="misconduct",
    facts={"1": "proved"},
    breaches={"duties": "breached"},
    admission="full",
    by="154400",
    by_name="Inspector S Ford",
)
WARNED = Outcome("written_warning", date(2021, 5, 4), "H-1", "meeting", "misconduct", "2020",
                 by_name="Inspector S Ford", source="SI 2020/4 reg 42(2), unverified",
                 effective_on=date(2021, 5, 6), months=18)  # fmt: skip


def test_a_meeting_has_nobody_who_is_called_a_chair_and_later_it_is_an_outcome(
    store: Path,
) -> None:
    # Would catch the words of 2012 on a matter of 2020, and a chair where there is no panel.
    view, _ = heard.desk_on(store, "me", decided.LATER).show(GROSS)
    later = replace(view, file=replace(view.file, case=replace(view.file.case, regime="2020")))
    later = with_subject(later, findings=(MEETING,), outcomes=(WARNED,), forum="meeting")
    told = text(outcome(later, 1, RULES, date(2021, 6, 1)))
    assert "Outcome that stands" in told
    assert "sanction" not in told.casefold()
    assert "Person conducting the meeting: Inspector S Ford, 154400" in told
    assert "Given by the person conducting the meeting: Inspector S Ford" in told
    assert "hair" not in told.replace("Chairman", "")
    assert "UNVERIFIED: a lawyer has not signed it off" in told
    assert "In effect from: Thu 6 May 2021, the day the officer was notified in writing" in told
    assert "Last day in force: Sat 5 Nov 2022: 18 months beginning with Thu 6 May 2021" in told


def test_a_finding_changed_on_appeal_is_told_as_the_tribunals(store: Path) -> None:
    # Would catch a tribunal's finding that is put into the mouth of the chair of the hearing.
    found = replace(MEETING, hearing="", by="the police appeals tribunal", by_name="",
                    on=date(2021, 9, 1), reasons="Too much was made of it.")  # fmt: skip
    first = replace(MEETING, stands=False)
    view, _ = heard.desk_on(store, "me", decided.LATER).show(GROSS)
    view = with_subject(view, findings=(first, found), forum="meeting")
    told = text(outcome(view, 1, RULES, date(2021, 10, 1)))
    newest, _, before = told.partition("No longer stands.")
    assert "Misconduct, found on appeal by the police appeals tribunal on Wed 1 Sep 2021." in newest
    assert "Reasons: Too much was made of it." in newest
    assert "Person conducting" not in newest
    assert "Person conducting the meeting: Inspector S Ford, 154400" in before


def test_comparison_and_documents_are_told_as_they_were_recorded(store: Path) -> None:
    view, _ = heard.desk_on(store, "me", decided.LATER).show(GROSS)
    compared = Comparison(date(2014, 5, 9), "written_warning", 12, 3, 5, 4, "own 1", HOSTILE[0])
    withheld = Document(
        1, HOSTILE[1], "served_document", "withheld", "d", "Source.", "F12", pages=3
    )
    unmarked = Document(2, "Log", "legal_advice", "")
    view = with_subject(view, comparisons=(compared,), documents=(withheld, unmarked))
    told = text(outcome(view, 1, RULES, decided.LATER))
    assert "of 12 comparators 3 lighter, 5 the same, 4 heavier" in told
    assert "Comparators, not a tariff." in told
    assert f"Reasons, quoted: {HOSTILE[0]}" in told
    assert "inconsistent" not in told
    assert (
        "withheld under the harm test, limb (d) necessary to prevent or detect misconduct" in told
    )
    assert "2  Log (legal advice): not marked yet" in told


def test_an_extension_lasts_from_the_end_of_the_warning_it_extends(store: Path) -> None:
    # Would catch an extension that is counted from its own day, which would shorten it.
    first = Warned("final_written_warning", date(2013, 1, 10), 18)
    extended = Outcome("final_written_warning_extended", date(2014, 4, 23), "H-1", "hearing",
                       "misconduct", "2012", effective_on=date(2014, 4, 23), months=18,
                       extends=first)  # fmt: skip
    view, _ = heard.desk_on(store, "me", decided.LATER).show(GROSS)
    told = text(outcome(with_subject(view, outcomes=(extended,)), 1, RULES, decided.LATER))
    assert "Extends: final written warning of 10 Jan 2013" in told
    assert "Last day in force: Sat 9 Jan 2016: 18 months beginning with Thu 10 Jan" in told
    assert "then 18 months" in told


def answer(endings: dict[str, int], regime: str = "2012", asked: str = "2012") -> str:
    """Word the answer to one circumstance that many matters share."""
    keys = [key for key, count in endings.items() for _ in range(count)]
    rows = [Row(f"MC-2013-{n:05d}/1", 1, key, regime, "2013-05-01") for n, key in enumerate(keys)]
    lists = factors()
    index = Index(rows, {"culpability=reckless": 0}, lists.weights)
    found = comparators(index, frozenset({"culpability=reckless"}), lists, regime=asked, most=2)
    return text(precedents.page(found))


def test_a_share_stands_with_its_base_and_its_interval() -> None:
    told = answer({"dismissal_without_notice": 6, "final_written_warning": 4})
    assert "n = 10 · 2012 Regulations" in told
    assert "Dismissal without notice: 6 of 10, 60% (31%–83%)" in told
    assert "0 ······├─────●────┤··· 100%" in told
    assert "Left out in all: 0 outcomes overturned" in told


@pytest.mark.parametrize(("count", "shares"), [(4, False), (5, True)])
def test_of_fewer_than_five_no_share_is_given(count: int, shares: bool) -> None:
    told = answer({"written_warning": count})
    assert ("%" in told) is shares
    assert ("too little to compare" in told) is not shares
    assert f"Written warning: {count}" in told


def test_what_was_decided_under_other_regulations_stands_apart() -> None:
    told = answer({"written_warning": 7}, regime="2012", asked="2020")
    assert "n = 0 · 2020 Regulations" in told
    assert "Apart, under other rules: 7" in told


@given(st.tuples(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1)).map(sorted))
def test_an_interval_is_drawn_in_one_width_and_holds_its_share(bounds: list[float]) -> None:
    # Would catch a bound that is drawn outside the scale, or a share that is drawn over.
    drawn = precedents.interval(*bounds)
    assert len(drawn) == precedents.WIDTH
    assert drawn.count("●") == 1
    assert set(drawn) <= set("·├─●┤")


def test_no_word_of_the_screens_says_what_an_outcome_should_be() -> None:
    told = answer({"written_warning": 9}) + matrix.LEGEND + precedents.weights_words({})
    assert told.count("should") == told.count("not what should be.") == 1
    for word in ("recommend", "inconsisten", "ought", "norm"):
        assert word not in told.casefold(), word
