"""What an archive says that proceedings ended in: as given, as we say it, or not lawful at all."""

from __future__ import annotations

from datetime import date

import pytest

from db.importer.lawful import Lawful, Said, overlays_possible
from hearings.errors import Refused
from tests.db.archive import Shelf, mapping, read_rejects, row, rows
from tests.desks import RULES


@pytest.fixture
def shelf(office, tmp_path):
    return Shelf(office, tmp_path)


@pytest.fixture
def sheet(store_templates, tmp_path):
    """Give a shelf on SQLite alone, for what no database has a part in."""
    from tests.desks import opened

    with opened(store_templates.sqlite(tmp_path)) as office:
        yield Shelf(office, tmp_path)


DISMISSED = {
    "found": "Gross misconduct", "sanction": "dismissal without notice", "heard by": "hearing",
}  # fmt: skip

KEPT = "SELECT ended, forum, regime, finding, outcome, standing, decided_on FROM conclusions"


def subject_of(shelf, ref):
    view, _ = shelf.office.desk().show(ref)
    return view.file.subjects[0]


def test_a_row_brings_what_was_found_and_done(shelf):
    shelf.bring([row(closed="2014-05-20", **DISMISSED)])

    subject = subject_of(shelf, "OF-1/1")
    assert subject.finding is not None
    assert subject.outcome is not None
    assert (subject.finding.level, subject.finding.forum) == ("gross_misconduct", "hearing")
    assert subject.finding.on == date(2014, 5, 20)
    made = subject.outcome
    assert (made.key, made.finding, made.regime) == (
        "dismissal_without_notice", "gross_misconduct", "2012",
    )  # fmt: skip
    assert (made.on, made.forum, subject.forum) == (date(2014, 5, 20), "hearing", "hearing")
    assert shelf.office.rows(KEPT) == [
        ("outcome", "hearing", "2012", "gross_misconduct", "dismissal_without_notice", "stands",
         "2014-05-20"),
    ]  # fmt: skip


STAGES = {
    "an outcome": (DISMISSED, "decided"),
    "an outcome of a closed case": (DISMISSED | {"closed": "2014-05-20"}, "closed"),
    "a finding": ({"found": "misconduct"}, "heard"),
    "a forum alone": ({"heard by": "hearing"}, "assessed"),
    "neither": ({}, "assessed"),
}


@pytest.mark.parametrize(("cells", "stage"), STAGES.values(), ids=STAGES)
def test_a_subject_arrives_where_its_row_says_it_came_to(sheet, cells, stage):
    sheet.bring([row(**cells)])

    assert sheet.office.rows("SELECT stage FROM subjects") == [(stage,)]
    assert subject_of(sheet, "OF-1/1").stage == stage


def test_a_day_that_an_archive_does_not_say_stays_unknown(sheet):
    """Catches an outcome that is dated by the day of its import."""
    sheet.bring([row(**DISMISSED)])

    made = subject_of(sheet, "OF-1/1").outcome
    assert made is not None
    assert made.on is None
    assert sheet.office.rows("SELECT decided_on FROM conclusions") == [("",)]


def test_an_archive_without_clocks_keeps_its_own_words(shelf, tmp_path):
    """Catches words that are looked up, or judged, where no Regulations govern."""
    plan = mapping(tmp_path, regime="none")
    own = {"found": "Misconduct", "sanction": "Forfeit 5 days / B", "heard by": "Trial room"}

    shelf.bring([row(**own)], mapping=plan)

    made = subject_of(shelf, "OF-1/1").outcome
    assert made is not None
    assert (made.key, made.finding, made.forum) == (
        "Forfeit 5 days / B",
        "Misconduct",
        "Trial room",
    )
    assert shelf.office.rows("SELECT stage FROM subjects") == [("closed",)]
    assert shelf.office.rows(KEPT)[0][1:5] == (
        "Trial room", "none", "Misconduct", "Forfeit 5 days / B",
    )  # fmt: skip


def test_a_changed_penalty_is_shown_and_the_history_holds_both(shelf):
    """Catches a correction of the archive that is kept as if somebody had appealed."""
    warned = DISMISSED | {"sanction": "final written warning"}
    shelf.bring(rows(warned, DISMISSED))

    answer = shelf.bring(rows(DISMISSED, DISMISSED))

    assert (answer["changed"], answer["unchanged"]) == (1, 1)
    view, _ = shelf.office.desk().show("OF-1/1")
    told = [event.payload["outcome"] for event in view.history if event.subject == 1]
    assert told == ["final_written_warning", "dismissal_without_notice"]
    (made,) = view.file.subjects[0].outcomes
    assert (made.key, made.state) == ("dismissal_without_notice", "stands")
    assert shelf.office.rows("SELECT outcome FROM conclusions ORDER BY subject_id") == [
        ("dismissal_without_notice",), ("dismissal_without_notice",),
    ]  # fmt: skip


def test_a_penalty_that_is_gone_from_a_later_file_no_longer_stands(shelf):
    shelf.bring([row(**DISMISSED)])

    shelf.bring([row(found="Gross misconduct", **{"heard by": "hearing"})])

    assert shelf.office.rows(KEPT) == [
        ("finding", "hearing", "2012", "gross_misconduct", "", "", ""),
    ]  # fmt: skip
    view, _ = shelf.office.desk().show("OF-1/1")
    assert [event.payload.get("outcome") for event in view.history] == [
        "dismissal_without_notice", None,
    ]  # fmt: skip
    shelf.bring([row()])
    assert shelf.office.rows("SELECT count(*) FROM conclusions") == [(0,)]
    assert shelf.office.rows("SELECT count(*) FROM breaches") == [(0,)]


def test_the_heaviest_outcome_of_an_officer_s_allegations_stands(shelf, tmp_path):
    """Catches the last row winning, and a row without an outcome taking another's away."""
    plan = mapping(tmp_path, allegation="count")
    warned = {"found": "misconduct", "sanction": "written warning", "heard by": "hearing"}
    lines = [row(count=1, **DISMISSED), row(count=2, **warned), row(count=3)]

    answer = shelf.bring(lines, mapping=plan)

    subject = subject_of(shelf, "OF-1/1")
    assert (answer["new"], answer["rejected"], subject.stage) == (3, 0, "decided")
    assert [(one.allegation, one.key) for one in subject.outcomes] == [
        (2, "written_warning"), (1, "dismissal_without_notice"),
    ]  # fmt: skip
    assert subject.finding is not None
    assert subject.finding.level == "gross_misconduct"
    shelf.bring([row(count=1, **warned), *lines[1:]], mapping=plan)
    assert subject_of(shelf, "OF-1/1").outcome.key == "written_warning"
    assert shelf.office.rows("SELECT outcome FROM conclusions") == [("written_warning",)]


def test_what_an_archive_says_was_decided_goes_on_by_hand(shelf):
    """Catches an imported outcome that can be notified, and then neither closed nor appealed."""
    shelf.bring(rows(DISMISSED, DISMISSED))
    for ref in ("OF-1/1", "OF-1/2"):
        shelf.office.go("notify_outcome", ref, method="in_person", served_by="901")

    shelf.office.go("appeal", "OF-1/1", route="tribunal", grounds="Too severe.")

    assert subject_of(shelf, "OF-1/1").stage == "appealed"
    with pytest.raises(Refused, match="notified of the outcome already"):
        shelf.office.go("notify_outcome", "OF-1/2", method="in_person", served_by="901")
    answer = shelf.bring(rows(DISMISSED, DISMISSED | {"sanction": "final written warning"}))
    assert (answer["unchanged"], answer["rejected"]) == (1, 1)


REFUSED = {
    "a dismissal by a meeting": (
        DISMISSED | {"found": "misconduct", "heard by": "meeting"},
        "sanction",
        "dismissal without notice",
    ),
    "gross misconduct found by a meeting": (
        {"found": "gross misconduct", "heard by": "meeting", "sanction": "written warning"},
        "found",
        "gross misconduct cannot be found",
    ),
    "a reduction in rank under the Regulations of 2012": (
        DISMISSED | {"sanction": "reduction in rank"},
        "sanction",
        "reduction in rank",
    ),
    "a warning where nothing was found": (
        {"found": "not proven", "heard by": "hearing", "sanction": "written warning"},
        "sanction",
        "written warning",
    ),
    "an outcome we do not have": (
        DISMISSED | {"sanction": "sacked"},
        "sanction",
        "outcome cannot be 'sacked'",
    ),
    "a finding we do not have": (DISMISSED | {"found": "guilty"}, "found", "finding cannot be"),
    "a forum we do not have": (DISMISSED | {"heard by": "court"}, "heard by", "forum cannot be"),
}


@pytest.mark.parametrize(("cells", "column", "words"), REFUSED.values(), ids=REFUSED)
def test_what_the_regulations_cannot_have_had_is_left_out_with_its_rule(
    sheet, cells, column, words
):
    answer = sheet.bring(rows({}, cells))

    assert (answer["new"], answer["rejected"]) == (1, 1)
    (left_out,) = read_rejects(answer)
    assert (left_out["line"], left_out["column"]) == ("3", column)
    assert words in left_out["reason"][:1].lower() + left_out["reason"][1:]
    assert left_out["reason"].endswith(".")


@pytest.mark.parametrize(
    ("received", "taken"),
    [("2009-01-05", 0), ("2012-11-21", 0), ("2014-03-12", 0), ("2020-03-02", 1)],
)
def test_the_day_it_came_to_attention_chooses_the_regulations(sheet, received, taken):
    """Catches an archive that is judged by one set of Regulations whatever its days are."""
    answer = sheet.bring([row(
        received=received, happened="", found="gross misconduct", sanction="reduction in rank",
        **{"heard by": "hearing"},
    )], today=date(2021, 1, 4))  # fmt: skip

    assert (answer["new"], answer["rejected"]) == (taken, 1 - taken)


@pytest.mark.parametrize("column", ["received", "happened", "closed"])
def test_a_day_that_has_not_come_yet_is_rejected(sheet, column):
    """Catches an outcome of 2030 that is counted, and matters under Regulations of a slip."""
    answer = sheet.bring([row(**{column: "2014-06-02"})], today=date(2014, 6, 1))

    (left_out,) = read_rejects(answer)
    assert (left_out["column"], left_out["value"]) == (column, "2014-06-02")
    assert left_out["reason"] == "This day has not come yet."


def said(outcome="", *, forum="hearing", finding="misconduct", person="officer", regime="2012"):
    applied = overlays_possible(regime, "2014-03-12" if regime == "2012" else "2021-03-12", "")
    return Said(regime, applied, forum, finding, person, outcome)


UNSAID = {
    "dismissed for misconduct on a live final warning": said("dismissal_with_notice"),
    "a final warning extended": said("final_written_warning_extended"),
    "a former officer who was serving then": said(
        "would_have_been_dismissed", finding="gross_misconduct", regime="2020"
    ),
    "no person type": said("designation_withdrawn", finding="gross_misconduct", person=""),
    "no forum and no finding": said("written_warning", forum="", finding=""),
}


@pytest.mark.parametrize("one", UNSAID.values(), ids=UNSAID)
def test_what_a_row_does_not_say_is_taken_as_it_has_to_be(one):
    """Catches a row that is refused for a warning or a departure of which no archive speaks."""
    assert Lawful(RULES)[one] == ("", "")


def test_what_no_row_could_speak_of_is_refused_also_where_little_is_said():
    """Catches silence about the forum and the finding that lets everything pass."""
    field, reason = Lawful(RULES)[said("reduction_in_rank", forum="", finding="")]

    assert field == "outcome"
    assert reason.startswith("Reduction in rank is open to nobody of whom the row could speak")


def test_a_change_of_the_regulations_is_possible_only_in_its_time():
    before = overlays_possible("2012", "2014-03-12", "2015-01-01")
    after = overlays_possible("2012", "2014-03-12", "")

    assert before == (frozenset(),)
    assert set(after) == {frozenset(), frozenset({"2012d"})}
    assert overlays_possible("2020", "2025-06-02", "") == (frozenset({"2025"}),)
    assert overlays_possible("2020", "2021-06-02", "") == (frozenset(),)
